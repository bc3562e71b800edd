// Places in the list of contacts, newest first: which contacts follow a place, and at which one somebody stands. Contacts of
// one date stand in an order that the API knows alone, so they are told apart by their ids.

import { allOf, labelled } from '../api/conditions.js';
import { queryContacts } from '../api/site.js';

const MOST = 1000;

/** A condition for the contacts that follow a place, which is counted from 0; undefined if there are none, or it can't be told. */
export async function contactsFrom(place, labels) {
  const fields = ['createdDate'];
  const { contacts } = await queryContacts({
    filter: labelled(labels),
    fields,
    paging: { offset: place, limit: 1 },
  });
  if (contacts.length === 0) return undefined;
  const [{ id, createdDate }] = contacts;
  const ids = await idsAt(createdDate, labels);
  if (!ids.includes(id)) return undefined;
  const earlier = ids.slice(0, ids.indexOf(id));
  return allOf(
    { createdDate: { $lte: createdDate } },
    earlier.length > 0 ? { $not: { id: { $in: earlier } } } : {},
  );
}

/** How many contacts stand before one; undefined if it can't be told. */
export async function placeOf({ id, createdAt }, labels) {
  const newer = allOf(labelled(labels), { createdDate: { $gt: createdAt } });
  const { pagingMetadata } = await queryContacts({ filter: newer, fields: ['id'], paging: { limit: 1 } });
  const among = (await idsAt(createdAt, labels)).indexOf(id);
  return pagingMetadata.total === undefined || among < 0 ? undefined : pagingMetadata.total + among;
}

/** The ids of the contacts of a date, in their order: the first thousand. */
async function idsAt(createdDate, labels) {
  const filter = allOf(labelled(labels), { createdDate });
  const { contacts } = await queryContacts({ filter, fields: ['id'], paging: { limit: MOST } });
  return contacts.map(({ id }) => id);
}
