import { crashesOf, entered, REST } from '../host/callbacks.js';
import { aborted } from '../host/error.js';

/**
 * Every contact of a reader of pages, which is opened when the first is asked for. Leaving the loop ends what the reader
 * has under way.
 */
export async function* contactsOf(open, signal, onPage) {
  const reader = await open();
  const before = crashesOf(REST);
  try {
    for (let page = await nextPage(reader); page; page = await nextPage(reader)) {
      onPage?.(page, reader);
      for (const contact of page) {
        yield contact;
        if (signal?.aborted) throw aborted(signal);
      }
    }
  } finally {
    // After a crash its place in memory belongs to others.
    if (crashesOf(REST) === before) reader.free();
  }
}

const nextPage = (reader) => entered((resolve, onFailure) => reader.next(resolve, onFailure));
