// Makes the deferred module panic, and prints what becomes of the calls: run by panic.test.js in a process of its own,
// as crash.js.
//
// `Math.random` that throws is called from within reconcileContact, for the wait before it looks at a contact again. Its signal
// wakes the call once more.

import { createContacts, ready } from 'wix-contacts';
import { failure, idle, move } from './calls.js';
import { contact, contacts, idOf, json, refusal, Site } from './site.js';

const uncaught = [];
process.on('uncaughtException', (error) => uncaught.push(error.message));

await ready();
const site = new Site({ contacts: contacts(9) });
const { promises } = createContacts({ fetch: site.fetch });
const cursor = await promises.getContacts({ pageSize: 2, prefetch: false });
await move(cursor, 'next');
const iterator = promises.iterateContacts({ pageSize: 1 });
await iterator.next();
const release = site.hold();
const iterated = failure(iterator.next());
const got = promises.getContactById(idOf(1));
await idle();

const EMAIL = 'ada@example.com';
const ada = contact(1, { info: { emails: { items: [{ email: EMAIL }] } } });
const changing = createContacts({
  fetch: async (_url, { method }) =>
    method === 'PATCH' ? refusal(409, 'CONTACT_ALREADY_CHANGED') : json({ contacts: [ada] }),
});
const { random } = Math;
Math.random = () => {
  throw new Error('no dice');
};
const controller = new AbortController();
const contactInfo = { emails: [{ email: EMAIL }], name: { first: 'Ada' } };
const reconciled = failure(changing.promises.reconcileContact(contactInfo, { signal: controller.signal }));
while (uncaught.length === 0) await idle();
controller.abort();
await reconciled;
await idle();
Math.random = random;

const { code } = await iterated;
release();
const { id } = await got;
const moved = await failure(move(cursor, 'next'));
const again = await promises.getContacts({ pageSize: 5 });
const next = await move(again, 'next');

console.log(JSON.stringify({ iteration: code, got: id, moved: moved.code, next: next.length, uncaught }));
process.exit();
