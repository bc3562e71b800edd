// A module of wasm: where it is, and loading it, once.

import { loadFailed, lookAt, Unreachable } from './load-failure.js';

/** A file that has not come by then, in milliseconds, counts as lost. */
const TIMEOUT = 30_000;

export class Module {
  #file;
  #find;
  #init;
  #loading;
  #address = '';
  isLoaded = false;

  /**
   * @param {string} file how an error names it
   * @param {() => unknown} find where it is: an address, a Response, bytes or a WebAssembly.Module, or a promise for it
   * @param {(from: {module: WebAssembly.Module}) => unknown} init instantiates it (wasm-bindgen's glue)
   */
  constructor(file, find, init) {
    this.#file = file;
    this.#find = find;
    this.#init = init;
  }

  /** Says where it is. Addresses are kept; what is no address is good for once. */
  isAt(source) {
    const before = this.#find;
    if (isAddress(source)) {
      this.#find = () => source;
      return;
    }
    // It is awaited when it is wanted, if it ever is.
    Promise.resolve(source).catch(() => undefined);
    this.#find = () => {
      this.#find = before;
      return source;
    };
  }

  /** Says that it is beside another one, if the address of that has its file's name. */
  isBeside(other) {
    const before = this.#find;
    this.#find = async () => {
      await other.load();
      return other.#address.includes(other.#file)
        ? other.#address.replace(other.#file, this.#file)
        : before();
    };
  }

  /** A failed load can be tried again. */
  load() {
    this.#loading ??= this.#start().catch((cause) => {
      this.#loading = undefined;
      throw loadFailed(cause, this.#file);
    });
    return this.#loading;
  }

  /** What is at an address is asked for at once: else all that the page's script goes on with would come first. */
  async #start() {
    const found = this.#find();
    const source = await fetched(found);
    this.#address = String(isAddress(found) ? found : (source?.url ?? ''));
    this.#init({ module: await compiled(source) });
    this.isLoaded = true;
  }
}

const isAddress = (input) => typeof input === 'string' || typeof input?.href === 'string';

/** What is at an address; anything else as it is. */
async function fetched(input) {
  const source = isAddress(input) ? input : await input;
  if (!isAddress(source)) return source;
  try {
    return await inTime(fetch(source));
  } catch (cause) {
    throw new Unreachable(cause, await lookAt(source));
  }
}

async function compiled(source) {
  if (isModule(source)) return ofThisRealm(source);
  // Whoever made the Response, it may be read.
  if (typeof source?.arrayBuffer !== 'function') return WebAssembly.compile(source);
  if (source.ok === false) throw new Error(`${source.url} was answered with ${source.status}`);
  return inTime(compiledAnswer(source));
}

async function compiledAnswer(response) {
  const type = response.headers?.get('content-type') ?? '';
  // Whatever type the server gives it: only with the right one can it be compiled as it comes.
  if (type === 'application/wasm') {
    try {
      return await WebAssembly.compileStreaming(response);
    } catch (error) {
      // Not every host can, and not with a Response of another make.
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

/** The glue knows a module by its prototype. */
const ofThisRealm = (module) => Object.setPrototypeOf(module, WebAssembly.Module.prototype);

/** What a promise gives, unless that takes too long. */
function inTime(promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('It did not come in time')), TIMEOUT);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
