import { crashes, enter, fail } from './callbacks.js';
import { complete, isComplete, isLoaded, load, wasm } from './instance.js';
import { dropEarly, sendEarly } from './request.js';
import { checkSettings } from './settings.js';

/** An instance of the SDK: its settings, which outlive a crash of the wasm, and its counterpart in there. */
export class Connection {
  #settings;
  #contacts;
  #madeAfter = -1;

  constructor(options) {
    this.#settings = checkSettings(options);
  }

  /** Calls into the core of the wasm: now, or once it is loaded. A failure to get there fails the call. */
  call(onFailure, work) {
    if (isLoaded()) this.#enter(onFailure, work);
    else this.#after(load(), onFailure, work);
  }

  /** The same for a page of contacts, which is asked for while the wasm is on its way. */
  callForPage(options, onFailure, work) {
    if (!isLoaded()) this.#askEarly(options);
    this.call(onFailure, work);
  }

  /** The same for what is in the rest. */
  callRest(onFailure, work) {
    if (isComplete()) this.#enter(onFailure, work);
    else this.#after(complete(), onFailure, work);
  }

  #askEarly(options) {
    // Behind the calls that wait for the wasm: they take what they want before any timer runs.
    const drop = () => setTimeout(dropEarly);
    load().then(drop, drop);
    sendEarly(this.#settings, options);
  }

  #after(ready, onFailure, work) {
    ready.then(
      () => this.#enter(onFailure, work),
      (error) => fail(onFailure, error),
    );
  }

  #enter(onFailure, work) {
    enter(onFailure, () => work(wasm, this.#counterpart()));
  }

  #counterpart() {
    if (this.#madeAfter !== crashes) {
      this.#contacts = new wasm.Contacts(this.#settings);
      this.#madeAfter = crashes;
    }
    return this.#contacts;
  }
}
