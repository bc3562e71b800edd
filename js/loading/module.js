// Loads a wasm module once, from wherever it is.

import { diagnose, loadFailed, Unreachable } from './load-failure.js';

/** A file that has not arrived after this time, in milliseconds, counts as lost. */
const TIMEOUT = 30_000;

export class Module {
  #file;
  #find;
  #init;
  #loading;
  #address = '';
  isLoaded = false;

  /**
   * @param {string} file its name in error messages
   * @param {() => unknown} find where it is: a URL, a Response, bytes or a WebAssembly.Module, or a promise of one
   * @param {(from: {module: WebAssembly.Module}) => unknown} init instantiates it (wasm-bindgen's glue)
   */
  constructor(file, find, init) {
    this.#file = file;
    this.#find = find;
    this.#init = init;
  }

  /** Sets where it is. A URL is kept; anything else is used once. */
  setSource(source) {
    const before = this.#find;
    if (isAddress(source)) {
      this.#find = () => source;
      return;
    }
    // It is awaited only when the module is loaded. Until then, a rejection must not count as unhandled.
    Promise.resolve(source).catch(() => undefined);
    this.#find = () => {
      this.#find = before;
      return source;
    };
  }

  /** It is next to another module, if that module's URL contains its file name. */
  setSourceBeside(other) {
    const before = this.#find;
    this.#find = async () => {
      await other.load();
      return other.#address.includes(other.#file)
        ? other.#address.replace(other.#file, this.#file)
        : before();
    };
  }

  /** Loads it. After a failure, the next call tries again. */
  load() {
    this.#loading ??= this.#start().catch((cause) => {
      this.#loading = undefined;
      throw loadFailed(cause, this.#file);
    });
    return this.#loading;
  }

  /** Fetches a URL synchronously: after an await, the rest of the page's script would run first. */
  async #start() {
    const found = this.#find();
    const source = await fetched(found);
    this.#address = String(isAddress(found) ? found : (source?.url ?? ''));
    this.#init({ module: await compiled(source) });
    this.isLoaded = true;
  }
}

const isAddress = (input) => typeof input === 'string' || typeof input?.href === 'string';

/** The response from a URL; anything else unchanged. */
async function fetched(input) {
  const source = isAddress(input) ? input : await input;
  if (!isAddress(source)) return source;
  try {
    return await inTime(fetch(source));
  } catch (cause) {
    throw new Unreachable(cause, await diagnose(source));
  }
}

async function compiled(source) {
  if (isModule(source)) return ofThisRealm(source);
  // Accepts a Response that something other than fetch made.
  if (typeof source?.arrayBuffer !== 'function') return WebAssembly.compile(source);
  if (source.ok === false) throw new Error(`${source.url} was answered with ${source.status}`);
  return inTime(compiledResponse(source));
}

async function compiledResponse(response) {
  const type = response.headers?.get('content-type') ?? '';
  // Other content types are accepted as well, but only this one can be compiled while it arrives.
  if (type === 'application/wasm') {
    try {
      return await WebAssembly.compileStreaming(response);
    } catch (error) {
      // Some hosts can't, and none can with a Response that something other than fetch made.
      if (response.bodyUsed) throw error;
    }
  }
  const bytes = await response.arrayBuffer();
  const beginning = String.fromCharCode(...new Uint8Array(bytes).subarray(0, 64));
  if (!beginning.startsWith('\0asm')) {
    const isHtml = /^text\/html/i.test(type) || /^\W*</.test(beginning);
    throw new Error(`${response.url} ${isHtml ? 'is a page of HTML' : 'is no wasm'}`);
  }
  return WebAssembly.compile(bytes);
}

const isModule = (source) => Object.prototype.toString.call(source) === '[object WebAssembly.Module]';

/** The glue recognizes a module by its prototype. */
const ofThisRealm = (module) => Object.setPrototypeOf(module, WebAssembly.Module.prototype);

/** Rejects if a promise takes too long. */
function inTime(promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('It did not come in time')), TIMEOUT);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
