import { getContacts } from 'wix-contacts/promises';
import { listContacts } from 'wix-contacts/v4';

export async function readMore() {
  const { contacts } = await listContacts({ paging: { limit: 2 } });
  const cursor = await getContacts({ pageSize: 1 });
  return [contacts.length, cursor.getData().length];
}
