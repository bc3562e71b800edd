import { enter, entered, fail } from './callbacks.js';
import { later } from './later.js';
import { contactsOf } from './pages.js';

export { loadRest } from './later.js';

/**
 * A cursor over contacts, at one page of them. The pager, which is in the wasm, knows the way to the others; what it moves by
 * is in the rest of the wasm, for which the first move waits.
 */
export class WixDataCursor {
  #pager;
  #pageSize;
  #total;
  #contacts;
  #page;
  #hasNext;
  #hasPrevious;
  #waits = false;

  constructor(pager, pageSize) {
    this.#pager = pager;
    this.#pageSize = pageSize;
  }

  /** Makes contacts its page; gives that as the app gets it. */
  static turn(cursor, contacts, hasNext, hasPrevious, total) {
    cursor.#contacts = contacts;
    cursor.#page = asCursor(contacts, cursor);
    cursor.#hasNext = hasNext;
    cursor.#hasPrevious = hasPrevious;
    cursor.#total = total;
    return cursor.#page;
  }

  /** There turned out to be no page any more behind the current one, or before it. Gives an empty page. */
  static end(cursor, hasNext, hasPrevious) {
    cursor.#hasNext = hasNext;
    cursor.#hasPrevious = hasPrevious;
    return asCursor([], cursor);
  }

  getData() {
    return this.#page;
  }

  getPageSize() {
    return this.#pageSize;
  }

  getTotal() {
    return this.#total;
  }

  hasNext() {
    return this.#hasNext;
  }

  hasPrevious() {
    return this.#hasPrevious;
  }

  next(onSuccess, onFailure) {
    return this.#move('next', this.#hasNext, onSuccess, onFailure);
  }

  previous(onSuccess, onFailure) {
    return this.#move('previous', this.#hasPrevious, onSuccess, onFailure);
  }

  #move(direction, has, onSuccess, onFailure) {
    const move = () => this.#pager[direction](this, onSuccess, onFailure);
    if (later.isThere()) {
      let moves = false;
      enter(onFailure, () => {
        moves = move();
      });
      return moves;
    }
    const isThere = this.#waits || has;
    this.#waits = true;
    later
      .load()
      .then(
        () => enter(onFailure, move),
        (error) => fail(onFailure, error),
      )
      .finally(() => {
        this.#waits = false;
      });
    return isThere;
  }

  /** Every contact from the current page on; the cursor stays where it is. */
  [Symbol.asyncIterator]() {
    const open = (resolve) => resolve(this.#pager.reader(this.#contacts));
    return contactsOf(() => later.load().then(() => entered(open)));
  }

  /** Releases nothing that the garbage collector would not: its pages are this cursor as well. */
  free() {}
}

const METHODS = Reflect.ownKeys(WixDataCursor.prototype).filter((name) => name !== 'constructor');

/** A copy of an array of contacts that is the cursor, too: it has its methods, which don't show. */
function asCursor(contacts, cursor) {
  const page = contacts.slice();
  for (const method of METHODS) {
    Object.defineProperty(page, method, {
      value: (...args) => cursor[method](...args),
      configurable: true,
      writable: true,
    });
  }
  return page;
}
