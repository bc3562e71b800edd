// The entry for pages and workers.

import { creator } from './create.js';
import { openFiles } from './opfs.js';
import { wasm } from './wasm/files.js';

export const createEmulator = creator(wasm, openFiles);
