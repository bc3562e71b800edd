// Contacts page by page: a WixDataCursor that knows which page it is on. To a page far away it does not walk: another cursor
// is opened there.

import { contactsWhere } from '../api/asking.js';
import { getContacts } from '../wix-contacts.js';
import { contactsFrom, placeOf } from './place.js';

/** So many pages are walked. */
const NEAR = 4;

export class Pages {
  #labels;
  #size;
  #cursor;
  /** The page that the cursor was opened at. */
  #opened;
  #wanted = 1;
  #moving;
  number = 1;

  /** The first page of the contacts that have any of the labels, or of all. */
  static async open({ labels, size }, signal) {
    const pages = new Pages();
    pages.#labels = labels;
    pages.#size = size;
    await pages.#openAt(1, getContacts, signal);
    return pages;
  }

  get contacts() {
    return this.#cursor.getData();
  }

  get total() {
    return this.#before(this.#opened) + this.#cursor.getTotal();
  }

  get hasNext() {
    return this.#cursor.hasNext();
  }

  get hasPrevious() {
    return this.number > 1;
  }

  /** "26 to 50 of 500": the first and the last, counted from 1. */
  get range() {
    const before = this.#before(this.number);
    return { first: before + 1, last: before + this.contacts.length };
  }

  /** Moves to a page, or to the last if there are fewer. A call while it moves changes where it goes. */
  async goTo(number) {
    this.#wanted = number;
    this.#moving ??= this.#move().finally(() => {
      this.#moving = undefined;
    });
    await this.#moving;
  }

  async #move() {
    let moved = true;
    while (moved && this.number !== this.#wanted) {
      const distance = this.#wanted - this.number;
      const isFar = Math.abs(distance) > NEAR || (distance < 0 && !this.#cursor.hasPrevious());
      moved = (isFar && (await this.#jump())) || (await this.#walk(Math.sign(distance)));
    }
  }

  async #walk(step) {
    const [way, has] = step > 0 ? ['next', 'hasNext'] : ['previous', 'hasPrevious'];
    if (!this.#cursor[has]()) return false;
    await new Promise((resolve, reject) => {
      this.#cursor[way](resolve, (_errorType, error) => reject(error));
    });
    this.number += step;
    return true;
  }

  /** Opens a cursor at the wanted page. Where that is goes by the contacts on this one, so that nobody is passed over. */
  async #jump() {
    const last = Math.max(1, Math.ceil(this.total / this.#size));
    const number = Math.min(this.#wanted, last);
    if (number === this.number) return false;
    // Who comes from afar wants the newest, even if they came meanwhile.
    if (number === 1 && this.number > NEAR + 1) {
      await this.#openAt(1, getContacts);
      return true;
    }
    const [first] = this.contacts;
    const here = this.number > 1 && first ? await placeOf(first, this.#labels) : undefined;
    const place = (here ?? this.#before(this.number)) + (number - this.number) * this.#size;
    const condition = await contactsFrom(Math.max(0, place), this.#labels);
    if (!condition) return false;
    await this.#openAt(number, contactsWhere(condition).getContacts);
    return true;
  }

  async #openAt(number, open, signal) {
    this.#cursor = await open({ label: this.#labels, pageSize: this.#size }, { signal });
    this.#opened = number;
    this.number = number;
  }

  /** How many contacts stand before a page. */
  #before(number) {
    return (number - 1) * this.#size;
  }
}
