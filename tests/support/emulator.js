// The local Contacts v4 server, for tests: `const server = await start({ args: ['--seed', '60'] })`, then `server.url`
// and, at the end, `await server.stop()`. Without other arguments its data live in memory, and its port is a free one.

import { startEmulator } from '../../scripts/lib/emulator.js';

/** @param {{args?: string[]}} [options] */
export function start({ args = [] } = {}) {
  return startEmulator({ args: args.includes('--db') ? args : ['--db', ':memory:', ...args] });
}
