// Makes the wasm panic, and prints what becomes of the calls: run by panic.test.js in a process of its own, since a panic
// ends in an uncaught exception.
//
// A host page's `Math.random` that throws is called from within the wasm, for the wait before a retry. Its exception
// passes through frames that hold a borrow, so the next wake of that call, by its deadline, panics.

import { createContacts, ready } from 'wix-contacts';
import { pendingCalls } from '../../../pkg/core.js';
import { failure, idle } from './calls.js';
import { contacts, idOf, json, refusal, Site } from './site.js';

const uncaught = [];
process.on('uncaughtException', (error) => uncaught.push(error.message));

await ready();
const site = new Site({ contacts: contacts(9) });
const { getContactById, getContacts, promises } = createContacts({ fetch: site.fetch });
const iterator = promises.iterateContacts({ pageSize: 1 });
await iterator.next();
site.hold();

const settled = [];
const told = (name) => [
  () => settled.push([name, 'onSuccess']),
  (errorType, { code }) => settled.push([name, errorType, code]),
];
getContactById(idOf(1), ...told('getContactById'));
getContacts({}, ...told('getContacts'));
const iterated = failure(iterator.next());
await idle();

const { random } = Math;
Math.random = () => {
  throw new Error('no dice');
};
let stuck;
const failing = createContacts({
  timeoutMs: 100,
  fetch: () =>
    new Promise((resolve) => {
      stuck = resolve;
    }),
});
failing.getContactById(idOf(2), ...told('the one that panics'));
await idle();
const pendingBefore = pendingCalls();
stuck(refusal(503));
await idle();
Math.random = random;

const { code } = await iterated;
const after = createContacts({ fetch: async () => json({ contact: contacts(1)[0] }) });
const contact = await after.promises.getContactById(idOf(1));
await idle();
const again = await Promise.all(Array.from({ length: 50 }, () => after.promises.getContactById(idOf(1))));

console.log(
  JSON.stringify({
    pendingBefore,
    settled: settled.toSorted(),
    iteration: code,
    next: [contact.id, again.length],
    pendingAfter: pendingCalls(),
    uncaught,
  }),
);
process.exit();
