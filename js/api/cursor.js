import { complete, isComplete } from '../loading/instance.js';
import { contactsOf } from './pages.js';

/**
 * What is known in JavaScript of a cursor over contacts, at one page of them. The pager knows the way to the others. It is in
 * the rest of the wasm, for which the first move waits.
 */
export class CursorState {
  #connection;
  #first;
  #pager;
  #pageSize;
  #total;
  #contacts;
  #page;
  #hasNext;
  #hasPrevious;
  #waits = false;

  /** At its first page, of which the server may not have told the total. */
  constructor(connection, first) {
    const { contacts, pageSize, hasNext, total } = first;
    this.#connection = connection;
    this.#first = first;
    this.#pageSize = pageSize;
    this.turn(contacts, hasNext, false, total ?? contacts.length);
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
    let moves = !isComplete() && (this.#waits || has);
    this.#waitForPager();
    this.#connection.callRest(onFailure, (rest, site, bridge) => {
      moves = this.#pagerOf(rest, site)[direction](bridge, this, onSuccess, onFailure);
    });
    return moves;
  }

  /** Until the rest is there, whoever moves on from a move is believed. */
  #waitForPager() {
    if (isComplete()) return;
    this.#waits = true;
    const done = () => {
      this.#waits = false;
    };
    complete().then(done, done);
  }

  #pagerOf(rest, site) {
    if (this.#first) {
      const { contacts, pageSize, labels, hasNext, total } = this.#first;
      this.#pager = new rest.Pager(site, contacts, pageSize, labels, hasNext, total);
      this.#first = undefined;
    }
    return this.#pager;
  }

  #contactsFromHere() {
    return contactsOf(
      () =>
        new Promise((resolve, reject) => {
          const onFailure = (_errorType, error) => reject(error);
          this.#connection.callRest(onFailure, (rest, site, bridge) => {
            resolve(this.#pagerOf(rest, site).reader(bridge, this.#contacts));
          });
        }),
    );
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
