// The calls between the two wasm modules. Each module has its own memory, so they exchange JavaScript values.

import { entered } from '../host/callbacks.js';
import { core } from '../loading/instance.js';
import { CursorState } from './cursor.js';

export class Bridge {
  #connection;

  constructor(connection) {
    this.#connection = connection;
  }

  // Calls from the rest to the core.

  api(pausesTogether) {
    return new Transport(this.#connection.api(pausesTogether), this);
  }

  // Calls from the core to the rest.

  labelKeys(api, names, signal) {
    return this.#inRest((rest, site, resolve, onFailure) => {
      rest.labelKeys(site, new Transport(api, this), names, resolve, onFailure, signal);
    });
  }

  showKept(contacts, kept) {
    return this.#inRest((rest, _site, resolve) => resolve(rest.showKept(contacts, kept)));
  }

  cursorAt(contacts, pageSize, labels, hasNext, total) {
    return new CursorState(this.#connection, { contacts, pageSize, labels, hasNext, total }).shown();
  }

  #inRest(work) {
    return new Promise((resolve, reject) => {
      const onFailure = (_errorType, error) => reject(error);
      this.#connection.callRest(onFailure, (rest, site) => work(rest, site, resolve, onFailure));
    });
  }
}

/** The core's API, with promises. */
class Transport {
  #api;
  #bridge;

  constructor(api, bridge) {
    this.#api = api;
    this.#bridge = bridge;
  }

  get deadline() {
    return this.#api.deadline;
  }

  withNewDeadline() {
    return new Transport(this.#api.withNewDeadline(), this.#bridge);
  }

  request(request, signal) {
    return entered((resolve, onFailure) => this.#api.request(request, resolve, onFailure, signal));
  }

  queryContacts(filter, offset, limit, signal) {
    return entered((resolve, onFailure) => {
      this.#api.queryContacts(this.#bridge, { filter, offset, limit }, resolve, onFailure, signal);
    });
  }

  showContact(json) {
    return core.showContact(json);
  }
}
