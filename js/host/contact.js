// Makes the contact objects for the app from the output of Rust (crates/reader): a list of texts and counts in a fixed order,
// with 0 for absent values. There are no rules in here.
//
// It uses literals, so that all objects of a kind share one hidden class. Lists get their final size at once.

import { TextDecoder } from './platform.js';

let values;
let at;

/** Makes contacts from JSON, and adds them to a list. */
export function addContacts(contacts, json, count) {
  values = JSON.parse(new TextDecoder().decode(json));
  at = 0;
  for (let made = 0; made < count; made += 1) contacts.push(contact());
  values = undefined;
}

const next = () => values[at++];

/** The next value, undefined if it is absent. */
function given() {
  const value = next();
  return value === 0 ? undefined : value;
}

function contact() {
  const id = given();
  const name = { prefix: next(), first: next(), middle: next(), last: next(), suffix: next() };
  const picture = given();
  const company = { role: next(), name: next() };
  const createdAt = given();
  const modifiedAt = given();
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
  const count = next();
  if (count === 0) return [];
  const items = new Array(count);
  for (let index = 0; index < count; index += 1) items[index] = item(index + 1);
  return items;
}

function email(id) {
  const tag = next();
  const email = next();
  const emailStatus = given();
  const deliveryStatus = given();
  if (emailStatus === undefined) return { id, tag, email };
  return deliveryStatus === undefined
    ? { id, tag, email, emailStatus }
    : { id, tag, email, emailStatus, deliveryStatus };
}

function phone(id) {
  const tag = next();
  const phone = next();
  const normalizedPhone = given();
  return normalizedPhone === undefined ? { id, tag, phone } : { id, tag, phone, normalizedPhone };
}

function address(id) {
  const item = { id, tag: next() };
  for (const member of ADDRESS) {
    const text = given();
    if (text !== undefined) item[member] = text;
  }
  return item;
}

const ADDRESS = ['address', 'neighborhood', 'city', 'region', 'country', 'postalCode'];

const url = (id) => ({ id, tag: next(), url: next() });

const date = (id) => ({ id, tag: next(), date: next() });
