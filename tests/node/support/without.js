// Uses the package where globals are missing, and prints what came of it: `node without.js API NAME…`, a process of its own.

import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';

const [api, ...missing] = process.argv.slice(2);
const wasm = (name) => readFile(new URL(`../../../pkg/${name}.wasm`, import.meta.url));
const [core, deferred] = await Promise.all([wasm('wix_contacts_bg'), wasm('wix_contacts_deferred_bg')]);

for (const name of missing) delete globalThis[name];
const still = missing.filter((name) => name in globalThis);

const { createContacts, ready } = await import('../../../js/index.js');
await import('../../../js/promises.js');
await import('../../../js/v4.js');
await import('../../../js/global.js');

/** The least that an own fetch may give. */
const fetch = (url, { method, headers, body }) =>
  new Promise((resolve, reject) => {
    const address = url.replace('https://www.wixapis.com', api);
    const sent = request(address, { method, headers: { ...headers, authorization: 'token' } }, (response) => {
      resolve({ status: response.statusCode, headers: response.headers, text: () => text(response) });
    });
    sent.on('error', reject);
    sent.end(body);
  });

const { promises, v4, getContacts } = createContacts({ fetch });
const loaded = ready(core, deferred);
// Before the wasm is there.
const opened = promises.getContacts({ pageSize: 2 });
await loaded;
const cursor = await opened;
const [{ id }] = cursor.getData();
const page = await new Promise((resolve, reject) => cursor.next(resolve, (_type, error) => reject(error)));
const [one, same] = await Promise.all([promises.getContactById(id), promises.getContactById(id)]);
const iterated = [];
for await (const contact of promises.iterateContacts({ pageSize: 2 })) iterated.push(contact.id);
const { contacts } = await v4.listContacts({ paging: { limit: 2 }, fields: ['info.name'] });
const contactInfo = { name: { first: 'Zoë \u{1f600}', middle: 'Д' }, emails: [{ email: 'zoë@example.com' }] };
const { contact, isNew, details } = await promises.reconcileContact(contactInfo);
const stored = await promises.getContactById(contact.id);
const error = await promises.getContactById('none').catch((error) => error);
const uncaught = await new Promise((resolve) => {
  const tell = ({ message }) => resolve(message);
  if (missing.includes('reportError')) console.error = tell;
  else globalThis.reportError = tell;
  getContacts({}, () => {
    throw new Error('thrown by the app');
  });
});

const seen = {
  still,
  pages: [cursor.getPageSize(), page.length, iterated.length, contacts.length],
  joined: [one.id === id, same.id === id, one === same],
  reconciled: [isNew, stored.name.first, stored.name.middle, stored.emails[0].email, details.rejectedData],
  error: [error.name, error.code, error.requestId === undefined],
  uncaught,
};
process.stdout.write(JSON.stringify(seen), () => process.exit());
