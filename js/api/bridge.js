// The calls between the two wasm modules. Each module has its own memory, so they exchange JavaScript values.

import { CORE, callWasmAsync, crashesOf } from '../host/callbacks.js';
import { core } from '../loading/instance.js';
import { CursorState } from './cursor.js';

export class Bridge {
  #connection;

  constructor(connection) {
    this.#connection = connection;
  }

  // Calls from the deferred module to the core.

  transport(pausesTogether) {
    return new PromiseTransport(this.#connection.transport(pausesTogether), this);
  }

  // Calls from the core to the deferred module, which is loaded for them.

  labelKeys(transport, names, signal) {
    return this.#connection.inDeferredModule((deferred, site, _bridge, resolve, onFailure) => {
      deferred.labelKeys(site, new PromiseTransport(transport, this), names, resolve, onFailure, signal);
    });
  }

  applyOverlays(contacts, overlays) {
    return this.#connection.inDeferredModule((deferred, _site, _bridge, resolve) => {
      // The places of contacts without one are empty.
      overlays.forEach((overlay, index) => {
        deferred.applyOverlay(contacts[index], overlay);
      });
      resolve();
    });
  }

  // A call from the core that needs no other module.

  cursorAt(contacts, pageSize, labels, hasNext, total) {
    return new CursorState(this.#connection, { contacts, pageSize, labels, hasNext, total }).toCursor();
  }
}

/** The core's transport, with promises. */
class PromiseTransport {
  #transport;
  #bridge;
  #madeAfter = crashesOf(CORE);

  constructor(transport, bridge) {
    this.#transport = transport;
    this.#bridge = bridge;
  }

  get deadline() {
    return this.#transport.deadline;
  }

  withNewDeadline() {
    return new PromiseTransport(this.#transport.withNewDeadline(), this.#bridge);
  }

  request(request, signal) {
    return callWasmAsync((resolve, onFailure) =>
      this.#transport.request(request, resolve, onFailure, signal),
    );
  }

  queryContacts(filter, offset, limit, signal) {
    return callWasmAsync((resolve, onFailure) => {
      this.#transport.queryContacts(this.#bridge, { filter, offset, limit }, resolve, onFailure, signal);
    });
  }

  convertContact(json) {
    return core.convertContact(json);
  }

  free() {
    // After a crash, other objects may use its memory.
    if (crashesOf(CORE) === this.#madeAfter) this.#transport.free();
  }
}
