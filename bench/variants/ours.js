// This package, as an app bundled by esbuild uses it.

import { configure, getContacts, ready, reconcileContact } from 'wix-contacts';
import { iterateContacts } from 'wix-contacts/promises';
import core from 'wix-contacts/wix_contacts_bg.wasm';
import deferred from 'wix-contacts/wix_contacts_deferred_bg.wasm';

/** Until the wasm is there. */
export const loaded = ready(new URL(core, import.meta.url), new URL(deferred, import.meta.url));

export function connect(options) {
  configure({ authorization: 'bench', ...options });
}

export async function open(pageSize) {
  return shown(await called(getContacts, { pageSize }));
}

function shown(page) {
  return {
    contacts: page.getData(),
    next: async () => shown(await new Promise((resolve, reject) => page.next(resolve, reject))),
  };
}

/** Reads contacts up to a limit. Gives how many it read. */
export async function readAll({ limit, ...options }) {
  let count = 0;
  for await (const _ of iterateContacts(options)) {
    count += 1;
    if (count === limit) break;
  }
  return count;
}

/** Adds a company to the contact that has an email. */
export async function reconcile({ email, company }) {
  await called(reconcileContact, { emails: [{ email }], company: { name: company } });
}

function called(method, argument) {
  return new Promise((resolve, reject) => {
    method(argument, resolve, (_errorType, error) => reject(error));
  });
}
