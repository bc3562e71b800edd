// What reconcileContact does when others write at the same time, and when answers are lost.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startSite } from './support/reconcile.js';

const site = startSite();

const id = '00000000-0000-4000-8000-000000000001';
const email = { tag: 'home', email: 'ann@example.com' };
const storedEmail = { items: [{ tag: 'HOME', email: 'ann@example.com' }] };
const ann = { id, info: { emails: storedEmail } };

/** The server does what is asked, and its answer gets lost on the way. */
const lost = (method, path) => ({ method, path, times: 1, drop: 'after' });

const fields = (list) => list.map(({ field }) => field);

// Creating

test('another writer creates the contact first: DUPLICATE_CONTACT_EXISTS names the match, and it is merged', async () => {
  const late = site.connectWith('create', () => site.create({ name: { first: 'Ann' }, emails: storedEmail }));
  const { contact, isNew, details } = await site.reconcile(
    { name: { first: 'Eve', last: 'Lee' }, emails: [email] },
    late,
  );
  assert.deepEqual(await site.requests(), ['query', 'create', 'get', 'update']);
  assert.equal((await site.stored()).length, 1);
  assert.deepEqual([isNew, contact.name.first, contact.name.last], [false, 'Ann', 'Lee']);
  assert.deepEqual(fields(details.existingData), ['name.first', 'emails[0]']);
  assert.deepEqual(fields(details.rejectedData), ['name.first']);
});

test('the match that a query missed is found all the same', async () => {
  await site.seed(ann);
  await site.faults({
    path: '/contacts/v4/contacts/query',
    times: 1,
    body: { contacts: [], pagingMetadata: {} },
  });
  const { contact, isNew } = await site.reconcile({ emails: [email], name: { first: 'Ann' } });
  assert.deepEqual([contact.id, isNew, contact.name.first], [id, false, 'Ann']);
});

test('a duplicate that is gone again is created after all', async () => {
  await site.seed(ann);
  await site.faults({
    path: '/contacts/v4/contacts/query',
    times: 1,
    body: { contacts: [], pagingMetadata: {} },
  });
  const late = site.connectWith('get', () => site.delete(`contacts/${id}`));
  const { isNew } = await site.reconcile({ emails: [email] }, late);
  assert.equal(isNew, true);
  assert.equal((await site.stored()).length, 1);
});

test('calls for the same new email at the same time make one contact', async () => {
  const names = ['first', 'middle', 'last'];
  const calls = names.map((part) => site.reconcile({ name: { [part]: 'Ann' }, emails: [email] }));
  const results = await Promise.all(calls);
  assert.equal((await site.stored()).length, 1);
  assert.deepEqual(results.map(({ isNew }) => isNew).toSorted(), [false, false, true]);
  const { name } = await site.shown(results[0].contact.id);
  assert.deepEqual(name, { prefix: '', first: 'Ann', middle: 'Ann', last: 'Ann', suffix: '' });
});

for (const info of [{ emails: [email] }, { phones: [{ tag: 'home', phone: '601-081-124' }] }]) {
  test(`a create whose answer was lost never makes two, by ${Object.keys(info)}; isNew is then false`, async () => {
    await site.faults(lost('POST', '/contacts/v4/contacts'));
    const { contact, isNew, details } = await site.reconcile({
      ...info,
      name: { first: 'Ann', middle: 'Q.' },
    });
    assert.deepEqual((await site.requests()).slice(-3), ['create', 'create', 'get']);
    const [{ id }, ...others] = await site.stored();
    assert.deepEqual(others, []);
    assert.deepEqual([contact.id, isNew], [id, false]);
    assert.deepEqual(contact, await site.shown(id));
    assert.deepEqual(details, { existingData: [], rejectedData: [] });
  });
}

test('what was rejected of a create stays rejected when its answer was lost', async () => {
  await site.faults(lost('POST', '/contacts/v4/contacts'));
  const rejected = await site.rejected(
    {
      name: { first: 'Ann', middle: 'Q.' },
      emails: [{ ...email, tag: 'school' }],
      dates: [{ tag: 'birthday', date: '1980-12-01T13:15:30Z' }],
    },
    site.connect({ extendedFields: 'off' }),
  );
  assert.deepEqual(rejected, [
    ['name.middle', 'UNSUPPORTED'],
    ['emails[0].tag', 'UNSUPPORTED'],
    ['dates[0].date', 'UNSUPPORTED'],
  ]);
});

test('a create that failed is sent again', async () => {
  await site.faults(
    { method: 'POST', path: '/contacts/v4/contacts', times: 1, status: 503 },
    { method: 'POST', path: '/contacts/v4/contacts', times: 1, drop: true },
  );
  const { isNew } = await site.reconcile({ emails: [email] });
  assert.deepEqual([isNew, (await site.stored()).length], [true, 1]);
});

test('without retries, a call after a lost answer finds the contact that the first one made', async () => {
  await site.faults(lost('POST', '/contacts/v4/contacts'));
  const info = { name: { first: 'Ann' }, emails: [email] };
  await assert.rejects(site.reconcile(info, site.connect({ maxRetries: 0 })), {
    code: 'NETWORK',
    retryable: true,
  });
  const { isNew } = await site.reconcile(info);
  assert.deepEqual([isNew, (await site.stored()).length], [false, 1]);
});

// Updating

test('another writer changes the contact at the same time: it is read again and merged again', async () => {
  await site.seed(ann);
  const late = site.connectWith('update', () =>
    site.update(id, { name: { first: 'Eve' }, phones: { items: [{ phone: '555 100' }] } }),
  );
  const info = { name: { first: 'Ann', last: 'Lee' }, emails: [email], phones: [{ phone: '555 200' }] };
  const { contact, details } = await site.reconcile(info, late);
  assert.deepEqual(await site.requests(), ['query', 'update', 'get', 'update']);
  assert.deepEqual([contact.name.first, contact.name.last], ['Eve', 'Lee']);
  assert.deepEqual(
    contact.phones.map(({ phone }) => phone),
    ['555 100', '555 200'],
  );
  assert.deepEqual(details.rejectedData, [{ field: 'name.first', value: 'Ann', reason: 'ALREADY_SET' }]);
  assert.deepEqual(fields(details.existingData), ['name.first', 'emails[0]', 'phones[0]']);
});

test('calls that add to the same contact at the same time lose nothing', async () => {
  await site.seed(ann);
  const phones = ['555 100', '555 200', '555 300'];
  await Promise.all(phones.map((phone) => site.reconcile({ emails: [email], phones: [{ phone }] })));
  const { phones: stored } = await site.shown(id);
  assert.deepEqual(stored.map(({ phone }) => phone).toSorted(), phones);
});

test('a contact that changes all the time fails the call in the end', async () => {
  await site.seed(ann);
  const applicationError = { code: 'CONTACT_ALREADY_CHANGED', description: '', data: {} };
  await site.faults({
    method: 'PATCH',
    path: '*',
    status: 409,
    body: { message: '', details: { applicationError } },
  });
  await assert.rejects(site.reconcile({ emails: [email], name: { first: 'Ann' } }), {
    errorType: 'WIX_ERROR',
    code: 'CONTACT_ALREADY_CHANGED',
    status: 409,
  });
});

test('a contact that is deleted meanwhile is created again', async () => {
  await site.seed(ann);
  const late = site.connectWith('update', () => site.delete(`contacts/${id}`));
  const { contact, isNew, details } = await site.reconcile({ emails: [email], name: { first: 'Ann' } }, late);
  assert.equal(isNew, true);
  assert.notEqual(contact.id, id);
  assert.deepEqual(details.existingData, []);
});

test('after a PATCH whose answer was lost, existingData is what the contact had before it', async () => {
  await site.seed(ann);
  await site.faults(lost('PATCH', `/contacts/v4/contacts/${id}`));
  const info = { name: { first: 'Ann' }, emails: [email, { tag: 'work', email: 'lee@example.com' }] };
  const { contact, isNew, details } = await site.reconcile(info);
  assert.deepEqual(await site.requests(), ['query', 'update', 'update', 'get']);
  assert.equal(isNew, false);
  assert.deepEqual(contact, await site.shown(id));
  assert.deepEqual(fields(details.existingData), ['emails[0]']);
  assert.deepEqual(details.rejectedData, []);
  const [{ revision }] = await site.stored();
  assert.equal(revision, 2);
});

test('what was rejected of an update stays rejected when its answer was lost', async () => {
  await site.seed({ ...ann, info: { ...ann.info, name: { first: 'Eve' } } });
  await site.faults(lost('PATCH', `/contacts/v4/contacts/${id}`));
  const rejected = await site.rejected(
    { name: { first: 'Ann', last: 'Lee' }, emails: [email, { tag: 'school', email: 'lee@example.com' }] },
    site.connect({ extendedFields: 'off' }),
  );
  assert.deepEqual(rejected, [
    ['name.first', 'ALREADY_SET'],
    ['emails[1].tag', 'UNSUPPORTED'],
  ]);
});

test('when the answer to an update of what another writer created is lost, existingData is what that had', async () => {
  await site.faults({ method: 'PATCH', path: '*', times: 1, drop: 'after' });
  const late = site.connectWith('create', () => site.create({ name: { first: 'Ann' }, emails: storedEmail }));
  const { details } = await site.reconcile({ name: { last: 'Lee' }, emails: [email] }, late);
  assert.deepEqual(await site.requests(), ['query', 'create', 'get', 'update', 'update', 'get']);
  assert.deepEqual(fields(details.existingData), ['name.first', 'emails[0]']);
});

test('an update that failed is sent again', async () => {
  await site.seed(ann);
  await site.faults({ method: 'PATCH', path: '*', times: 2, status: 500 });
  const { contact } = await site.reconcile({ emails: [email], name: { first: 'Ann' } });
  assert.equal(contact.name.first, 'Ann');
  assert.deepEqual(await site.requests(), ['query', 'update', 'update', 'update']);
});

test('a contact that may not be written fails the call as FORBIDDEN', async () => {
  await site.faults({ method: 'POST', path: '/contacts/v4/contacts', status: 403 });
  await assert.rejects(site.reconcile({ emails: [email] }), { errorType: 'FORBIDDEN', status: 403 });
});

test('a contact that v4 finds invalid fails the call as INVALID_SCHEMA, with the violations', async () => {
  const fieldViolations = [
    { field: 'info.emails.items[0].email', description: 'is invalid', violatedRule: 'FORMAT' },
  ];
  const body = { message: 'invalid', details: { validationError: { fieldViolations } } };
  await site.faults({ method: 'POST', path: '/contacts/v4/contacts', status: 400, body });
  await assert.rejects(site.reconcile({ emails: [email] }), {
    errorType: 'INVALID_SCHEMA',
    code: 'INVALID_ARGUMENT',
    fieldViolations,
  });
});
