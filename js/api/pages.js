import { callWasmAsync, crashesOf, DEFERRED } from '../host/callbacks.js';
import { aborted } from '../host/error.js';

/**
 * Every contact of a reader, which is opened when the first contact is requested. Leaving the loop aborts the reader's
 * requests in flight.
 */
export async function* contactsOf(open, signal, onPage) {
  const reader = await open();
  const before = crashesOf(DEFERRED);
  try {
    for (let page = await nextPage(reader); page; page = await nextPage(reader)) {
      onPage?.(page, reader);
      for (const contact of page) {
        yield contact;
        if (signal?.aborted) throw aborted(signal);
      }
    }
  } finally {
    // After a crash, other objects may use its memory.
    if (crashesOf(DEFERRED) === before) reader.free();
  }
}

const nextPage = (reader) => callWasmAsync((resolve, onFailure) => reader.next(resolve, onFailure));
