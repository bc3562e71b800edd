// Where the site is kept: in the browser's private files.

const folders = new URL('..', import.meta.url).pathname.split('/').filter(Boolean);

/** The name of the database. A site in another folder of the host is another site. */
export const DB = `${['contacts', ...folders].join('-')}.db`;

/** Whether this browser lets the page have files. In private windows, and without https, some don't. */
export async function keepsFiles() {
  if (!navigator.locks || !globalThis.FileSystemFileHandle?.prototype.createSyncAccessHandle) return false;
  try {
    const folder = await navigator.storage.getDirectory();
    await folder.getFileHandle(DB, { create: true });
    return true;
  } catch {
    return false;
  }
}
