import { enter, entered, fail } from './callbacks.js';
import { later } from './later.js';
import { contactsOf } from './pages.js';

export { loadRest } from './later.js';

/**
 * What is known in JavaScript of a cursor over contacts, at one page of them. The pager, which is in the wasm, knows the way
 * to the others; what it moves by is in the rest of the wasm, for which the first move waits.
 */
export class CursorState {
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

  /** The cursor as the app gets it. */
  shown() {
    return withMethods(new WixDataCursor(), this, () => this.#contactsFromHere());
  }

  /** Makes contacts its page; gives that as the app gets it. */
  turn(contacts, hasNext, hasPrevious, total) {
    this.#contacts = contacts;
    this.#page = this.#pageOf(contacts.slice());
    this.#hasNext = hasNext;
    this.#hasPrevious = hasPrevious;
    this.#total = total;
    return this.#page;
  }

  /** There turned out to be no page any more behind the current one, or before it. Gives an empty page. */
  end(hasNext, hasPrevious) {
    this.#hasNext = hasNext;
    this.#hasPrevious = hasPrevious;
    return this.#pageOf([]);
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

  /** Releases nothing that the garbage collector would not: its pages are this cursor as well. */
  free() {}

  #pageOf(contacts) {
    return withMethods(contacts, this, ownContacts);
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

  #contactsFromHere() {
    const open = (resolve) => resolve(this.#pager.reader(this.#contacts));
    return contactsOf(() => later.load().then(() => entered(open)));
  }
}

/** By this name a console shows what apps have of a cursor. */
class WixDataCursor {}

const METHODS = ['getData', 'getPageSize', 'getTotal', 'hasNext', 'hasPrevious', 'next', 'previous', 'free'];

/**
 * Makes an object a cursor by methods that don't show. They are the object's own and need no `this`, since a framework may
 * call them by a Proxy that it has put around the object.
 */
function withMethods(object, state, iterate) {
  for (const name of METHODS) hide(object, name, (...args) => state[name](...args));
  hide(object, Symbol.asyncIterator, iterate);
  return object;
}

function hide(object, name, value) {
  Object.defineProperty(object, name, { value, configurable: true, writable: true });
}

/** A page is an array first: a loop over it ends with it, whether it awaits or not. */
async function* ownContacts() {
  for (const contact of this) yield contact;
}
