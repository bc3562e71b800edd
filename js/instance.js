import {
  Contacts,
  coreFile,
  exported,
  getContactById,
  getContacts,
  imports,
  listContacts,
  readContacts,
  reconcileContact,
  restFile,
  use,
} from '../pkg/wix_contacts.js';
import { crashes } from './callbacks.js';
import { loadFailed } from './error.js';
import { later } from './later.js';

// The wasm comes in two files: the core, and the rest, which is loaded when something in it is called.
const CORE = 'wix_contacts_bg.wasm';
const REST = 'wix_contacts_rest_bg.wasm';

let findCore = coreFile;
let findRest = restFile;

/** Whether there is nothing to be saved by loading the rest later. */
let atHand = false;

/** Says where the wasm is, for hosts that have it at hand. */
export function setSources(core, rest) {
  findCore = core;
  findRest = rest;
  atHand = true;
}

/** Loads the core, and what is at hand besides. */
export async function ready(core, rest) {
  await load(core, rest);
  // Its failure is for those to hear of who call what is in there.
  if (atHand) await complete().catch(() => undefined);
}

let loading;
let loaded = false;

/**
 * Loads the core, once: from `core` (a URL, a Response, bytes or a WebAssembly.Module), else from beside this module.
 * `rest` is for when the rest is wanted; else that is beside the core. A failed load can be tried again; addresses are
 * kept for that.
 */
export function load(core, rest) {
  const address = String(core?.url ?? core);
  if (rest !== undefined) findRest = () => rest;
  else if (address.includes(CORE)) findRest = () => address.replace(CORE, REST);
  if (typeof core === 'string' || core instanceof URL) findCore = () => core;
  loading ??= start(core ?? findCore()).catch((cause) => {
    loading = undefined;
    throw loadFailed(cause, CORE);
  });
  return loading;
}

async function start(core) {
  const module = await compile(core);
  // At once: to do it aside would cost a task more, and save nothing.
  use(new WebAssembly.Instance(module, imports()), module);
  Object.assign(later, { isThere: isComplete, load: complete });
  loaded = true;
}

export const isLoaded = () => loaded;

let completing;
/** After how many crashes the rest was joined to the core: each makes a new one. */
let completeAfter = -1;

/** Loads the rest, and the core before it. */
export async function complete() {
  await load();
  completing ??= compile(findRest()).catch((cause) => {
    completing = undefined;
    throw loadFailed(cause, REST);
  });
  const module = await completing;
  if (isComplete()) return;
  const core = exported();
  try {
    new WebAssembly.Instance(module, { '': core });
  } catch (cause) {
    completing = undefined;
    throw loadFailed(cause, REST);
  }
  completeAfter = crashes;
}

export const isComplete = () => completeAfter === crashes;

async function compile(input) {
  let source = await input;
  if (typeof source === 'string' || source instanceof URL) source = await fetch(source);
  if (source instanceof WebAssembly.Module) return source;
  if (!(source instanceof Response)) return WebAssembly.compile(source);
  if (!source.ok) throw new Error(`${source.url} was answered with ${source.status} ${source.statusText}`);
  // Whatever type the server gives it: only with the right one can it be compiled as it comes.
  return /^application\/wasm/.test(source.headers.get('content-type'))
    ? WebAssembly.compileStreaming(source)
    : WebAssembly.compile(await source.arrayBuffer());
}

/** What is called in there. By name, so that bundlers leave out the rest of wasm-bindgen's glue. */
export const wasm = { Contacts, getContactById, getContacts, listContacts, readContacts, reconcileContact };
