// The entry for pages and workers.

import { creator } from './create.js';
import { compile, once } from './load.js';
import { openFiles } from './opfs.js';

export const createEmulator = creator(
  (wasm) =>
    wasm === undefined ? once(() => new URL('../pkg/emulator_bg.wasm', import.meta.url)) : compile(wasm),
  openFiles,
);
