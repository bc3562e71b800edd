// One site has a database at a time: SQLite's own locks are the system's, which JavaScript does not reach.

import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { threadId } from 'node:worker_threads';

const OWN = `${process.pid} ${threadId}`;
const LOCKS = Symbol.for('wix-contacts-emulator.locks');
globalThis[LOCKS] ??= new Set();
const held = globalThis[LOCKS];

/**
 * Takes the lock of a database, or says who has it. The file beside it names a process and a thread of it; what a process
 * that is no more has left behind counts for nothing.
 * @param {string} db an absolute path
 * @returns {() => void} gives it back
 */
export function lock(db) {
  const path = `${db}-lock`;
  const holder = held.has(path) ? OWN : take(path, db);
  if (holder !== undefined) {
    const [number] = holder.split(' ');
    const who = Number(number) === process.pid ? 'this process' : `process ${number}`;
    throw new Error(`${db} is in use by ${who}. Close it there, or give another file with db.`);
  }
  held.add(path);
  return () => {
    held.delete(path);
    rmSync(path, { force: true });
  };
}

/** Makes the file; gives who has it if somebody has. */
function take(path, db) {
  for (;;) {
    try {
      writeFileSync(path, OWN, { flag: 'wx' });
      return undefined;
    } catch (error) {
      if (error.code !== 'EEXIST') {
        throw new Error(`can't open ${db}; give a file in a directory that can be written to`, {
          cause: error,
        });
      }
    }
    const holder = textOf(path);
    if (holder !== undefined && isAtWork(holder)) return holder;
    const taken = holder === undefined ? undefined : clear(path, holder);
    if (taken !== undefined) return taken;
  }
}

/** Removes what `left` has left behind; gives who has come before that. */
function clear(path, left) {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    // Somebody else has removed it.
    return undefined;
  }
  const found = textOf(aside);
  if (found === left) {
    rmSync(aside, { force: true });
    return undefined;
  }
  renameSync(aside, path);
  return found;
}

function isAtWork(holder) {
  const number = Number.parseInt(holder, 10);
  if (number === process.pid) return holder !== OWN;
  try {
    process.kill(number, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function textOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
