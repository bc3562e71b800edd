// Contacts page by page: a WixDataCursor that knows which page it is on.

import { getContacts } from '../wix-contacts.js';

export class Pages {
  #cursor;
  #wanted = 1;
  #moving;
  number = 1;

  /** The first page of the contacts that have any of the labels, or of all. */
  static async open({ labels, size }, signal) {
    const pages = new Pages();
    pages.#cursor = await getContacts({ label: labels, pageSize: size }, { signal });
    return pages;
  }

  get contacts() {
    return this.#cursor.getData();
  }

  get total() {
    return this.#cursor.getTotal();
  }

  get hasNext() {
    return this.#cursor.hasNext();
  }

  get hasPrevious() {
    return this.#cursor.hasPrevious();
  }

  /** "26 to 50 of 500": the first and the last, counted from 1. */
  get range() {
    const before = (this.number - 1) * this.#cursor.getPageSize();
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
    while (this.number < this.#wanted && this.hasNext) {
      await this.#step('next');
      this.number += 1;
    }
    while (this.number > this.#wanted && this.hasPrevious) {
      await this.#step('previous');
      this.number -= 1;
    }
  }

  #step(way) {
    return new Promise((resolve, reject) => {
      this.#cursor[way](resolve, (_errorType, error) => reject(error));
    });
  }
}
