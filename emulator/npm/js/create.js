// createEmulator, for whatever has the wasm and the files.

import { instantiate } from '../pkg/emulator.js';
import { argumentsOf, checkOptions } from './arguments.js';
import { Emulator } from './emulator.js';
import { cachedSnapshot, cacheSnapshot } from './initial-snapshot.js';
import { compile, once } from './load.js';

const TOKEN = 'emulator';

/**
 * @param {() => unknown} besideCode the wasm, or where it is, for who gives none
 * @param {(db: string) => Promise<object>} openFiles a host, as the bindings name it, with `release()`
 */
export function creator(besideCode, openFiles) {
  return async function createEmulator(given = {}) {
    checkOptions(given);
    const { wasm, ...options } = given;
    const { Server, flags } = instantiate(await (wasm === undefined ? once(besideCode) : compile(wasm)));
    const args = argumentsOf(options, flags());
    const isKept = options.db !== undefined && options.db !== ':memory:';
    const files =
      isKept || options.www !== undefined ? await openFiles(isKept ? options.db : undefined) : undefined;
    try {
      const snapshot = isKept ? undefined : cachedSnapshot(options);
      const server = new Server(args, files, snapshot);
      server.fill();
      if (!isKept && !snapshot) cacheSnapshot(options, server);
      const [token = TOKEN] = [options.token ?? TOKEN].flat();
      return new Emulator(server, token, () => files?.release());
    } catch (error) {
      files?.release();
      throw error;
    }
  };
}
