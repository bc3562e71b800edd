// Makes the contact objects for the app from the output of Rust (crates/reader): a list of texts and counts in a fixed order,
// with 0 for absent values. There are no rules in here.
//
// It uses literals, so that all objects of a kind share one hidden class. Lists get their final size at once.

import { TextDecoder } from './platform.js';

let decoder;
let values;
let at;

/** Makes contacts from JSON, and adds them to a list. */
export function addContacts(contacts, json, count) {
  // Anew for each list: Safari's fails after 2 GB.
  if (contacts.length === 0) decoder = new TextDecoder();
  values = JSON.parse(decoder.decode(json));
  at = 0;
  for (let made = 0; made < count; made += 1) contacts.push(contact());
  values = undefined;
}

const readValue = () => values[at++];

/** The next value, undefined if it is absent. */
function readOptional() {
  const value = readValue();
  return value === 0 ? undefined : value;
}

function contact() {
  const id = readOptional();
  const name = {
    prefix: readValue(),
    first: readValue(),
    middle: readValue(),
    last: readValue(),
    suffix: readValue(),
  };
  const picture = readOptional();
  const company = { role: readValue(), name: readValue() };
  const createdAt = readOptional();
  const modifiedAt = readOptional();
  const emails = list(email);
  const phones = list(phone);
  const addresses = list(address);
  const urls = list(url);
  const dates = list(date);
  const links = [];
  return picture === undefined
    ? { id, name, company, emails, phones, addresses, urls, dates, links, createdAt, modifiedAt }
    : { id, name, picture, company, emails, phones, addresses, urls, dates, links, createdAt, modifiedAt };
}

function list(item) {
  const count = readValue();
  if (count === 0) return [];
  const items = new Array(count);
  for (let index = 0; index < count; index += 1) items[index] = item(index + 1);
  return items;
}

function email(id) {
  const tag = readValue();
  const email = readValue();
  const emailStatus = readOptional();
  const deliveryStatus = readOptional();
  if (emailStatus === undefined) return { id, tag, email };
  return deliveryStatus === undefined
    ? { id, tag, email, emailStatus }
    : { id, tag, email, emailStatus, deliveryStatus };
}

function phone(id) {
  const tag = readValue();
  const phone = readValue();
  const normalizedPhone = readOptional();
  return normalizedPhone === undefined ? { id, tag, phone } : { id, tag, phone, normalizedPhone };
}

function address(id) {
  const item = { id, tag: readValue() };
  for (const member of ADDRESS) {
    const text = readOptional();
    if (text !== undefined) item[member] = text;
  }
  return item;
}

const ADDRESS = ['address', 'neighborhood', 'city', 'region', 'country', 'postalCode'];

const url = (id) => ({ id, tag: readValue(), url: readValue() });

const date = (id) => ({ id, tag: readValue(), date: readValue() });
