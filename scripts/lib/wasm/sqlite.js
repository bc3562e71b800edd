// How the C of SQLite is compiled to wasm.

import { clang } from '../tools.js';

/** What sqlite-wasm-rs turns on, and the server has no use for: a third of SQLite. */
const UNUSED = [
  'ENABLE_API_ARMOR',
  'ENABLE_BYTECODE_VTAB',
  'ENABLE_COLUMN_METADATA',
  'ENABLE_DBPAGE_VTAB',
  'ENABLE_DBSTAT_VTAB',
  'ENABLE_FTS5',
  'ENABLE_MATH_FUNCTIONS',
  'ENABLE_OFFSET_SQL_FUNC',
  'ENABLE_PREUPDATE_HOOK',
  'ENABLE_RTREE',
  'ENABLE_SESSION',
  'ENABLE_STMTVTAB',
  'ENABLE_UNKNOWN_SQL_FUNCTION',
  'ENABLE_UNLOCK_NOTIFY',
  'USE_URI',
];

/** What cargo must know for it. */
export const cCompiler = () => ({
  CC_wasm32_unknown_unknown: clang.path(),
  CFLAGS_wasm32_unknown_unknown: UNUSED.map((name) => `-USQLITE_${name}`).join(' '),
});
