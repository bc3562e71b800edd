// Contacts as vCard 4.0 (RFC 6350), which address books read.

import { titleOf } from '../format.js';
import { webAddress } from './web.js';

export const type = 'text/vcard';
export const extension = 'vcf';
export const head = '';

/** The tags that have a type of their own. Others go into a property beside, as Apple's and Google's address books do it. */
const PLACES = new Map([
  ['home', 'home'],
  ['work', 'work'],
]);
const PHONES = new Map([...PLACES, ['mobile', 'cell'], ['fax', 'fax']]);
const TYPES = { EMAIL: PLACES, TEL: PHONES, ADR: PLACES, URL: PLACES };
const DAYS = new Map([
  ['birthday', 'BDAY'],
  ['anniversary', 'ANNIVERSARY'],
]);
const UNTAGGED = ['', 'main', 'other'];

/** A contact with labels of these names as one card. */
export function entry(contact, labels = []) {
  const { id, name, company, emails, phones, addresses, urls, dates, picture, modifiedAt } = contact;
  const { first, last, middle, prefix, suffix } = name;
  let groups = 0;

  const tagged = (property, tag, value) => {
    const type = TYPES[property]?.get(tag);
    if (type) return [`${property};TYPE=${type}:${value}`];
    if (UNTAGGED.includes(tag)) return [`${property}:${value}`];
    groups += 1;
    return [`item${groups}.${property}:${value}`, `item${groups}.X-ABLabel:${escaped(tag)}`];
  };

  const properties = [
    'BEGIN:VCARD',
    'VERSION:4.0',
    `UID:urn:uuid:${id}`,
    `FN:${escaped(titleOf(contact))}`,
    `N:${structured(last, first, middle, prefix, suffix)}`,
    company.name && `ORG:${structured(company.name)}`,
    company.role && `TITLE:${escaped(company.role)}`,
    ...emails.flatMap(({ tag, email }) => tagged('EMAIL', tag, escaped(email))),
    ...phones.flatMap(({ tag, phone }) => tagged('TEL', tag, escaped(phone))),
    ...addresses.flatMap(({ tag, ...address }) => tagged('ADR', tag, location(address))),
    ...urls.filter(({ url }) => url.trim()).flatMap(({ tag, url }) => tagged('URL', tag, uri(url))),
    ...datesOf(dates, tagged),
    picture && `PHOTO:${uri(picture)}`,
    labels.length > 0 && `CATEGORIES:${labels.map(escaped).join(',')}`,
    modifiedAt && `REV:${modifiedAt.replace(/[-:]|\.\d+/g, '')}`,
    'END:VCARD',
  ];
  return properties
    .filter(Boolean)
    .map((property) => `${folded(property)}\r\n`)
    .join('');
}

function location({ address, neighborhood, city, region, postalCode, country }) {
  return structured('', neighborhood, address, city, region, postalCode, country);
}

/** A card may have one birthday and one anniversary; any other date is one with a label. */
function datesOf(dates, tagged) {
  const missing = new Map(DAYS);
  return dates.flatMap(({ tag, date }) => {
    const [day] = date.match(/^\d{4}-\d\d-\d\d/) ?? [];
    const property = day && missing.get(tag);
    if (!property) return tagged('X-ABDATE', tag, escaped(date));
    missing.delete(tag);
    return [`${property}:${day.replaceAll('-', '')}`];
  });
}

/** Parts of a value. In a value without parts a semicolon means itself, and some readers would keep its backslash. */
function structured(...parts) {
  return parts.map((part = '') => escaped(part).replaceAll(';', '\\;')).join(';');
}

function escaped(text) {
  return printable(text).replace(/[\\,]/g, '\\$&').replaceAll('\n', '\\n');
}

/** An address of the web, or what comes nearest. Readers cut it at a comma, which only the data in a data: must have. */
function uri(text) {
  const address = webAddress(printable(text)) ?? printable(text);
  return address.startsWith('data:') ? address : address.replace(/[\s,]/g, encodeURIComponent);
}

/** Without control characters, but for the ends of lines, each of them \n. */
function printable(text) {
  return text
    .replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(/(?!\n)\p{Cc}/gu, '');
}

// A line has at most 75 bytes; what is longer goes on in the next, after a space.
const MOST_BYTES = 75;

function folded(line) {
  // A unit of a string is at most three bytes.
  if (line.length * 3 <= MOST_BYTES) return line;
  let result = '';
  let bytes = 0;
  for (const character of line) {
    const size = bytesOf(character.codePointAt(0));
    if (bytes + size > MOST_BYTES) {
      result += '\r\n ';
      bytes = 1;
    }
    result += character;
    bytes += size;
  }
  return result;
}

function bytesOf(codePoint) {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
