// The app that every environment gets. It asks by each entry of the package, and they share the settings.

import 'wix-contacts/global';
import { configure } from 'wix-contacts';
import { getContacts } from 'wix-contacts/promises';
import { listContacts } from 'wix-contacts/v4';

export async function contactsFrom(baseUrl) {
  configure({ baseUrl, authorization: 'a token' });
  const [page, { contacts }, { length }] = await Promise.all([
    new Promise((resolve, reject) => {
      globalThis.Wix.Contacts.getContacts({ pageSize: 3 }, resolve, (_errorType, error) => reject(error));
    }),
    listContacts({ paging: { limit: 2 } }),
    getContacts({ pageSize: 1 }).then((cursor) => cursor.getData()),
  ]);
  return { byEntry: [page.getData().length, contacts.length, length], total: page.getTotal() };
}

export const failure = ({ name, code, message, cause }) => ({ name, code, message, cause: `${cause}` });
