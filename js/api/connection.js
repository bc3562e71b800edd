import { CORE, callWasm, crashesOf, DEFERRED, fail } from '../host/callbacks.js';
import { dropEarly, hasLabel, sendEarly } from '../host/early.js';
import { areBothLoaded, core, deferred, isCoreLoaded, loadBoth, loadCore } from '../loading/instance.js';
import { Bridge } from './bridge.js';
import { checkSettings } from './settings.js';

/** An instance of the SDK: its settings, which survive a crash of the wasm, and its object in each module. */
export class Connection {
  #settings;
  #bridge = new Bridge(this);
  #client = new WasmObject(CORE, () => new core.ContactsClient(this.#settings));
  #site = new WasmObject(DEFERRED, () => new deferred.Site(this.#settings));

  constructor(options) {
    this.#settings = checkSettings(options);
  }

  /** Calls the core, now or once it is loaded. If loading fails, the call fails. */
  callCore(onFailure, work) {
    if (isCoreLoaded()) this.#callCoreNow(onFailure, work);
    else after(loadCore(), onFailure, () => this.#callCoreNow(onFailure, work));
  }

  /** Like `callCore`, and requests the page of contacts while the wasm loads. Labels need the deferred module, too. */
  callForPage(options, onFailure, work) {
    if (hasLabel(options)) loadBoth().catch(() => undefined);
    else if (!isCoreLoaded()) this.#requestEarly(options);
    this.callCore(onFailure, work);
  }

  /** Calls the deferred module, now or once both modules are loaded. */
  callDeferredModule(onFailure, work) {
    if (areBothLoaded()) this.#callDeferredModuleNow(onFailure, work);
    else after(loadBoth(), onFailure, () => this.#callDeferredModuleNow(onFailure, work));
  }

  /** Like `callDeferredModule`, as a promise, for work that takes callbacks as well. */
  inDeferredModule(work) {
    return new Promise((resolve, reject) => {
      const onFailure = (_errorType, error) => reject(error);
      this.callDeferredModule(onFailure, (deferred, site, bridge) =>
        work(deferred, site, bridge, resolve, onFailure),
      );
    });
  }

  /** The core's transport for one call: all its requests share a deadline. */
  transport(pausesTogether) {
    return new core.Transport(this.#client.get(), pausesTogether);
  }

  #callCoreNow(onFailure, work) {
    callWasm(onFailure, () => work(core, this.#client.get(), this.#bridge));
  }

  #callDeferredModuleNow(onFailure, work) {
    callWasm(onFailure, () => work(deferred, this.#site.get(), this.#bridge));
  }

  #requestEarly(options) {
    // The calls that wait for the wasm take the early response before any timer runs; after that, nobody will.
    const drop = () => setTimeout(dropEarly);
    loadCore().then(drop, drop);
    sendEarly(this.#settings, options);
  }
}

function after(ready, onFailure, work) {
  ready.then(work, (error) => fail(onFailure, error));
}

/** An object in a module. It is made again after the module crashed. */
class WasmObject {
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
