// Random contactInfos and random refusals: a reconciliation that succeeds has lost nothing in silence. What was sent is in
// the contact, or in rejectedData.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../support/random.js';
import { startSite } from '../support/reconcile.js';
import { application, invalid, pathsOf } from '../support/refusals.js';

const site = startSite();
const SEEDS = 25;

/** Values of random contactInfos, as v4 has them. */
const VALUES = [
  'Ann',
  'Eve',
  'Lee',
  'https://example.com/1.png',
  'CEO',
  'Acme',
  'lee@example.com',
  'day@example.com',
  '555 100',
  '09 749 5550',
  '+972 9-749-5550',
  '1 Main St',
  'Albany',
  'US-NY',
  'US',
  '92020',
  '1980-12-01',
  'WORK',
];

for (let seed = 1; seed <= SEEDS; seed += 1) {
  test(`what was sent is in the contact or in rejectedData, seed ${seed}`, async () => {
    const random = new Random(seed);
    const room = random.pick([Infinity, Infinity, 100, 0]);
    for (let call = 0; call < 3; call += 1) {
      const sent = random.contactInfo();
      // A refusal of what the contact had before fails the call.
      const known = (await site.stored()).flatMap(({ info }) =>
        VALUES.filter((it) => pathsOf(it, info).length > 0),
      );
      const refused = random.some(VALUES, 0.25).filter((value) => !known.includes(value));
      const contacts = site.connectRefusing(refusals(random, refused, room), { maxRetries: 0 });
      const { contact, details } = await site.reconcile(sent, contacts);
      const shown = await site.shown(contact.id);
      const isRejected = (path) => details.rejectedData.some(({ field }) => field === path);
      for (const [path, isThere] of await values(sent, shown)) {
        assert.ok(
          isThere || isRejected(path),
          `${path} of ${JSON.stringify(sent)} in ${JSON.stringify({ shown, details })}`,
        );
      }
      for (const { field, value } of details.rejectedData) {
        assert.equal(String(value), String(at(sent, field)), field);
      }
    }
  });
}

/** A v4 that refuses these values, maybe all overlays, fields or statuses, and each in some form. */
function refusals(random, refused, room) {
  const atOnce = random.pick([true, false]);
  const prefix = random.pick(['info.', 'contact.info.', '']);
  const noRoom = random.pick([
    () => application('INVALID_EXTENDED_FIELD_VALUE'),
    () => application('ANYTHING'),
    () => invalid('info.extendedFields.items'),
    () => new Response('', { status: 400 }),
  ]);
  const field = random.pick([
    undefined,
    undefined,
    () => application('FIELDS_QUOTA_EXCEEDED', 429),
    () => new Response('', { status: 403 }),
  ]);
  const statuses = random.pick([
    undefined,
    undefined,
    ...[400, 403, 500].map((status) => () => new Response('', { status })),
  ]);
  return (name, body) => {
    if (name === 'find or create field') return field?.();
    if (name === 'ask for consent' || name === 'subscribe') return statuses?.();
    if (name !== 'create' && name !== 'update') return undefined;
    const fields = refused.flatMap((value) => pathsOf(value, body.info));
    if (fields.length > 0) {
      const named = fields.map((path) => path.replace('info.', prefix));
      return invalid(...(atOnce ? named : named.slice(0, 1)));
    }
    const texts = Object.values(body.info.extendedFields?.items ?? {});
    if (texts.some((text) => String(text).length > room)) return noRoom();
  };
}

/** `[path, whether it is there]` of every value that was sent. */
async function values(sent, shown) {
  const found = [];
  const given = (value) => value !== undefined && String(value).trim() !== '';
  const add = (path, value, isThere) => {
    if (given(value)) found.push([path, isThere]);
  };
  for (const [part, value] of Object.entries(sent.name))
    add(`name.${part}`, value, shown.name[part] === value);
  for (const [part, value] of Object.entries(sent.company))
    add(`company.${part}`, value, shown.company[part] === value);
  add('picture', sent.picture, shown.picture === sent.picture);
  const same = (one, other) => String(one).toLowerCase() === String(other).toLowerCase();
  // One phone may link two others, a national one and an international one.
  const digits = (text) => text.replace(/\D/g, '').slice(-6);
  const isSame = {
    emails: (one, other) => same(one.email, other.email),
    phones: (one, other) =>
      [one.phone, one.normalizedPhone]
        .filter(Boolean)
        .some((phone) =>
          [other.phone, other.normalizedPhone].filter(Boolean).some((it) => digits(it) === digits(phone)),
        ),
    urls: (one, other) => same(one.url, other.url),
    dates: (one, other) => Date.parse(one.date) === Date.parse(other.date),
  };
  for (const [list, value] of [
    ['emails', 'email'],
    ['phones', 'phone'],
    ['urls', 'url'],
    ['dates', 'date'],
  ]) {
    for (const [index, item] of sent[list].entries()) {
      add(
        `${list}[${index}].${value}`,
        item[value],
        shown[list].some((other) => isSame[list](item, other)),
      );
    }
  }
  for (const [index, { tag, ...parts }] of sent.addresses.entries()) {
    for (const [part, value] of Object.entries(parts)) {
      const shownAs = part === 'region' ? String(value).replace(/^us-/i, '') : value;
      const isThere = shown.addresses.some((other) => same(other[part], shownAs) || same(other[part], value));
      add(`addresses[${index}].${part}`, value, isThere);
    }
  }
  const statuses = { recurring: 'SUBSCRIBED', optOut: 'UNSUBSCRIBED' };
  const sentStatuses = [...sent.emails.entries()].filter(
    ([, it]) => it.emailStatus && it.email.includes('@'),
  );
  const stored = await site.subscriptionStatuses(...sentStatuses.map(([, it]) => it.email));
  for (const [order, [index, { email, emailStatus }]] of sentStatuses.entries()) {
    // An item that loses its email is told by that.
    if (!shown.emails.some((other) => same(other.email, email))) continue;
    add(`emails[${index}].emailStatus`, emailStatus, stored[order] === statuses[emailStatus]);
  }
  return found;
}

/** What is at a path of contactInfo. */
function at(info, path) {
  return path.split(/[.[\]]+/).reduce((value, key) => (key === '' ? value : value?.[key]), info);
}
