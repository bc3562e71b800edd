// It asks by each entry of the package, and they share the settings.

import 'wix-contacts/global';
import { getContacts } from 'wix-contacts/promises';
import { listContacts } from 'wix-contacts/v4';

export async function shown() {
  const [page, { contacts }, { length }] = await Promise.all([
    new Promise((resolve, reject) => {
      globalThis.Wix.Contacts.getContacts({ pageSize: 3 }, resolve, (_errorType, error) => reject(error));
    }),
    listContacts({ paging: { limit: 2 } }),
    getContacts({ pageSize: 1 }).then((cursor) => cursor.getData()),
  ]);
  return { byEntry: [page.getData().length, contacts.length, length], total: page.getTotal() };
}
