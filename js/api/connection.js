import { CORE, crashesOf, enter, fail, REST } from '../host/callbacks.js';
import { dropEarly, sendEarly } from '../host/early.js';
import { complete, core, isComplete, isLoaded, load, rest } from '../loading/instance.js';
import { Bridge } from './bridge.js';
import { checkSettings } from './settings.js';

/** An instance of the SDK: its settings, which outlive a crash of the wasm, and its counterparts in there. */
export class Connection {
  #settings;
  #bridge = new Bridge(this);
  #contacts = new Counterpart(CORE, () => new core.Contacts(this.#settings));
  #site = new Counterpart(REST, () => new rest.Site(this.#settings));

  constructor(options) {
    this.#settings = checkSettings(options);
  }

  /** Calls into the core of the wasm: now, or once it is loaded. A failure to get there fails the call. */
  call(onFailure, work) {
    if (isLoaded()) this.#enter(onFailure, work);
    else after(load(), onFailure, () => this.#enter(onFailure, work));
  }

  /** The same for a page of contacts, which is asked for while the wasm is on its way. Labels need the rest as well. */
  callForPage(options, onFailure, work) {
    if (options.label) complete().catch(() => undefined);
    else if (!isLoaded()) this.#askEarly(options);
    this.call(onFailure, work);
  }

  /** The same for what is in the rest. */
  callRest(onFailure, work) {
    if (isComplete()) this.enterRest(onFailure, work);
    else after(complete(), onFailure, () => this.enterRest(onFailure, work));
  }

  /** The same, where the rest is loaded. */
  enterRest(onFailure, work) {
    enter(onFailure, () => work(rest, this.#site.get(), this.#bridge));
  }

  /** The API of the core, for one call: all its requests share a deadline. */
  api(pausesTogether) {
    return new core.Api(this.#contacts.get(), pausesTogether);
  }

  #enter(onFailure, work) {
    enter(onFailure, () => work(core, this.#contacts.get(), this.#bridge));
  }

  #askEarly(options) {
    // Behind the calls that wait for the wasm: they take what they want before any timer runs.
    const drop = () => setTimeout(dropEarly);
    load().then(drop, drop);
    sendEarly(this.#settings, options);
  }
}

function after(ready, onFailure, work) {
  ready.then(work, (error) => fail(onFailure, error));
}

/** An object of a module, which a crash of that ends. */
class Counterpart {
  #module;
  #make;
  #made;
  #madeAfter = -1;

  constructor(module, make) {
    this.#module = module;
    this.#make = make;
  }

  get() {
    const crashes = crashesOf(this.#module);
    if (this.#madeAfter !== crashes) {
      this.#made = this.#make();
      this.#madeAfter = crashes;
    }
    return this.#made;
  }
}
