// Whom a contactInfo is about.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIELDS } from '../../../js/host/query.js';
import { startSite } from '../support/reconcile.js';

const site = startSite();

const id = (number) => `00000000-0000-4000-8000-00000000000${number}`;

/** A v4 contact that was created in the year 2020 and `number`. */
function contact(number, { emails = [], phones = [] }) {
  return {
    id: id(number),
    createdDate: `202${number}-01-01T00:00:00.000Z`,
    info: {
      emails: { items: emails.map((email) => ({ email })) },
      phones: { items: phones.map((phone) => (typeof phone === 'string' ? { phone } : phone)) },
    },
  };
}

async function matched(info) {
  const { contact, isNew } = await site.reconcile(info);
  return isNew ? 'new' : contact.id;
}

test('a contact with any of the emails is the match, regardless of case', async () => {
  await site.seed(contact(1, { emails: ['first@example.com', 'Ann@Example.com'] }));
  assert.equal(
    await matched({ emails: [{ email: 'new@example.com' }, { email: 'aNN@example.COM' }] }),
    id(1),
  );
  assert.equal((await site.stored()).length, 1);
});

test('a contact with any of the phones as written is the match', async () => {
  await site.seed(contact(1, { phones: ['(212)-665-2602'] }));
  assert.equal(await matched({ phones: [{ phone: '5551234' }, { phone: '(212)-665-2602' }] }), id(1));
});

test('a contact with the same e164 number is the match, however it is written', async () => {
  await site.seed(
    contact(1, { phones: [{ phone: '09-749-5550', countryCode: 'IL', e164Phone: '+97297495550' }] }),
  );
  assert.equal(await matched({ phones: [{ phone: '+972 9 749 5550' }] }), id(1));
  assert.equal(await matched({ phones: [{ phone: '9749-5550', normalizedPhone: '+97297495550' }] }), id(1));
  assert.equal(await matched({ phones: [{ phone: '0097297495550' }] }), id(1));
  assert.equal((await site.stored()).length, 1);
});

test('the contact with most matching items wins', async () => {
  await site.seed(
    contact(1, { emails: ['ann@example.com'] }),
    contact(2, { emails: ['ann@example.com'], phones: ['601-081-124'] }),
  );
  const info = { emails: [{ email: 'ann@example.com' }], phones: [{ phone: '601-081-124' }] };
  assert.equal(await matched(info), id(2));
});

test('two phones win over one email', async () => {
  await site.seed(
    contact(1, { emails: ['ann@example.com'] }),
    contact(2, { phones: ['601-081-124', '601-081-125'] }),
  );
  const phones = [{ phone: '601-081-124' }, { phone: '601-081-125' }];
  assert.equal(await matched({ emails: [{ email: 'ann@example.com' }], phones }), id(2));
});

test('an email wins over a phone', async () => {
  await site.seed(contact(1, { phones: ['601-081-124'] }), contact(2, { emails: ['ann@example.com'] }));
  const info = { emails: [{ email: 'ann@example.com' }], phones: [{ phone: '601-081-124' }] };
  assert.equal(await matched(info), id(2));
});

test('the oldest wins among equals', async () => {
  const ann = { emails: ['ann@example.com'] };
  await site.seed(contact(3, ann), contact(1, ann), contact(2, ann));
  assert.equal(await matched({ emails: [{ email: 'ann@example.com' }] }), id(1));
});

test('the match is found among more contacts than one response holds', async () => {
  const many = Array.from({ length: 120 }, () => contact(1, { phones: ['601-081-124'] }));
  await site.seed(...many.map((each, index) => ({ ...each, id: index.toString(16).padStart(36, id(0)) })));
  await site.seed(contact(2, { emails: ['ann@example.com'], phones: ['601-081-124'] }));
  const info = { emails: [{ email: 'ann@example.com' }], phones: [{ phone: '601-081-124' }] };
  assert.equal(await matched(info), id(2));
});

test('nobody matches: a contact is created without allowing duplicates', async () => {
  await site.seed(contact(1, { emails: ['bob@example.com'], phones: ['601-081-125'] }));
  const info = { emails: [{ email: 'ann@example.com' }], phones: [{ phone: '601-081-124' }] };
  assert.equal(await matched(info), 'new');
  const [body] = await site.sent('create');
  assert.equal(body.allowDuplicates, false);
});

test('the fields asked for are those of every contact that is read', async () => {
  await site.reconcile({ emails: [{ email: 'ann@example.com' }] });
  const [{ query }] = await site.sent('query');
  assert.deepEqual(query.fields, FIELDS);
});
