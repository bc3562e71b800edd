// The entry for Node.

import { readFile } from 'node:fs/promises';
import { creator } from '../create.js';
import { wasm } from '../wasm/node.js';
import { openFiles } from './files.js';

export const createEmulator = creator(() => readFile(wasm()), openFiles);
