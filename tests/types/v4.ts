// What must compile with `wix-contacts/v4`, and what must not.

import { type ListContactsResponse, listContacts, type V4Contact } from 'wix-contacts/v4';
import { type Equal, expect } from './equal.js';

const { signal } = new AbortController();

expect<Equal<ReturnType<typeof listContacts>, Promise<ListContactsResponse>>>();

await listContacts();
await listContacts({ fieldsets: ['FULL'] }, { signal });
const { contacts, pagingMetadata } = await listContacts({
  sort: { fieldName: 'lastActivity.activityDate', order: 'DESC' },
  paging: { limit: 1000, offset: 2000 },
  fields: ['createdDate', 'info.name', 'info.extendedFields'],
  fieldsets: ['BASIC', 'COMMUNICATION_DETAILS'],
});
expect<Equal<typeof contacts, V4Contact[]>>();
expect<Equal<typeof pagingMetadata.total, number | undefined>>();
for (const { id, revision, info } of contacts) {
  expect<Equal<typeof id, string>>();
  expect<Equal<typeof revision, number>>();
  info?.emails?.items?.map(({ email, primary }) => (primary ? email : ''));
  info?.addresses?.items?.map(({ address }) => address?.streetAddress?.name ?? address?.addressLine);
  info?.extendedFields?.items?.['emailSubscriptions.subscriptionStatus'];
  info?.picture?.image?.url?.trim();
}

// @ts-expect-error contacts can't be sorted by it
await listContacts({ sort: { fieldName: 'updatedDate' } });
// @ts-expect-error an order needs a field
await listContacts({ sort: { order: 'DESC' } });
// @ts-expect-error there is no such order
await listContacts({ sort: { fieldName: 'createdDate', order: 'desc' } });
// @ts-expect-error a limit belongs to the paging
await listContacts({ limit: 200 });
// @ts-expect-error it is a number
await listContacts({ paging: { limit: '200' } });
// @ts-expect-error there is no such field
await listContacts({ fields: ['info.emails.items'] });
// @ts-expect-error nor such a fieldset
await listContacts({ fieldsets: ['ALL'] });
// @ts-expect-error what was not asked for may be missing
contacts.map((contact) => contact.info.name);
