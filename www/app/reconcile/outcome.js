// What reconcileContact did, in words: whether the contact is new, what was added, what was already there, and what was
// rejected and why.

import { addressOf } from '../address.js';
import { h, icon, text } from '../dom.js';
import { count, exactTime, titleOf } from '../format.js';
import { lengthOf, nameOfField, PARTS } from './fields.js';
import { why } from './reasons.js';
import { mainOf, sentAs } from './sent.js';

const MOST_SHOWN = 80;

/** The result of reconcileContact to a contactInfo as elements; the first is a heading that can take the focus. */
export function outcome(result, contactInfo) {
  const { contact, isNew, details } = result;
  const { rejectedData, existingData } = details;
  const added = additions(contact, existingData);
  return [
    h('h2', { tabindex: '-1' }, isNew ? 'A new contact was added' : 'An existing contact was found'),
    h('p', {}, summary(contact, isNew, added.length, rejectedData.length)),
    table('Added', 'added', added),
    table('Not kept', 'rejected', rejectedData, (item) => h('p', {}, why(item, contact))),
    alreadyThere(existingData, contactInfo),
  ].filter(Boolean);
}

function summary(contact, isNew, added, rejected) {
  const link = h('a', { href: addressOf({ contact: contact.id }), dir: 'auto' }, titleOf(contact));
  if (isNew)
    return ['Nobody had this email or phone yet, so ', link, ' was made a contact.', notKept(rejected)];
  return [
    link,
    `, a contact since ${exactTime(contact.createdAt)}, has one of these emails or phones. `,
    added > 0 ? `What was missing was added: ${count(added, 'value')}.` : 'There was nothing to add.',
    notKept(rejected),
  ];
}

function notKept(rejected) {
  return rejected > 0 ? ` ${count(rejected, 'value')} could not be kept.` : '';
}

/** What the contact holds now and did not hold before, as `{field, value}`. */
function additions(contact, existingData) {
  const before = new Set(existingData.map(({ field, value }) => signature(field, value)));
  return valuesOf(contact).filter(({ field, value }) => !before.has(signature(field, value)));
}

function valuesOf(contact) {
  return PARTS.flatMap(({ key, one, fields }) => {
    if (one) return contact[key].map((value, index) => ({ field: `${key}[${index}]`, value }));
    if (key === 'picture') return [{ field: key, value: contact.picture }];
    return fields.map((field) => ({ field: `${key}.${field.key}`, value: contact[key][field.key] }));
  }).filter(({ value }) => value);
}

/** The same for equal values; items of a list may have moved. */
function signature(field, value) {
  if (typeof value !== 'object') return `${field} ${value}`;
  const { id, ...rest } = value;
  return `${field.replace(/\[\d+\]/, '')} ${JSON.stringify(Object.entries(rest).sort())}`;
}

/** First what was entered and was there, then what was there besides. */
function alreadyThere(existingData, contactInfo) {
  const known = existingData.map((item) => ({ ...item, sent: sentAs(item, contactInfo) }));
  const [entered, others] = [known.filter(({ sent }) => sent), known.filter(({ sent }) => !sent)];
  return table('Already there', 'existing', [...entered, ...others], ({ value, sent }) => {
    if (!sent) return undefined;
    return h(
      'p',
      { class: 'note' },
      sent === mainOf(value) ? 'You entered this' : ['You entered “', text(shortened(sent)), '”'],
    );
  });
}

/** A value in a row; `more` adds to what is said of it. */
function table(title, kind, items, more) {
  if (items.length === 0) return undefined;
  const rows = items.map((item) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, nameOfField(item.field)),
      h('td', {}, text(inWords(item.value)), more?.(item)),
    ),
  );
  return h(
    'details',
    { class: `outcome ${kind}`, open: kind !== 'existing' },
    h('summary', {}, icon('down'), `${title} (${items.length})`),
    h('table', { 'aria-label': title }, h('tbody', {}, rows)),
  );
}

function inWords(value) {
  const main = mainOf(value);
  return shortened(value?.tag ? `${main} (${value.tag})` : main);
}

/** What is too long to be kept is too long to be read, too. */
function shortened(words) {
  return lengthOf(words) > MOST_SHOWN ? `${[...words].slice(0, MOST_SHOWN).join('')}…` : words;
}
