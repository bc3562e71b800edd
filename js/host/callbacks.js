import { internal, WixContactsError } from './error.js';

/** Reports an error that nobody handles, as the browser does for an uncaught one. */
export function report(error) {
  if (typeof globalThis.reportError === 'function') globalThis.reportError(error);
  else console.error(error);
}

/** Calls an app's function; what it throws is reported, and goes nowhere else. */
export function deliver(callback, ...args) {
  try {
    callback(...args);
  } catch (error) {
    report(error);
  }
}

/** Fails a call: tells its onFailure, or reports the error where there is none. */
export function fail(onFailure, error) {
  if (typeof onFailure === 'function') deliver(onFailure, error.errorType, error);
  else report(error);
}

/** In a later microtask. */
const soon = (work) => Promise.resolve().then(work);

/**
 * Calls back once a signal is aborted; gives what calls that off. Signals of other makes than the browser's may have no reason,
 * and forget no listener.
 */
export function whenAborted(signal, callBack) {
  let isOn = true;
  const listener = () => {
    if (isOn) callBack();
  };
  signal.addEventListener('abort', listener);
  return () => {
    isOn = false;
    signal.removeEventListener?.('abort', listener);
  };
}

/** The modules of wasm, as they say who they are. */
export const CORE = 0;
export const REST = 1;

const crashes = [0, 0];

/** How often a module crashed. Objects made before a crash are of no use after it. */
export const crashesOf = (module) => crashes[module];

/** A module panicked: fails what was under way in it, in a later microtask. */
export function crashed(module, pending, error) {
  crashes[module] += 1;
  soon(() => {
    for (const onFailure of pending) fail(onFailure, error);
  });
}

/** Calls into the wasm. What is thrown there fails the call; after a panic its hook has done so. */
export function enter(onFailure, work) {
  const before = String(crashes);
  try {
    work();
  } catch (cause) {
    if (String(crashes) !== before) return;
    const error = cause instanceof WixContactsError ? cause : internal(cause);
    soon(() => fail(onFailure, error));
  }
}

/** The same for work that is told what to call when it is done, as a promise. */
export const entered = (work) =>
  new Promise((resolve, reject) => {
    const onFailure = (_errorType, error) => reject(error);
    enter(onFailure, () => work(resolve, onFailure));
  });
