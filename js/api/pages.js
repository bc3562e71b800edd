import { callWasmAsync, crashesOf, DEFERRED } from '../host/callbacks.js';
import { aborted } from '../host/error.js';

/**
 * Every contact of the pages of an iterator, which is opened when the first contact is requested. Leaving the loop
 * aborts its requests in flight.
 */
export async function* contactsOf(open, signal, onPage) {
  const pages = await open();
  const before = crashesOf(DEFERRED);
  try {
    for (let page = await nextPage(pages); page; page = await nextPage(pages)) {
      onPage?.(page, pages);
      for (const contact of page) {
        yield contact;
        if (signal?.aborted) throw aborted(signal);
      }
    }
  } finally {
    // After a crash, other objects may use its memory.
    if (crashesOf(DEFERRED) === before) pages.free();
  }
}

const nextPage = (pages) => callWasmAsync((resolve, onFailure) => pages.next(resolve, onFailure));
