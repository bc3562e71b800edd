import { areBothLoaded, loadBoth } from '../loading/instance.js';
import { contactsOf } from './pages.js';

/**
 * The JavaScript part of a cursor: its current page. The pager finds the other pages. It is in the deferred module, so
 * the first move waits until that is loaded.
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

  /** Starts at the first page. The server may not have given a total. */
  constructor(connection, first) {
    const { contacts, pageSize, hasNext, total } = first;
    this.#connection = connection;
    this.#first = first;
    this.#pageSize = pageSize;
    this.turn(contacts, hasNext, false, total ?? contacts.length);
  }

  /** The WixDataCursor for the app. */
  toCursor() {
    return withMethods(new WixDataCursor(), this, () => this.#contactsFromHere());
  }

  /** Makes these contacts the current page, and returns that page for the app. */
  turn(contacts, hasNext, hasPrevious, total) {
    this.#contacts = contacts;
    this.#page = this.#pageOf(contacts.slice());
    this.#hasNext = hasNext;
    this.#hasPrevious = hasPrevious;
    this.#total = total;
    return this.#page;
  }

  /** The next or the previous page no longer exists. Returns an empty page. */
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

  /** Does nothing: the garbage collector releases a cursor, whose pages refer to it. */
  free() {}

  #pageOf(contacts) {
    return withMethods(contacts, this, ownContacts);
  }

  #move(direction, has, onSuccess, onFailure) {
    let moves = !areBothLoaded() && (this.#waits || has);
    this.#waitForPager();
    this.#connection.callDeferredModule(onFailure, (deferred, site, bridge) => {
      moves = this.#pagerOf(deferred, site)[direction](bridge, this, onSuccess, onFailure);
    });
    return moves;
  }

  /** Until the deferred module is loaded, a move after another one returns true: nobody knows yet whether there is a page. */
  #waitForPager() {
    if (areBothLoaded()) return;
    this.#waits = true;
    const done = () => {
      this.#waits = false;
    };
    loadBoth().then(done, done);
  }

  #pagerOf(deferred, site) {
    if (this.#first) {
      const { contacts, pageSize, labels, hasNext, total } = this.#first;
      this.#pager = new deferred.Pager(site, contacts, pageSize, labels, hasNext, total);
      this.#first = undefined;
    }
    return this.#pager;
  }

  #contactsFromHere() {
    return contactsOf(() =>
      this.#connection.inDeferredModule((deferred, site, bridge, resolve) => {
        resolve(this.#pagerOf(deferred, site).iterate(bridge, this.#contacts));
      }),
    );
  }
}

/** The name that a console shows for a cursor. */
class WixDataCursor {}

const METHODS = ['getData', 'getPageSize', 'getTotal', 'hasNext', 'hasPrevious', 'next', 'previous', 'free'];

/**
 * Adds the methods of a cursor to an object, not enumerable. They are its own and need no `this`, since a framework may call
 * them through a Proxy around the object.
 */
function withMethods(object, state, iterate) {
  for (const name of METHODS) hide(object, name, (...args) => state[name](...args));
  hide(object, Symbol.asyncIterator, iterate);
  return object;
}

function hide(object, name, value) {
  Object.defineProperty(object, name, { value, configurable: true, writable: true });
}

/** A page is an array: `for await` over it ends with the page, as `for` does. */
async function* ownContacts() {
  for (const contact of this) yield contact;
}
