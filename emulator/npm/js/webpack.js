// The entry for pages and workers that webpack or Rspack builds.

import { creator } from './create.js';
import { openFiles } from './opfs.js';
import { wasm } from './wasm/webpack.js';

export const createEmulator = creator(wasm, openFiles);
