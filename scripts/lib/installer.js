// Running what installs: npm, rustup, cargo install and apt-get.

import { mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Failure, failIfFull, run } from './process.js';

/** The tools are kept apart from the user's own, which stay as they are. */
export const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'wix-contacts');
export const AGAIN = 'then run the same command again';
export const OFFLINE = `Check the network connection, ${AGAIN}`;

/** Runs an installer without its output; if it fails, that is kept in a file and `advice` says what to do. */
export async function quietly(program, args, advice, options) {
  const { ok, output } = await run(program, args, { ...options, quiet: true });
  if (ok) return;
  failIfFull(output);
  const log = join(cache, `${program}.log`);
  mkdirSync(cache, { recursive: true });
  writeFileSync(log, output);
  const command = [program, ...args.slice(0, 2)].join(' ');
  throw new Failure(`"${command}" failed. ${advice}. Its output is in ${log}.`);
}
