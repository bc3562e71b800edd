// Who is meant by what is typed: an id, or the beginning of a name, a company, an email or a phone. Where nobody has it so, a
// search goes on by single words, by what the API itself finds, and by the ways to dial of every country.

import { contactsWhere } from '../api/asking.js';
import { allOf, anyOf, labelled } from '../api/conditions.js';
import { getContactById } from '../wix-contacts.js';
import { beginningsOf, candidatesOf, hasAll, wordsOf } from './names.js';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PHONE = /^[+＋(]?[\p{Nd}\p{Zs}\p{Pd}()./]*$/u;
const LEAST_DIGITS = 3;
const LEAST_DIGITS_OF_ANY_COUNTRY = 6;
/** The most that the API's own search takes. */
const LONGEST_SEARCH = 100;
const MOST_WORDS = 8;
const MOST_MATCHES = 25;
const MOST_CANDIDATES = 5000;

const WAYS = [byBeginnings, byEachWord, bySearch, byAnyCountry];

/**
 * The contacts that a text finds among those who have any of some labels, newest first.
 * @returns {Promise<{contacts: object[], total: number}>} of many matches, the first 25
 */
export async function findContacts(text, labels, signal) {
  if (ID.test(text)) return { contacts: [await getContactById(text, { signal })], total: 1 };
  for (const way of WAYS) {
    const found = await way(text.normalize('NFC'), labelled(labels), signal);
    if (found?.total > 0) return found;
  }
  return { contacts: [], total: 0 };
}

async function byBeginnings(text, among, signal) {
  const named = spellingsOf(text).flatMap(beginningsOf);
  const called = digitsIn(text) < LEAST_DIGITS ? [] : (await loadPhones()).phonesBeginning(text);
  return firstPage(contactsWhere(allOf(anyOf([...named, ...called]), among)), signal);
}

async function byEachWord(text, among, signal) {
  const words = wordsOf(text);
  if (words.length > MOST_WORDS) return undefined;
  const candidates = anyOf(spellingsOf(text).flatMap((spelling) => candidatesOf(wordsOf(spelling))));
  const { iterateContacts } = contactsWhere(allOf(candidates, among));
  const contacts = [];
  let read = 0;
  for await (const contact of iterateContacts({ signal })) {
    if (hasAll(words, contact)) contacts.push(contact);
    read += 1;
    if (read === MOST_CANDIDATES) break;
  }
  return { contacts: contacts.slice(0, MOST_MATCHES), total: contacts.length };
}

function bySearch(text, among, signal) {
  if (text.length > LONGEST_SEARCH) return undefined;
  return firstPage(contactsWhere(among, text), signal);
}

async function byAnyCountry(text, among, signal) {
  if (digitsIn(text) < LEAST_DIGITS_OF_ANY_COUNTRY) return undefined;
  const { phonesOfAnyCountry } = await loadPhones();
  return firstPage(contactsWhere(allOf(anyOf(phonesOfAnyCountry(text)), among)), signal);
}

async function firstPage({ getContacts }, signal) {
  const cursor = await getContacts({ pageSize: MOST_MATCHES }, { signal });
  return { contacts: cursor.getData(), total: cursor.getTotal() };
}

/** As it is typed, and with capitals: the API's pages disagree on whether it regards them. */
function spellingsOf(text) {
  const capitalised = text.replace(/(?<!\p{L})\p{Ll}/gu, (letter) => letter.toLocaleUpperCase());
  return [...new Set([text, capitalised])];
}

/** How many digits a text has that may be a phone. */
function digitsIn(text) {
  return PHONE.test(text) ? [...text.matchAll(/\p{Nd}/gu)].length : 0;
}

const loadPhones = () => import('./phones.js');
