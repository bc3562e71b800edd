// The package, made to ask for what Wix.Contacts has no words for. It asks by the fetch of the app, and an app can ask for fewer
// contacts there, or for more of each; what comes back is read by the package as ever.

import { SETTINGS, send } from '../settings.js';
import { createContacts } from '../wix-contacts.js';
import { allOf } from './conditions.js';

const QUERY = '/contacts/v4/contacts/query';

/** The three functions as promises, and iterateContacts, over the contacts for which a condition of the API holds. */
export function contactsWhere(condition, search) {
  return asking(({ query }) => ({ query: { ...query, filter: allOf(query.filter, condition) }, search }));
}

/** The same over all; `onLabels` is told of each contact's label keys before the contact is given. */
export function contactsWithLabels(onLabels) {
  const withLabels = ({ query }) => ({ query: { ...query, fields: [...query.fields, 'info.labelKeys'] } });
  return asking(withLabels, async (response) => {
    const { contacts } = await response.json();
    for (const { id, info } of contacts) onLabels(id, info?.labelKeys?.items ?? []);
  });
}

function asking(change, listen) {
  const ask = async (url, init) => {
    if (!new URL(url).pathname.endsWith(QUERY)) return send(url, init);
    const response = await send(url, { ...init, body: JSON.stringify(change(JSON.parse(init.body))) });
    if (listen && response.ok) await listen(response.clone());
    return response;
  };
  return createContacts({ ...SETTINGS, fetch: ask }).promises;
}
