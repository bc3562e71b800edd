// Ways to call the package and to see what comes of it.

import { mock } from 'node:test';

/** What a call by callbacks comes to: `{ value }` or `{ errorType, error }`. */
export function outcome(call, ...args) {
  return new Promise((resolve) => {
    call(
      ...args,
      (value) => resolve({ value }),
      (errorType, error) => resolve({ errorType, error }),
    );
  });
}

/** The error that a promise rejects with. */
export async function failure(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('The call did not fail.');
}

/** A cursor's next or previous page, by its callbacks. */
export async function move(cursor, direction) {
  const { value, error } = await outcome((...callbacks) => cursor[direction](...callbacks));
  if (error) throw error;
  return value;
}

/** Lets everything go on that needs no time to pass. */
export async function idle() {
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
}

/** Stops the clock for a test; `pass` moves it. Timers that the test before has left are cleared first. */
export async function stopClock(t, now = Date.UTC(2024, 5, 1)) {
  await idle();
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now });
  t.after(() => mock.timers.reset());
  return {
    async pass(milliseconds) {
      await idle();
      mock.timers.tick(milliseconds);
      await idle();
    },
  };
}

/** Collects what is reported as uncaught during a test. */
export function reports(t) {
  const errors = [];
  globalThis.reportError = (error) => errors.push(error);
  t.after(() => {
    delete globalThis.reportError;
  });
  return errors;
}

/** An AbortController whose signal tells how many listeners it has. */
export function countingAbort() {
  const controller = new AbortController();
  const { signal } = controller;
  const listeners = new Set();
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (type, listener, options) => {
    listeners.add(listener);
    addEventListener.call(signal, type, listener, options);
  };
  signal.removeEventListener = (type, listener, options) => {
    listeners.delete(listener);
    removeEventListener.call(signal, type, listener, options);
  };
  return { signal, listeners, abort: (reason) => controller.abort(reason) };
}

/** Random numbers in 0..1 that are the same for the same seed (mulberry32). */
export function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
