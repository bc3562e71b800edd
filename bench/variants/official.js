// The official client, as its documentation uses it.

import { contacts } from '@wix/crm';
import { ApiKeyStrategy, createClient } from '@wix/sdk';

let client;

export function connect({ baseUrl, fetch = globalThis.fetch }) {
  client = createClient({
    auth: ApiKeyStrategy({ apiKey: 'bench', siteId: '7f7b2a0e-6f2c-4f52-8a3b-0d8f0c5f1d11' }),
    modules: { contacts },
    // It knows one host only.
    fetch: (url, init) => fetch(String(url).replace('https://www.wixapis.com', baseUrl), init),
  });
}

export async function open(pageSize) {
  return shown(await client.contacts.queryContacts().descending('_createdDate').limit(pageSize).find());
}

function shown(page) {
  return { contacts: page.items, next: async () => shown(await page.next()) };
}

/** Reads contacts up to a limit: the client knows no other way than page after page. Gives how many it read. */
export async function readAll({ pageSize, limit }) {
  let page = await client.contacts.queryContacts().descending('_createdDate').limit(pageSize).find();
  let count = page.items.length;
  while (count < limit && page.hasNext()) {
    page = await page.next();
    count += page.items.length;
  }
  return count;
}

/** Adds a company to the contact that has an email, in as few requests as there can be. */
export async function reconcile({ email, company }) {
  const { items } = await client.contacts.queryContacts().eq('info.emails.email', email).find();
  const [{ _id, revision, info }] = items;
  if (!info.company)
    await client.contacts.updateContact(_id, { company }, revision, { allowDuplicates: true });
}
