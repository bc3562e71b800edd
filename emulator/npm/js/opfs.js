// The files of SQLite in a worker of a page: the browser's private file system.

/** What SQLite keeps beside a database. */
const SUFFIXES = ['', '-wal', '-journal'];

/** What the server inside asks for, for one database. */
export async function openFiles(db) {
  if (db === undefined) throw new Error('www needs Node, which has the files of a page');
  if (
    !navigator.storage?.getDirectory ||
    typeof globalThis.FileSystemFileHandle?.prototype.createSyncAccessHandle !== 'function'
  ) {
    throw new Error(
      'db needs Node, or a worker of a page on https or localhost. Elsewhere leave it out, and keep what site.snapshot() gives',
    );
  }
  if (/[/\\]/.test(db)) throw new Error(`db is the name of a file here, without folders, and not ${db}`);
  const handles = await openAll(db);
  return {
    // All of them are there from the start; one without anything in it is as good as none.
    open(path, create) {
      const handle = handles.get(path);
      if (!handle) throw new Error(`${path} is no file of ${db}`);
      return create || handle.getSize() > 0 ? new File(handle) : undefined;
    },
    remove(path) {
      handles.get(path)?.truncate(0);
    },
    page: () => undefined,
    release() {
      for (const handle of handles.values()) handle.close();
    },
  };
}

/** Removes what is kept of a database that nobody has open. */
export async function removeFiles(db) {
  const folder = await navigator.storage.getDirectory();
  // The database last: SQLite takes a log beside an empty one for its own.
  for (const suffix of SUFFIXES.toReversed()) {
    await folder.removeEntry(db + suffix).catch((error) => {
      if (error.name !== 'NotFoundError') throw error;
    });
  }
}

async function openAll(db) {
  const folder = await navigator.storage.getDirectory();
  const handles = new Map();
  try {
    for (const suffix of SUFFIXES) {
      const file = await folder.getFileHandle(db + suffix, { create: true });
      handles.set(db + suffix, await accessTo(file));
    }
  } catch (error) {
    for (const handle of handles.values()) handle.close();
    if (error.name !== 'NoModificationAllowedError') throw error;
    throw new Error(
      `${db} is in use by another page or worker. Close it there, or give another name with db.`,
    );
  }
  return handles;
}

/** The page before a reload may still be about to let go of its file. */
async function accessTo(file, tries = 20) {
  try {
    return await file.createSyncAccessHandle();
  } catch (error) {
    if (error.name !== 'NoModificationAllowedError' || tries === 0) throw error;
    await new Promise((resolve) => setTimeout(resolve, 100));
    return accessTo(file, tries - 1);
  }
}

class File {
  #handle;

  constructor(handle) {
    this.#handle = handle;
  }

  read(buffer, position) {
    return this.#handle.read(buffer, { at: position });
  }

  write(bytes, position) {
    const written = this.#handle.write(bytes, { at: position });
    if (written < bytes.length) throw new DOMException('There is no room for more', 'QuotaExceededError');
  }

  truncate(size) {
    this.#handle.truncate(size);
  }

  flush() {
    this.#handle.flush();
  }

  size() {
    return this.#handle.getSize();
  }

  close() {}
}
