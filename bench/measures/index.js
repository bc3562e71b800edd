// What is measured, by the names that `npm run bench -- --only NAME` takes.

import * as decode from './decode.js';
import * as emulator from './emulator.js';
import * as fields from './fields.js';
import * as firefox from './firefox.js';
import * as first from './first.js';
import * as garbage from './garbage.js';
import * as memory from './memory.js';
import * as next from './next.js';
import * as read from './read.js';
import * as reconcile from './reconcile.js';
import * as server from './server.js';
import * as size from './size.js';
import * as start from './start.js';

export const measures = {
  size,
  start,
  first,
  decode,
  firefox,
  next,
  read,
  reconcile,
  memory,
  garbage,
  fields,
  server,
  emulator,
};
