// Contacts as CSV: RFC 4180, in UTF-8 with a byte order mark, without which spreadsheets take it for something else.

import { addressLines } from '../format.js';

export const type = 'text/csv';
export const extension = 'csv';

const COLUMNS = {
  Id: ({ id }) => id,
  Prefix: ({ name }) => name.prefix,
  'First name': ({ name }) => name.first,
  'Middle name': ({ name }) => name.middle,
  'Last name': ({ name }) => name.last,
  Suffix: ({ name }) => name.suffix,
  Company: ({ company }) => company.name,
  Position: ({ company }) => company.role,
  Email: ({ emails }) => emails[0]?.email,
  'Email tag': ({ emails }) => emails[0]?.tag,
  'Email status': ({ emails }) => emails[0]?.emailStatus,
  'Delivery status': ({ emails }) => emails[0]?.deliveryStatus,
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

// A spreadsheet takes a cell that begins so for a formula, and would run what a stranger typed into a form. An apostrophe
// makes it text: https://owasp.org/www-community/attacks/CSV_Injection
const FORMULA = /^\s*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;
const NEEDS_QUOTES = /[",\r\n]/;

export const head = `\uFEFF${line(Object.keys(COLUMNS))}`;

/** A contact as one record. */
export function entry(contact) {
  return line(Object.values(COLUMNS).map((value) => value(contact)));
}

function line(values) {
  return `${values.map(cell).join(',')}\r\n`;
}

function cell(value = '') {
  const text = FORMULA.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function others(items, value) {
  return list(items.slice(1), value);
}

/** Several values in one cell. */
function list(items, value) {
  return items.map((item) => (item.tag ? `${value(item)} (${item.tag})` : value(item))).join('; ');
}
