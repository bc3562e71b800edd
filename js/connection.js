import { crashes, fail } from './callbacks.js';
import { internal, WixContactsError } from './error.js';
import { isLoaded, load, wasm } from './instance.js';
import { checkSettings } from './settings.js';

/** An instance of the SDK: its settings, which outlive a crash of the wasm, and its counterpart in there. */
export class Connection {
  #settings;
  #contacts;
  #madeAfter = -1;

  constructor(options) {
    this.#settings = checkSettings(options);
  }

  /** Calls into the wasm: now, or once it is loaded. A failure to get there fails the call. */
  call(onFailure, enter) {
    if (isLoaded()) this.#enter(onFailure, enter);
    else
      load().then(
        () => this.#enter(onFailure, enter),
        (error) => fail(onFailure, error),
      );
  }

  #enter(onFailure, enter) {
    const before = crashes;
    try {
      enter(wasm, this.#counterpart());
    } catch (cause) {
      // After a panic its hook fails what was pending, this call among it.
      if (crashes !== before) return;
      const error = cause instanceof WixContactsError ? cause : internal(cause);
      queueMicrotask(() => fail(onFailure, error));
    }
  }

  #counterpart() {
    if (this.#madeAfter !== crashes) {
      this.#contacts = new wasm.Contacts(this.#settings);
      this.#madeAfter = crashes;
    }
    return this.#contacts;
  }
}
