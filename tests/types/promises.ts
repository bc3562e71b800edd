// What must compile with `wix-contacts/promises`, and what must not.

import {
  type Contact,
  getContactById,
  getContacts,
  type IterationProgress,
  iterateContacts,
  type ReconcileResult,
  reconcileContact,
  type WixDataCursor,
} from 'wix-contacts/promises';
import { type Equal, expect } from './equal.js';

const { signal } = new AbortController();

expect<Equal<ReturnType<typeof getContactById>, Promise<Contact>>>();
expect<Equal<ReturnType<typeof getContacts>, Promise<WixDataCursor>>>();
expect<Equal<ReturnType<typeof reconcileContact>, Promise<ReconcileResult>>>();

await getContactById('a GUID');
await getContactById('a GUID', { signal });
await getContactById('a GUID', { signal: undefined });
await getContacts();
await getContacts({ label: 'customers', pageSize: 50 }, { signal });
await reconcileContact({ emails: [{ email: 'ann@example.com' }] }, { signal });

for await (const contact of await getContacts()) expect<Equal<typeof contact, Contact>>();
for await (const contact of iterateContacts()) expect<Equal<typeof contact, Contact>>();
iterateContacts({
  label: ['customers', 'colleagues'],
  pageSize: 100,
  signal,
  concurrency: 2,
  onProgress: (progress) => expect<Equal<typeof progress, IterationProgress>>(),
});

// @ts-expect-error an id is a string
await getContactById(7);
// @ts-expect-error an id is mandatory
await getContactById();
// @ts-expect-error promises take no callbacks
await getContacts({}, () => {});
// @ts-expect-error nor do they take them with the data
await reconcileContact({ emails: [{ email: 'ann@example.com' }], onSuccess: () => {} });
// @ts-expect-error a signal is no controller
await getContactById('a GUID', { signal: new AbortController() });
// @ts-expect-error the signal has an argument of its own
await getContacts({ signal });
// @ts-expect-error it is an async iterable
for (const contact of iterateContacts()) contact.id;
// @ts-expect-error concurrency is a number
iterateContacts({ concurrency: '2' });
// @ts-expect-error there is no such option
iterateContacts({ limit: 100 });
