// A contact as a row: what the columns are called, and what stands in them. A time is a time in a workbook, and ISO 8601 in
// plain text.

import { DELIVERIES, SUBSCRIPTIONS } from '../contacts/status.js';
import { addressLines } from '../format.js';

const COLUMNS = {
  Id: ({ id }) => id,
  Prefix: ({ name }) => name.prefix,
  'First name': ({ name }) => name.first,
  'Middle name': ({ name }) => name.middle,
  'Last name': ({ name }) => name.last,
  Suffix: ({ name }) => name.suffix,
  Company: ({ company }) => company.name,
  Position: ({ company }) => company.role,
  Labels: (_contact, labels) => labels.join('; '),
  Email: ({ emails }) => emails[0]?.email,
  'Email tag': ({ emails }) => emails[0]?.tag,
  'Email status': ({ emails }) => SUBSCRIPTIONS[emails[0]?.emailStatus],
  'Delivery status': ({ emails }) => DELIVERIES[emails[0]?.deliveryStatus],
  'Other emails': ({ emails }) => others(emails, ({ email }) => email),
  Phone: ({ phones }) => phones[0]?.phone,
  'Phone tag': ({ phones }) => phones[0]?.tag,
  'Other phones': ({ phones }) => others(phones, ({ phone }) => phone),
  Street: ({ addresses }) => addresses[0]?.address,
  Neighborhood: ({ addresses }) => addresses[0]?.neighborhood,
  City: ({ addresses }) => addresses[0]?.city,
  Region: ({ addresses }) => addresses[0]?.region,
  'Postal code': ({ addresses }) => addresses[0]?.postalCode,
  Country: ({ addresses }) => addresses[0]?.country,
  'Address tag': ({ addresses }) => addresses[0]?.tag,
  'Other addresses': ({ addresses }) => others(addresses, (address) => addressLines(address).join(', ')),
  Links: ({ urls }) => list(urls, ({ url }) => url),
  Dates: ({ dates }) => list(dates, ({ date }) => date),
  Photo: ({ picture }) => picture,
  Created: ({ createdAt }) => createdAt,
  Changed: ({ modifiedAt }) => modifiedAt,
};

export const TITLES = Object.keys(COLUMNS);
export const TIMES = ['Created', 'Changed'];

/** What stands in the columns for a contact with labels of these names: texts, or undefined. */
export function valuesOf(contact, labels) {
  return Object.values(COLUMNS).map((value) => value(contact, labels));
}

function others(items, value) {
  return list(items.slice(1), value);
}

/** Several values in one cell. */
function list(items, value) {
  return items.map((item) => withNotes(value(item), item)).join('; ');
}

/** A value with its tag. Who has unsubscribed is not to be written to, whichever of the emails it is. */
function withNotes(value, { tag, emailStatus }) {
  const notes = [tag, emailStatus === 'optOut' && SUBSCRIPTIONS.optOut].filter(Boolean);
  return notes.length > 0 ? `${value} (${notes.join(', ')})` : value;
}
