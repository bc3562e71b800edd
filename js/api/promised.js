import { deliver, whenAborted } from '../host/callbacks.js';
import { aborted, badRequest } from '../host/error.js';
import { toJson } from './functions.js';
import { pageOptions } from './page-options.js';
import { contactsOf } from './pages.js';

const DEFAULT_CONCURRENCY = 4;
const MAX_CONCURRENCY = 32;

/** The functions with promises. Each call uses the connection that `connection()` returns then. */
export function promisesOf(connection) {
  return {
    getContactById(id, options) {
      return promised(options, (resolve, reject, signal) => {
        if (typeof id !== 'string') throw badRequest('id must be a string.');
        connection().callCore(reject, (core, client, bridge) => {
          core.getContactById(client, bridge, id, resolve, reject, signal);
        });
      });
    },

    getContacts(which, options) {
      return promised(options, (resolve, reject, signal) => {
        if (typeof (which ?? {}) !== 'object') throw badRequest('options must be an object.');
        const copy = pageOptions(which);
        connection().callForPage(copy, reject, (core, client, bridge) => {
          core.getContacts(client, bridge, copy, resolve, reject, signal);
        });
      });
    },

    reconcileContact(contactInfo, options) {
      return promised(options, (resolve, reject, signal) => {
        if (typeof contactInfo !== 'object') throw badRequest('contactInfo must be an object.');
        const json = toJson(contactInfo);
        connection().callDeferredModule(reject, (deferred, site, bridge) => {
          deferred.reconcileContact(site, bridge.transport(false), json, resolve, reject, signal);
        });
      });
    },

    iterateContacts(options) {
      const { concurrency = DEFAULT_CONCURRENCY, onProgress } = options ?? {};
      const open = () =>
        promised(options, (resolve, reject, signal) => {
          if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > MAX_CONCURRENCY) {
            throw badRequest(`concurrency must be an integer from 1 to ${MAX_CONCURRENCY}.`);
          }
          // If none is named, pages are as large as a response can be, since the app sees contacts, not pages.
          const which = pageOptions(options, Number.POSITIVE_INFINITY);
          connection().callDeferredModule(reject, (deferred, site, bridge) => {
            resolve(deferred.iteratePages(site, bridge.transport(true), which, concurrency, signal));
          });
        });
      let done = 0;
      // `yield*` would pass each contact through one more generator.
      return contactsOf(open, options?.signal, (page, pages) => {
        done += page.length;
        if (onProgress) deliver(onProgress, { done, total: pages.total() ?? done });
      });
    },
  };
}

/** A promise for a call with callbacks. When the options' signal is aborted, it rejects at once. */
export async function promised(options, start) {
  const signal = options?.signal ?? undefined;
  if (signal && !isSignal(signal)) throw badRequest('signal must be an AbortSignal, and in no Proxy.');
  if (signal?.aborted) throw aborted(signal);
  let stopListening;
  try {
    return await new Promise((resolve, reject) => {
      if (signal) stopListening = whenAborted(signal, () => reject(aborted(signal)));
      start(resolve, (_errorType, error) => reject(error), signal);
    });
  } finally {
    stopListening?.();
  }
}

/** Accepts a polyfill's, too. A browser's own signal throws when it is read through a Proxy. */
function isSignal(signal) {
  try {
    return typeof signal.aborted === 'boolean' && typeof signal.addEventListener === 'function';
  } catch {
    return false;
  }
}
