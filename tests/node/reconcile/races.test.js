// What reconcileContact does when others write at the same time, and when responses are lost.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContacts } from 'wix-contacts';
import { failure, stopClock } from '../support/calls.js';
import { startSite } from '../support/reconcile.js';
import { json, refusal } from '../support/site.js';

const site = startSite();

const id = '00000000-0000-4000-8000-000000000001';
const email = { tag: 'home', email: 'ann@example.com' };
const storedEmail = { items: [{ tag: 'HOME', email: 'ann@example.com' }] };
const ann = { id, info: { emails: storedEmail } };

const conflict = {
  message: '',
  details: { applicationError: { code: 'CONTACT_ALREADY_CHANGED', description: '', data: {} } },
};

/** The server does what is asked, and its response gets lost on the way. */
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
  test(`a create whose response was lost never makes two, by ${Object.keys(info)}; isNew is then false`, async () => {
    await site.faults(lost('POST', '/contacts/v4/contacts'));
    const { contact, isNew, details } = await site.reconcile({
      ...info,
      name: { first: 'Ann', middle: 'Q.' },
    });
    const requests = await site.requests();
    assert.deepEqual(requests.slice(requests.indexOf('create')).slice(0, 3), ['create', 'create', 'get']);
    const [{ id }, ...others] = await site.stored();
    assert.deepEqual(others, []);
    assert.deepEqual([contact.id, isNew], [id, false]);
    assert.deepEqual(contact, await site.shown(id));
    assert.deepEqual(details, { existingData: [], rejectedData: [] });
  });
}

test('what was rejected of a create stays rejected when its response was lost', async () => {
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

test('without retries, a call after a lost response finds the contact that the first one made', async () => {
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
  await site.faults({ method: 'PATCH', path: '*', status: 409, body: conflict });
  await assert.rejects(site.reconcile({ emails: [email], name: { first: 'Ann' } }), {
    errorType: 'WIX_ERROR',
    code: 'CONTACT_ALREADY_CHANGED',
    status: 409,
  });
});

test('each round waits longer, so that a read that was of before a write is not of before it for ever', async (t) => {
  t.mock.method(Math, 'random', () => 0.5);
  const clock = await stopClock(t);
  const start = Date.now();
  const asked = [];
  const changing = createContacts({
    fetch: async (url, { method }) => {
      const name = url.endsWith('/query') ? 'query' : method;
      asked.push([name, Date.now() - start]);
      if (name === 'PATCH') return refusal(409, 'CONTACT_ALREADY_CHANGED');
      const contact = { ...ann, revision: 1, createdDate: '2024-01-01T00:00:00.000Z' };
      return json(name === 'query' ? { contacts: [contact], pagingMetadata: { total: 1 } } : { contact });
    },
  });
  const called = failure(changing.promises.reconcileContact({ emails: [email], name: { first: 'Ann' } }));
  for (const wait of [375, 750, 1500, 3000]) await clock.pass(wait);
  assert.equal((await called).code, 'CONTACT_ALREADY_CHANGED');
  const patches = asked.filter(([name]) => name === 'PATCH').map(([, time]) => time);
  assert.deepEqual(patches, [0, 375, 1125, 2625, 5625]);
  assert.equal(asked.filter(([name]) => name === 'GET').length, 4);
});

test('a wait that would pass the deadline is not begun: the call fails at once with the last error', async () => {
  await site.seed(ann);
  await site.faults({ method: 'PATCH', path: '*', status: 409, body: conflict });
  const before = Date.now();
  const hasty = site.connect({ timeoutMs: 600 });
  await assert.rejects(site.reconcile({ emails: [email], name: { first: 'Ann' } }, hasty), {
    code: 'CONTACT_ALREADY_CHANGED',
    status: 409,
  });
  assert.ok(Date.now() - before < 600);
  assert.deepEqual(await site.requests(), ['query', 'update', 'get', 'update']);
});

test('a read after a conflict is not one that was under way before it', async () => {
  await site.seed(ann);
  let release;
  const held = new Promise((resolve) => {
    release = resolve;
  });
  let reads = 0;
  const contacts = site.connectRefusing(async (name) => {
    if (name !== 'get') return undefined;
    reads += 1;
    // The first read was answered before the other writer came, and takes its time.
    if (reads === 1) await held;
    return undefined;
  });
  const shown = new Promise((resolve, reject) => contacts.getContactById(id, resolve, reject));
  await site.faults({ method: 'PATCH', path: '*', times: 1, status: 409, body: conflict });
  const { contact } = await site.reconcile({ emails: [email], name: { first: 'Ann' } }, contacts);
  assert.deepEqual([contact.name.first, reads], ['Ann', 2]);
  release();
  await shown;
});

for (const rounds of [1, 2]) {
  test(`a duplicate that ${rounds} read${rounds > 1 ? 's do' : ' does'} not see yet is found in the end, and no second contact is made`, async () => {
    await site.seed(ann);
    let [reads, searches] = [0, 0];
    const late = site.connectRefusing((name) => {
      if (name === 'query' && searches < rounds + 1) {
        searches += 1;
        return json({ contacts: [], pagingMetadata: { total: 0 } });
      }
      if (name === 'get' && reads < rounds) {
        reads += 1;
        return refusal(404, 'CONTACT_NOT_FOUND');
      }
    });
    const { contact, isNew } = await site.reconcile({ emails: [email], name: { first: 'Ann' } }, late);
    assert.deepEqual([contact.id, isNew, contact.name.first], [id, false, 'Ann']);
    assert.equal((await site.stored()).length, 1);
  });
}

test('a duplicate that no read ever sees fails the call in the end, and no second contact is made', async () => {
  await site.seed(ann);
  let creates = 0;
  const blind = site.connectRefusing((name) => {
    if (name === 'create') creates += 1;
    if (name === 'query') return json({ contacts: [], pagingMetadata: { total: 0 } });
    if (name === 'get') return refusal(404, 'CONTACT_NOT_FOUND');
  });
  await assert.rejects(site.reconcile({ emails: [email] }, blind), { code: 'DUPLICATE_CONTACT_EXISTS' });
  assert.equal(creates, 5);
  assert.equal((await site.stored()).length, 1);
});

test('a contact that is read as gone after a conflict is searched for: it may be another that is stale', async () => {
  const phone = '+1 212 555 0134';
  await site.seed({ id, info: { phones: { items: [{ phone, countryCode: 'US' }] } } });
  let conflicts = 1;
  const stale = site.connectRefusing((name) => {
    if (name === 'update' && conflicts === 1) {
      conflicts -= 1;
      return refusal(409, 'CONTACT_ALREADY_CHANGED');
    }
    if (name === 'get') return refusal(404, 'CONTACT_NOT_FOUND');
  });
  const { contact, isNew } = await site.reconcile({ emails: [email], phones: [{ phone }] }, stale);
  assert.deepEqual([contact.id, isNew], [id, false]);
  assert.equal((await site.stored()).length, 1);
});

test('a contact that a search still finds after it was deleted is created again', async () => {
  const gone = { ...ann, revision: 1, createdDate: '2024-01-01T00:00:00.000Z' };
  const stale = site.connectRefusing((name) =>
    name === 'query' ? json({ contacts: [gone], pagingMetadata: { total: 1 } }) : undefined,
  );
  const { contact, isNew } = await site.reconcile({ emails: [email], name: { first: 'Ann' } }, stale);
  assert.deepEqual([isNew, contact.id === id], [true, false]);
  assert.deepEqual(await site.requests(), ['update', 'create']);
});

test('a contact that is deleted meanwhile is created again', async () => {
  await site.seed(ann);
  const late = site.connectWith('update', () => site.delete(`contacts/${id}`));
  const { contact, isNew, details } = await site.reconcile({ emails: [email], name: { first: 'Ann' } }, late);
  assert.equal(isNew, true);
  assert.notEqual(contact.id, id);
  assert.deepEqual(details.existingData, []);
});

test('after a PATCH whose response was lost, existingData is what the contact had before it', async () => {
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

test('what was rejected of an update stays rejected when its response was lost', async () => {
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

test('when the response to an update of what another writer created is lost, existingData is what that had', async () => {
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
