// The contacts that an export writes, each with its labels by the names that people know.

import { contactsWithLabels } from '../api/asking.js';
import { listLabels } from '../api/site.js';

/** Pairs of a contact and the names of its labels; options are those of iterateContacts. */
export async function* contactsToExport(options) {
  const names = new Map((await listLabels(options.signal)).map(({ key, name }) => [key, name]));
  const keysOf = new Map();
  const { iterateContacts } = contactsWithLabels((id, keys) => keysOf.set(id, keys));
  for await (const contact of iterateContacts(options)) {
    const keys = keysOf.get(contact.id) ?? [];
    keysOf.delete(contact.id);
    yield [contact, keys.map((key) => names.get(key) ?? key)];
  }
}
