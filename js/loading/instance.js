// The two wasm modules: the core, which a page needs for its first contacts, and the rest, which is loaded when it is first
// used.

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
  applyOverlays,
  initSync as initRest,
  labelKeys,
  listContacts,
  Pager,
  readContacts,
  reconcileContact,
  Site,
} from '../../pkg/rest.js';
import { Module } from './module.js';

const coreModule = new Module('wix_contacts_bg.wasm', source.core, initCore);
const restModule = new Module('wix_contacts_rest_bg.wasm', source.rest, initRest);

// The functions that js/ calls, by name, so that bundlers drop the others of wasm-bindgen's glue.
export const core = { Transport, ContactsClient, getContactById, getContacts, convertContact };
export const rest = { Pager, Site, labelKeys, listContacts, readContacts, reconcileContact, applyOverlays };

/** Loads the core, and the rest if that needs no network. */
export async function ready(core, rest) {
  if (rest !== undefined) restModule.setSource(rest);
  else if (core !== undefined) restModule.setSourceBeside(coreModule);
  if (core !== undefined) coreModule.setSource(core);
  await coreModule.load();
  // If this fails, the calls that need the rest fail.
  if (source.isLocal) await restModule.load().catch(() => undefined);
}

export const loadCore = () => coreModule.load();
export const isCoreLoaded = () => coreModule.isLoaded;

/** Loads both. */
export const loadBoth = () => Promise.all([coreModule.load(), restModule.load()]);
export const areBothLoaded = () => coreModule.isLoaded && restModule.isLoaded;
