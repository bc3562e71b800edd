// createEmulator, for whatever gives the wasm and the files.

import { instantiate } from '../pkg/emulator.js';
import { argumentsOf, checkOptions } from './arguments.js';
import { beginningOf, keepBeginning } from './beginnings.js';
import { Emulator } from './emulator.js';

const TOKEN = 'emulator';

/**
 * @param {(wasm?: unknown) => Promise<WebAssembly.Module>} load
 * @param {(db: string) => Promise<object>} openFiles a host, as the bindings name it, with `release()`
 */
export function creator(load, openFiles) {
  return async function createEmulator(given = {}) {
    checkOptions(given);
    const { wasm, ...options } = given;
    const { Server, flags } = instantiate(await load(wasm));
    const args = argumentsOf(options, flags());
    const isKept = options.db !== undefined && options.db !== ':memory:';
    const files =
      isKept || options.www !== undefined ? await openFiles(isKept ? options.db : undefined) : undefined;
    try {
      const beginning = isKept ? undefined : beginningOf(options);
      const server = new Server(args, files, beginning);
      server.fill();
      if (!isKept && !beginning) keepBeginning(options, server);
      const [token = TOKEN] = [options.token ?? TOKEN].flat();
      return new Emulator(server, token, () => files?.release());
    } catch (error) {
      files?.release();
      throw error;
    }
  };
}
