// What reconcileContact takes, how it calls back, and until when.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WixContactsError } from 'wix-contacts';
import { startSite } from '../support/reconcile.js';

const site = startSite();
const ann = { emails: [{ tag: 'home', email: 'ann@example.com' }] };

const wrongShapes = [
  [[], 'contactInfo must be an object'],
  [{ name: 'Ann' }, 'name must be an object'],
  [{ Name: [] }, 'name must be an object'],
  [{ name: { first: 1 } }, 'name.first must be a string'],
  [{ picture: {} }, 'picture must be a string'],
  [{ company: 'Wix' }, 'company must be an object'],
  [{ company: { role: ['CEO'] } }, 'company.role must be a string'],
  [{ emails: 'ann@example.com' }, 'emails must be an array'],
  [{ emails: [{ email: 'ann@example.com' }, 'bob@example.com'] }, 'emails[1] must be an object'],
  [{ emails: [{ email: 1 }] }, 'emails[0].email must be a string'],
  [{ emails: [{ tag: 1, email: 'ann@example.com' }] }, 'emails[0].tag must be a string'],
  [{ emails: [{ email: 'ann@example.com', emailStatus: true }] }, 'emails[0].emailStatus must be a string'],
  [
    { emails: [{ email: 'ann@example.com', deliveryStatus: 1 }] },
    'emails[0].deliveryStatus must be a string',
  ],
  [{ phones: {} }, 'phones must be an array'],
  [{ phones: [{ phone: 5551234 }] }, 'phones[0].phone must be a string'],
  [{ phones: [{ phone: '555', normalizedPhone: 555 }] }, 'phones[0].normalizedPhone must be a string'],
  [{ addresses: [{ city: {} }] }, 'addresses[0].city must be a string'],
  [{ addresses: [{ postalCode: 1.5 }] }, 'addresses[0].postalCode must be a string or a whole number'],
  [{ urls: [{ url: 1 }] }, 'urls[0].url must be a string'],
  [{ dates: [{ date: 1 }] }, 'dates[0].date must be a string'],
];

for (const [shape, message] of wrongShapes) {
  test(`${JSON.stringify(shape)} is INVALID_SCHEMA, since ${message}`, async () => {
    await assert.rejects(site.reconcile(shape), (error) => {
      assert.ok(error instanceof WixContactsError);
      assert.equal(error.errorType, 'INVALID_SCHEMA');
      assert.equal(error.code, 'INVALID_ARGUMENT');
      assert.ok(error.message.includes(message), error.message);
      return true;
    });
    assert.deepEqual(await site.requests(), []);
  });
}

const nobody = [
  {},
  null,
  { name: { first: 'Ann' } },
  { emails: [], phones: null },
  { emails: [{ tag: 'home', email: ' ' }], phones: [{ tag: 'home' }] },
  { emails: [{ email: 'ann' }], phones: [{ phone: 'none' }] },
  { phones: [{ normalizedPhone: '+14156395555' }] },
];

for (const info of nobody) {
  test(`without a usable email or phone it is BAD_REQUEST: ${JSON.stringify(info)}`, async () => {
    await assert.rejects(site.reconcile(info), { errorType: 'BAD_REQUEST', code: 'INVALID_ARGUMENT' });
    assert.deepEqual(await site.requests(), []);
  });
}

test('one usable email is enough, whatever else is unusable', async () => {
  const { isNew } = await site.reconcile({
    emails: [{ email: 'ann' }, { email: 'ann@example.com' }],
    phones: [{ phone: '-' }],
  });
  assert.equal(isNew, true);
});

test('the message of a failure holds no contact data', async () => {
  await assert.rejects(site.reconcile({ emails: [{ email: ['ann@example.com'] }] }), ({ message }) => {
    assert.ok(!message.includes('ann@example.com'));
    return true;
  });
});

test('the result has the contact under both names, isNew and the details', async () => {
  const result = await site.reconcile(ann);
  assert.deepEqual(Object.keys(result).sort(), ['Contact', 'contact', 'details', 'isNew']);
  assert.equal(result.contact, result.Contact);
  assert.equal(result.isNew, true);
  assert.deepEqual(result.details, { existingData: [], rejectedData: [] });
  assert.deepEqual(result.contact, await site.shown(result.contact.id));
});

test('Name, Picture and Company are taken too, ids of items are ignored, and a tag may be missing', async () => {
  const { contact, details } = await site.reconcile({
    Name: { first: 'Ann', last: 'Lee' },
    Picture: 'https://example.com/ann.png',
    Company: { role: 'CEO', name: 'Acme' },
    emails: [{ id: 7, email: 'ann@example.com' }],
  });
  assert.equal(contact.name.first, 'Ann');
  assert.equal(contact.picture, 'https://example.com/ann.png');
  assert.deepEqual(contact.company, { role: 'CEO', name: 'Acme' });
  assert.deepEqual(contact.emails, [
    { id: 1, tag: 'other', email: 'ann@example.com', emailStatus: 'transactional' },
  ]);
  assert.deepEqual(details.rejectedData, []);
});

test('the callbacks inside contactInfo are used when the positional ones are missing', async () => {
  const result = await new Promise((onSuccess, onFailure) => {
    assert.equal(site.contacts.reconcileContact({ ...ann, onSuccess, onFailure }), undefined);
  });
  assert.equal(result.isNew, true);

  const errorType = await new Promise((onFailure, onSuccess) => {
    site.contacts.reconcileContact({ onSuccess, onFailure });
  });
  assert.equal(errorType, 'BAD_REQUEST');
});

test('the positional callbacks win over those inside contactInfo', async () => {
  const unused = () => assert.fail('called');
  await new Promise((resolve, reject) => {
    site.contacts.reconcileContact({ ...ann, onSuccess: unused, onFailure: unused }, resolve, reject);
  });
  await new Promise((resolve, reject) => {
    site.contacts.reconcileContact({ onSuccess: unused, onFailure: unused }, reject, resolve);
  });
});

test('a call without callbacks saves the contact all the same', async () => {
  await new Promise((created) => {
    const onResponse = ({ url }) => url.endsWith('/contacts') && created();
    site.connect({ onResponse }).reconcileContact(ann);
  });
  assert.equal((await site.stored()).length, 1);
});

test('contactInfo is taken as it was at the call', async () => {
  const info = { name: { first: 'Ann' }, emails: [{ email: 'ann@example.com' }] };
  const call = site.reconcile(info);
  info.name.first = 'Eve';
  info.emails.length = 0;
  const { contact } = await call;
  assert.equal(contact.name.first, 'Ann');
  assert.equal(contact.emails[0].email, 'ann@example.com');
});

test('a contactInfo that refers to itself is INVALID_SCHEMA, and leaves no call pending', async () => {
  const info = { ...ann };
  info.self = info;
  await assert.rejects(site.reconcile(info), { errorType: 'INVALID_SCHEMA' });
  assert.equal((await site.reconcile(ann)).isNew, true);
});

test('a Date is its ISO 8601 text', async () => {
  const date = new Date('2001-06-01T10:30:00.000Z');
  const { contact } = await site.reconcile({ ...ann, dates: [{ tag: 'wedding', date }] });
  assert.deepEqual(contact.dates, [{ id: 1, tag: 'wedding', date: '2001-06-01T10:30:00.000Z' }]);
});

test('one deadline holds for the whole call, its waits among it', async () => {
  await site.faults({ method: 'PATCH', path: '*', latencyMs: 10_000 });
  await site.seed({ info: { emails: { items: [{ email: 'ann@example.com' }] } } });
  const hasty = site.connect({ timeoutMs: 200 });
  await assert.rejects(site.reconcile({ ...ann, name: { first: 'Ann' } }, hasty), {
    errorType: 'WIX_ERROR',
    code: 'TIMEOUT',
  });
});

test('a wait that would pass the deadline fails the call at once', async () => {
  await site.faults({
    method: 'POST',
    path: '/contacts/v4/contacts',
    status: 429,
    headers: { 'retry-after': '60' },
  });
  await assert.rejects(site.reconcile(ann), { code: 'HTTP_429', retryable: true });
  assert.deepEqual(await site.requests(), ['query', 'create']);
});
