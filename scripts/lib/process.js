// Running other programs: their output shown as it comes, and none left behind when this one ends. (The scripts in
// package.json begin with `exec`, so that a signal sent to npm comes here and does not end with a shell between.)

import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const running = new Set();
let ending = false;

const FULL = 'The disk is full. Free some space, then run the same command again.';

/** Something the user can put right. Its message is one line and says how. */
export class Failure extends Error {}

/** Runs a command of the project; a Failure ends it with its message alone. */
export async function main(command) {
  try {
    if (Number.parseInt(process.versions.node, 10) < 20) {
      throw new Failure(
        `Node 20 or newer is needed, and this is ${process.version}. Install it from nodejs.org.`,
      );
    }
    await command();
  } catch (error) {
    if (!(error instanceof Failure) && error.code !== 'ENOSPC') throw error;
    console.error(error.code === 'ENOSPC' ? FULL : error.message);
    // What ran beside it does not matter any more.
    ending = true;
    await Promise.all([...running].map(stop));
    process.exit(1);
  }
}

/**
 * Runs a program to its end. `show` gets what it writes as it comes, and is this one's own output if it is not named; `quiet`
 * shows nothing of it. After `minutes` it is stopped and counts as failed.
 * @returns {Promise<{ok: boolean, stdout: string, output: string}>} `output` is stdout and stderr together
 */
export async function run(program, args, options = {}) {
  const { quiet = false, show = quiet ? () => {} : write, minutes = 60, env = {}, cwd } = options;
  const child = launch(program, args, { cwd, env });
  const result = { ok: false, stdout: '', output: '' };
  for (const name of ['stdout', 'stderr']) {
    child[name].setEncoding('utf8').on('data', (text) => {
      if (name === 'stdout') result.stdout += text;
      result.output += text;
      show(text, name);
    });
  }
  const deadline = setTimeout(() => {
    show(`${program} was stopped: it took more than ${minutes} minutes.\n`, 'stderr');
    stop(child);
  }, minutes * 60_000);
  result.ok = (await exitCode(child)) === 0;
  clearTimeout(deadline);
  return result;
}

/**
 * Runs a program that makes something, and shows what it writes. If it fails, the Failure says `problem`, such as "It could
 * not be built", or that the disk is full.
 */
export async function make(problem, program, args, options) {
  const { ok, output } = await run(program, args, options);
  if (ok) return;
  failIfFull(output);
  throw new Failure(`${problem}; the reason is above.`);
}

/** Fails if what a program wrote says that the disk is full. */
export function failIfFull(output) {
  if (/ENOSPC|No space left on device/.test(output)) throw new Failure(FULL);
}

/** Writes to this program's own output, or to its errors. */
export const write = (text, stream = 'stdout') => process[stream].write(text);

/** Starts a program that `stop` ends, or else the end of this one. */
export function launch(program, args, { cwd, env = {}, stdio = ['ignore', 'pipe', 'pipe'] } = {}) {
  endWithThisProcess();
  // A process group of its own, so that a browser goes with the driver that started it.
  const child = spawn(program, args, {
    cwd,
    env: { ...colours(), ...process.env, ...env },
    stdio,
    detached: true,
  });
  child.ended = new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('close', (code) => resolve(code ?? 1));
  });
  running.add(child);
  child.ended.then(() => running.delete(child));
  return child;
}

/** Asks a program to end, and ends it if it has not after five seconds. */
export async function stop(child) {
  const tooLong = setTimeout(() => signal(child, 'SIGKILL'), 5000);
  signal(child, 'SIGTERM');
  await child.ended;
  clearTimeout(tooLong);
}

/** Waits for a program's exit code; for ever once this process is ending, so that nothing goes on meanwhile. */
export async function exitCode(child) {
  const code = await child.ended;
  return ending ? new Promise(() => {}) : code;
}

function signal(child, name) {
  try {
    process.kill(-child.pid, name);
  } catch {
    // It has ended already.
  }
}

function endWithThisProcess() {
  if (process.listenerCount('SIGTERM', endAll) > 0) return;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, endAll);
  process.on('exit', () => {
    for (const child of running) signal(child, 'SIGKILL');
  });
}

async function endAll(name) {
  if (ending) return;
  ending = true;
  await Promise.all([...running].map(stop));
  process.exit(process.exitCode ?? 128 + constants.signals[name]);
}

function colours() {
  return process.stdout.isTTY ? { CARGO_TERM_COLOR: 'always', FORCE_COLOR: '1' } : {};
}
