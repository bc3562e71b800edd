// The servers that the client is tried with: each answers what is asked of Wix.

import { startEmulator } from '../../../scripts/lib/emulator.js';

const API = 'https://www.wixapis.com';

/** The native one, over HTTP. */
export async function startNative() {
  const { url, stop } = await startEmulator({ args: ['--strict'], log: process.stderr });
  return { fetch: (address, init) => fetch(url + address.replace(API, ''), init), stop };
}

/** That of the npm package, in this process. */
export async function startPackage() {
  // Only here: it may not be built.
  const { createEmulator } = await import('../../npm/js/node/index.js');
  const site = await createEmulator({ strict: true });
  return { fetch: site.fetch, stop: () => site.close() };
}
