import { deliver } from './callbacks.js';
import { aborted, badRequest } from './error.js';
import { pageOptions, toJson } from './functions.js';
import { contactsOf } from './pages.js';

const DEFAULT_CONCURRENCY = 4;
const MAX_CONCURRENCY = 32;
/** A page is only a means here, so it is as large as Wix.Contacts allows. */
const ITERATION_PAGE_SIZE = 500;

/** The promise forms, over the connection that `connection()` gives at each call. */
export function promisesOf(connection) {
  return {
    getContactById(id, { signal } = {}) {
      return promised(signal, (resolve, reject) => {
        if (typeof id !== 'string') throw badRequest('id must be a string.');
        connection().call(reject, (wasm, contacts) => {
          wasm.getContactById(contacts, id, resolve, reject, signal);
        });
      });
    },

    getContacts(options, { signal } = {}) {
      return promised(signal, (resolve, reject) => {
        if (typeof (options ?? {}) !== 'object') throw badRequest('options must be an object.');
        const copy = pageOptions(options);
        connection().call(reject, (wasm, contacts) => {
          wasm.getContacts(contacts, copy, resolve, reject, signal);
        });
      });
    },

    reconcileContact(contactInfo, { signal } = {}) {
      return promised(signal, (resolve, reject) => {
        if (typeof contactInfo !== 'object') throw badRequest('contactInfo must be an object.');
        const json = toJson(contactInfo);
        connection().call(reject, (wasm, contacts) => {
          wasm.reconcileContact(contacts, json, resolve, reject, signal);
        });
      });
    },

    async *iterateContacts({ label, pageSize, signal, concurrency = DEFAULT_CONCURRENCY, onProgress } = {}) {
      if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > MAX_CONCURRENCY) {
        throw badRequest(`concurrency must be an integer from 1 to ${MAX_CONCURRENCY}.`);
      }
      const options = pageOptions({ label, pageSize: pageSize ?? ITERATION_PAGE_SIZE });
      const reader = await promised(signal, (resolve, reject) => {
        connection().call(reject, (wasm, contacts) => {
          resolve(wasm.readContacts(contacts, options, concurrency, signal));
        });
      });
      let done = 0;
      yield* contactsOf(reader, signal, (page) => {
        done += page.length;
        if (onProgress) deliver(onProgress, { done, total: reader.total() ?? done });
      });
    },
  };
}

/** A promise for a call that settles by callbacks. An abort rejects it at once. */
export function promised(signal, start) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) throw aborted(signal);
    const onAbort = () => settle(reject, aborted(signal));
    const settle = (how, value) => {
      signal?.removeEventListener('abort', onAbort);
      how(value);
    };
    signal?.addEventListener('abort', onAbort);
    start(
      (value) => settle(resolve, value),
      (_errorType, error) => settle(reject, error),
    );
  });
}
