// The local Contacts v4 server: building it, and running it.

import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { exitCode, Failure, launch, make, stop } from './process.js';
import { root, target } from './project.js';
import { timed } from './timings.js';
import { crates, wasmBindgen } from './tools.js';

/** As a step for setUp. */
export const emulatorStep = {
  name: 'the emulator',
  verb: 'compiling',
  get time() {
    return existsSync(programOf('dev')) ? undefined : 'about a minute';
  },
  // They share crates, and the page's wasm waits for the other.
  after: [crates, wasmBindgen],
  install: () => buildEmulator('dev', ['--quiet']),
};

/** Flags that make cargo build all native tests as well, as `cargo test` would. */
export const WITH_TESTS = ['--bins', '--tests'];

/**
 * Builds the server with a profile of Cargo.toml. Without optimization it is built in a quarter of the time, and answers a page
 * of 500 contacts in 30 ms; `server` is the profile to measure with.
 * @param {string[]} [flags] more for cargo
 * @returns {Promise<string>} the path of the program
 */
export async function buildEmulator(profile = 'dev', flags = []) {
  // Of the whole workspace, which shares crates: cargo decides on their features by what it is to build.
  const args = ['build', '--workspace', '--bin', 'contacts-emulator', '--profile', profile, ...flags];
  await timed('building the emulator', () =>
    make('The emulator could not be built', 'cargo', args, { cwd: root }),
  );
  return programOf(profile);
}

/**
 * Starts the server, on a free port unless `args` names one, and waits until it answers. Every test starts its servers
 * here, so CONTACTS_EMULATOR_ARGS makes a whole run harder, or other:
 *
 *     CONTACTS_EMULATOR_ARGS="--subscription-lag 50 --stale-reads 50" npm test
 *
 * Flags of `args` go before those.
 * @param {{args?: string[], program?: string, log?: NodeJS.WritableStream}} options `log` gets what the server logs
 * @returns {Promise<{url: string, stop: () => Promise<void>, ended: Promise<number>}>}
 */
export async function startEmulator({ args = [], program = latestBuild(), log } = {}) {
  const port = args.includes('--port') ? [] : ['--port', '0'];
  // If this process is killed, its pipe ends, and so does the server.
  const all = ['--until-stdin-ends', ...port, ...argsForAll(), ...args];
  const server = launch(program, all, { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] });
  let logged = '';
  server.stderr.setEncoding('utf8').on('data', (text) => {
    logged += text;
  });
  const url = await new Promise((resolve) => {
    server.ended.then(() => resolve(undefined));
    createInterface(server.stdout).on('line', (line) => {
      const [, address] = line.match(/^listening on (http:\S+)$/) ?? [];
      if (address) resolve(address);
    });
  });
  if (!url) throw new Failure(`The emulator did not start. ${logged}`.trim());
  server.stderr.removeAllListeners('data');
  log?.write(logged);
  server.stderr.on('data', (text) => log?.write(text));
  return { url, stop: () => stop(server), ended: exitCode(server) };
}

function argsForAll() {
  return process.env.CONTACTS_EMULATOR_ARGS?.trim().split(/\s+/) ?? [];
}

/** The server that was built last, whatever its profile, or the one that CONTACTS_EMULATOR names. */
function latestBuild() {
  if (process.env.CONTACTS_EMULATOR) return process.env.CONTACTS_EMULATOR;
  const builds = ['dev', 'server', 'release'].map(programOf).filter(existsSync);
  if (builds.length === 0)
    throw new Failure('The emulator is not built yet. Run "npm test" or "npm start" first.');
  const builtAt = (program) => statSync(program).mtimeMs;
  return builds.sort((a, b) => builtAt(b) - builtAt(a))[0];
}

/** Where `buildEmulator` puts what it builds with a profile. */
export function programOf(profile) {
  return join(target, profile === 'dev' ? 'debug' : profile, 'contacts-emulator');
}
