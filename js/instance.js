import init, {
  Contacts,
  getContactById,
  getContacts,
  listContacts,
  readContacts,
  reconcileContact,
} from '../pkg/wix_contacts.js';
import { loadFailed } from './error.js';

let source = () => undefined;
let loading;
let loaded = false;

/** Says where the wasm is, for hosts that can't fetch it by its URL. */
export function setSource(find) {
  source = find;
}

/**
 * Loads the wasm, once: from `input` (a URL, a Response, bytes or a WebAssembly.Module), else from beside this module.
 * A failed load can be tried again; an address is kept for that.
 */
export function load(input) {
  if (typeof input === 'string' || input instanceof URL) setSource(() => input);
  loading ??= begin(input ?? source());
  return loading;
}

async function begin(input) {
  try {
    await init(input === undefined ? undefined : { module_or_path: input });
    loaded = true;
  } catch (cause) {
    loading = undefined;
    throw loadFailed(cause);
  }
}

export function isLoaded() {
  return loaded;
}

/** What is called in there. By name, so that bundlers leave out the rest of wasm-bindgen's glue. */
export const wasm = { Contacts, getContactById, getContacts, listContacts, readContacts, reconcileContact };
