import { internal, WixContactsError } from './error.js';

/** Reports an error that nobody handles, as a browser reports an uncaught one. */
export function report(error) {
  if (typeof globalThis.reportError === 'function') globalThis.reportError(error);
  else console.error(error);
}

/** Calls an app's function. What it throws is only reported. */
export function deliver(callback, ...args) {
  try {
    callback(...args);
  } catch (error) {
    report(error);
  }
}

/** Fails a call: calls its onFailure, or reports the error if there is none. */
export function fail(onFailure, error) {
  if (typeof onFailure === 'function') deliver(onFailure, error.errorType, error);
  else report(error);
}

/** In a later microtask. */
const soon = (work) => Promise.resolve().then(work);

/**
 * Calls back once a signal is aborted. Returns a function that cancels this. A polyfill's signal may have no reason, and may
 * not remove listeners.
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

/** The ids of the wasm modules, as in `crates/js/src/lib.rs`. */
export const CORE = 0;
export const DEFERRED = 1;

const crashes = [0, 0];

/** How often a module crashed. Objects from before a crash can't be used any more. */
export const crashesOf = (module) => crashes[module];

/** The onFailure of each call that the last crash failed. */
let failed = [];

/** Fails the pending calls of a module that panicked, in a later microtask. */
export function crashed(module, pending, error) {
  crashes[module] += 1;
  failed = pending;
  soon(() => {
    for (const onFailure of pending) fail(onFailure, error);
  });
}

/** Calls into the wasm. What that throws fails the call, unless it was a panic whose hook has failed the call already. */
export function callWasm(onFailure, work) {
  const before = String(crashes);
  try {
    work();
  } catch (cause) {
    if (String(crashes) !== before && failed.includes(onFailure)) return;
    const error = cause instanceof WixContactsError ? cause : internal(cause);
    soon(() => fail(onFailure, error));
  }
}

/** Like `callWasm`, as a promise, for work that takes callbacks. */
export const callWasmAsync = (work) =>
  new Promise((resolve, reject) => {
    const onFailure = (_errorType, error) => reject(error);
    callWasm(onFailure, () => work(resolve, onFailure));
  });
