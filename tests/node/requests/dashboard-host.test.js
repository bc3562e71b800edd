// Contract, section 2: an own fetch whose host is not there yet, as httpClient.fetchWithAuth of @wix/essentials is before the
// dashboard has set it up: it gives a function in place of a promise.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContacts, ready } from 'wix-contacts';
import { failure, idle, move, outcome, stopClock } from '../support/calls.js';
import { copyPackage } from '../support/copy.js';
import { contact, contacts, idOf, json, Site } from '../support/site.js';

const ID = idOf(1);
const EMAIL = { emails: [{ email: 'ann@example.com' }] };

await ready();

/** What is answered to a reconciliation. */
const nobody = () => json({ contacts: [], pagingMetadata: { total: 0 } });
const created = () => json({ contact: contact(1) });

/** A site whose fetch gives functions until `arrive`. */
function absentHost({ isAsync = false } = {}) {
  const site = new Site({ contacts: contacts(3) });
  const host = { site, asked: 0, isThere: false };
  const fetch = (url, init) => {
    host.asked += 1;
    return host.isThere ? site.fetch(url, init) : (again) => again.fetchWithAuth(url, init);
  };
  host.fetch = isAsync ? async (...args) => fetch(...args) : fetch;
  host.arrive = () => {
    host.isThere = true;
  };
  return host;
}

const CALLS = {
  getContactById: ({ promises }, options) => promises.getContactById(ID, options),
  getContacts: ({ promises }, options) => promises.getContacts({}, options),
  reconcileContact: ({ promises }, options) => promises.reconcileContact(EMAIL, options),
  iterateContacts: ({ promises }, options) => promises.iterateContacts(options).next(),
  listContacts: ({ v4 }, options) => v4.listContacts({}, options),
};

for (const [name, call] of Object.entries(CALLS)) {
  test(`${name} waits for a host that is not there yet`, async (t) => {
    const clock = await stopClock(t);
    const host = absentHost();
    if (name === 'reconcileContact') host.site.script.push(nobody, created);
    const called = call(createContacts({ fetch: host.fetch }));
    await clock.pass(3000);
    assert.equal(host.site.requests.length, 0);
    host.arrive();
    await clock.pass(1000);
    assert.ok(await called);
  });

  test(`${name} fails at its deadline, and says that the host is not there`, async (t) => {
    const clock = await stopClock(t);
    const called = failure(call(createContacts({ fetch: absentHost().fetch, timeoutMs: 5000 })));
    await clock.pass(4999);
    await clock.pass(1);
    const error = await called;
    assert.deepEqual([error.errorType, error.code, error.retryable], ['WIX_ERROR', 'TIMEOUT', true]);
    assert.match(error.message, /host of the dashboard is not there/);
    assert.match(error.message, /fetchWithAuth/);
  });

  test(`${name} is aborted while it waits for the host`, async (t) => {
    const clock = await stopClock(t);
    const host = absentHost();
    const controller = new AbortController();
    const called = failure(call(createContacts({ fetch: host.fetch }), { signal: controller.signal }));
    await clock.pass(1000);
    controller.abort('reason');
    assert.deepEqual([(await called).code, (await called).cause], ['ABORTED', 'reason']);
    const { asked } = host;
    await clock.pass(10_000);
    assert.equal(host.asked, asked);
  });
}

test('the host is asked again soon, then less and less often, and no try is lost by it', async (t) => {
  const clock = await stopClock(t);
  const host = absentHost();
  const called = failure(createContacts({ fetch: host.fetch, maxRetries: 0 }).promises.getContactById(ID));
  await clock.pass(0);
  const times = [];
  for (let time = 0; time < 30_000; time += 10) {
    const before = host.asked;
    await clock.pass(10);
    if (host.asked > before) times.push(time);
  }
  const pauses = times.slice(1).map((time, index) => time - times[index]);
  assert.ok(times[0] <= 50, String(times[0]));
  assert.ok(pauses.every((pause, index) => index === 0 || pause >= pauses[index - 1] - 10));
  assert.ok(Math.max(...pauses) <= 260, String(pauses));
  assert.equal((await called).code, 'TIMEOUT');
});

test('an own fetch that awaits such a function is waited for, too', async (t) => {
  const clock = await stopClock(t);
  const host = absentHost({ isAsync: true });
  const called = createContacts({ fetch: host.fetch }).promises.getContactById(ID);
  await clock.pass(500);
  host.arrive();
  await clock.pass(1000);
  assert.equal((await called).id, ID);
});

test('one try is told of, however often the host was asked', async (t) => {
  const clock = await stopClock(t);
  const host = absentHost();
  const told = [];
  const onRequest = ({ attempt }) => told.push(attempt);
  const onResponse = ({ attempt, status }) => told.push([attempt, status]);
  const called = createContacts({ fetch: host.fetch, onRequest, onResponse }).promises.getContactById(ID);
  await clock.pass(500);
  host.arrive();
  await clock.pass(1000);
  await called;
  assert.deepEqual(told, [1, [1, 200]]);
});

test('a page that is asked for before the wasm is there waits for the host as well', async (t) => {
  const { createContacts, ready } = await copyPackage(t).load('js/index.js');
  const host = absentHost();
  const opened = createContacts({ fetch: host.fetch }).promises.getContacts({ pageSize: 2 });
  await ready();
  await idle();
  host.arrive();
  const cursor = await opened;
  assert.equal(cursor.getTotal(), 3);
  assert.equal((await move(cursor, 'next')).length, 1);
});

test('a call that takes long for another reason, once the host is there, says that it took long', async (t) => {
  const clock = await stopClock(t);
  const host = absentHost();
  const { getContactById } = createContacts({ fetch: host.fetch, timeoutMs: 5000 });
  const called = outcome(getContactById, ID);
  await clock.pass(500);
  host.site.hold();
  host.arrive();
  await clock.pass(10_000);
  const { error } = await called;
  assert.equal(error.code, 'TIMEOUT');
  assert.doesNotMatch(error.message, /dashboard/);
});
