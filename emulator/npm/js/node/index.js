// The entry for Node.

import { readFile } from 'node:fs/promises';
import { creator } from '../create.js';
import { compile, once } from '../load.js';
import { openFiles } from './files.js';
import { WASM } from './wasm.js';

export const createEmulator = creator(
  (wasm) => (wasm === undefined ? once(() => readFile(WASM)) : compile(wasm)),
  openFiles,
);
