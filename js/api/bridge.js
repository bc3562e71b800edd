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
    return this.#connection.inRest((rest, site, _bridge, resolve, onFailure) => {
      rest.labelKeys(site, new Transport(api, this), names, resolve, onFailure, signal);
    });
  }

  showKept(contacts, kept) {
    return this.#connection.inRest((rest, _site, _bridge, resolve) => resolve(rest.showKept(contacts, kept)));
  }

  cursorAt(contacts, pageSize, labels, hasNext, total) {
    return new CursorState(this.#connection, { contacts, pageSize, labels, hasNext, total }).shown();
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
