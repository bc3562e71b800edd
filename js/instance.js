import * as source from '#wasm';
import {
  Contacts,
  exported,
  getContactById,
  getContacts,
  imports,
  listContacts,
  readContacts,
  reconcileContact,
  use,
} from '../pkg/wix_contacts.js';
import { crashes } from './callbacks.js';
import { later } from './later.js';
import { loadFailed, lookAt, Unreachable } from './load-failure.js';

// The wasm comes in two files: the core, and the rest, which is loaded when something in it is called.
const CORE = 'wix_contacts_bg.wasm';
const REST = 'wix_contacts_rest_bg.wasm';
/** A file that has not come by then, in milliseconds, counts as lost. */
const TIMEOUT = 30_000;

let findCore = source.core;
let findRest = source.rest;

/** Loads the core, and what is at hand besides. */
export async function ready(core, rest) {
  await load(core, rest);
  // Its failure is for those to hear of who call what is in there.
  if (source.atHand) await complete().catch(() => undefined);
}

let loading;
let loaded = false;

/**
 * Loads the core, once: from `core` (a URL, a Response, bytes or a WebAssembly.Module), else from beside this module.
 * `rest` is for when the rest is wanted; else that is beside the core. A failed load can be tried again; addresses are
 * kept for that, and what is no address is good for once.
 */
export function load(core, rest) {
  if (rest !== undefined) findRest = given(rest, findRest);
  if (isAddress(core)) findCore = () => core;
  loading ??= start(core, core !== undefined && rest === undefined).catch((cause) => {
    loading = undefined;
    throw loadFailed(cause, CORE);
  });
  return loading;
}

function given(rest, before) {
  if (isAddress(rest)) return () => rest;
  // It is awaited when it is wanted, if it ever is.
  Promise.resolve(rest).catch(() => undefined);
  return () => {
    findRest = before;
    return rest;
  };
}

async function start(core, restIsBeside) {
  // Asked for before anything is awaited: else all that the page's script goes on with would come first.
  const coming = fetched(core ?? findCore());
  if (restIsBeside) lookBeside(core);
  const source = await coming;
  if (restIsBeside) lookBeside(source.url);
  const { module, instance } = await instantiate(source, imports);
  use(instance, module);
  Object.assign(later, { isThere: isComplete, load: complete });
  loaded = true;
}

function lookBeside(core) {
  const address = isAddress(core) ? String(core) : '';
  if (address.includes(CORE)) findRest = () => address.replace(CORE, REST);
}

export const isLoaded = () => loaded;

let joining;
let restModule;
/** After how many crashes the rest was joined to the core: each makes a new one. */
let completeAfter = -1;

export const isComplete = () => completeAfter === crashes;

/** Loads the rest, and the core before it. */
export async function complete() {
  await load();
  joining ??= join()
    .catch((cause) => {
      throw loadFailed(cause, REST);
    })
    .finally(() => {
      joining = undefined;
    });
  await joining;
}

async function join() {
  while (!isComplete()) {
    const before = crashes;
    const { module } = await instantiate(restModule ?? (await fetched(findRest())), { '': exported() });
    restModule = module;
    if (crashes === before) completeAfter = before;
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

/** An instance of a module, and the module. */
async function instantiate(source, imports) {
  if (isModule(source)) {
    return { module: source, instance: await WebAssembly.instantiate(source, imports) };
  }
  // Whoever made the Response, it may be read.
  if (typeof source?.arrayBuffer !== 'function') return WebAssembly.instantiate(source, imports);
  if (source.ok === false) throw new Error(`${source.url} was answered with ${source.status}`);
  return inTime(instantiateAnswer(source, imports));
}

async function instantiateAnswer(response, imports) {
  const type = response.headers?.get('content-type') ?? '';
  // Whatever type the server gives it: only with the right one can it be compiled as it comes.
  if (type === 'application/wasm') {
    try {
      return await WebAssembly.instantiateStreaming(response, imports);
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
  return WebAssembly.instantiate(bytes, imports);
}

const isModule = (source) => Object.prototype.toString.call(source) === '[object WebAssembly.Module]';

/** What a promise gives, unless that takes too long. */
function inTime(promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('It did not come in time')), TIMEOUT);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** What is called in there. By name, so that bundlers leave out the rest of wasm-bindgen's glue. */
export const wasm = { Contacts, getContactById, getContacts, listContacts, readContacts, reconcileContact };
