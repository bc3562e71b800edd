// The two wasm modules: the core, which a page needs for its first contacts, and the deferred module, which is loaded
// when it is first used.

import * as source from '#wasm';
import {
  ContactsClient,
  convertContact,
  getContactById,
  getContacts,
  initSync as initCore,
  Transport,
} from '../../pkg/core.js';
import {
  applyOverlay,
  initSync as initDeferred,
  iteratePages,
  labelKeys,
  listContacts,
  Pager,
  reconcileContact,
  Site,
} from '../../pkg/deferred.js';
import { Module } from './module.js';

const coreModule = new Module('wix_contacts_bg.wasm', source.core, initCore);
const deferredModule = new Module('wix_contacts_deferred_bg.wasm', source.deferred, initDeferred);

// The functions that js/ calls, by name, so that bundlers drop the others of wasm-bindgen's glue.
export const core = { Transport, ContactsClient, getContactById, getContacts, convertContact };
export const deferred = {
  Pager,
  Site,
  labelKeys,
  listContacts,
  iteratePages,
  reconcileContact,
  applyOverlay,
};

/** Loads the core, and the deferred module if that needs no network. */
export async function ready(coreSource, deferredSource) {
  if (deferredSource !== undefined) deferredModule.setSource(deferredSource);
  else if (coreSource !== undefined) deferredModule.setSourceBeside(coreModule);
  if (coreSource !== undefined) coreModule.setSource(coreSource);
  await coreModule.load();
  // If this fails, the calls that need the deferred module fail.
  if (source.isLocal) await deferredModule.load().catch(() => undefined);
}

export const loadCore = () => coreModule.load();
export const isCoreLoaded = () => coreModule.isLoaded;

/** Loads both. */
export const loadBoth = () => Promise.all([coreModule.load(), deferredModule.load()]);
export const areBothLoaded = () => coreModule.isLoaded && deferredModule.isLoaded;
