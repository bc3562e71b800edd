// Contract, section 2: configure(options) and createContacts(options).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as package_ from 'wix-contacts';
import { configure, createContacts } from 'wix-contacts';
import * as promises from 'wix-contacts/promises';
import { listContacts } from 'wix-contacts/v4';
import { failure, idle, outcome, reports, stopClock } from '../support/calls.js';
import { contacts, idOf, json, refusal, Site } from '../support/site.js';

const ID = idOf(1);

/** The one request that getContactById makes with these options. */
async function requestWith(options) {
  const site = new Site({ contacts: contacts(1) });
  await createContacts({ fetch: site.fetch, ...options }).promises.getContactById(ID);
  return site.requests[0];
}

test('an unknown key throws a TypeError that names it', () => {
  for (const make of [configure, createContacts]) {
    assert.throws(() => make({ timeout: 5 }), { name: 'TypeError', message: /timeout\b/ });
    assert.throws(() => make({ toString: 5 }), { name: 'TypeError', message: /toString/ });
  }
});

test('a wrong type throws a TypeError that names the key', () => {
  const wrong = {
    authorization: [5, null, {}, '', ' ', 'two\nlines', 'snow☃'],
    siteId: [5, '', 'two\r\nlines'],
    baseUrl: [
      5,
      '',
      'www.wixapis.com',
      '/contacts',
      'ftp://example.com',
      'https://example.com/?a=b',
      'https://example.com/#a',
    ],
    fetch: ['fetch', {}, null],
    headers: ['a: b', [], null, { a: 5 }, { 'a b': 'c' }, { a: 'b\nc' }, new Headers({ a: 'b' }).get],
    timeoutMs: ['5', 0, -1, Number.NaN, Infinity],
    maxRetries: ['2', -1, 1.5, Infinity],
    prefetch: ['yes', 1, null],
    extendedFields: [true, 'all', null],
    onRequest: ['log', {}],
    onResponse: ['log', {}],
  };
  for (const [key, values] of Object.entries(wrong)) {
    for (const value of values) {
      for (const make of [configure, createContacts]) {
        assert.throws(
          () => make({ [key]: value }),
          { name: 'TypeError', message: new RegExp(`\\b${key}\\b`) },
          `${key}: ${String(value)}`,
        );
      }
    }
  }
  for (const options of [undefined, null, 5, 'token', []]) {
    assert.throws(() => createContacts(options), { name: 'TypeError' }, String(options));
  }
});

test('an option that is undefined counts as not given', async () => {
  const { url } = await requestWith({ baseUrl: undefined, timeoutMs: undefined, headers: undefined });
  assert.match(url, /^https:\/\/www\.wixapis\.com\/contacts\/v4\/contacts\//);
});

test('a wrong option never shows the value of authorization', () => {
  assert.throws(
    () => configure({ authorization: 'secret\n' }),
    (error) => !error.message.includes('secret'),
  );
});

test('configure sets the module-wide instance, which every entry uses', async (t) => {
  const site = new Site({ contacts: contacts(2) });
  configure({ fetch: site.fetch, siteId: 'one' });
  t.after(() => configure({}));
  assert.equal((await outcome(package_.getContactById, ID)).value.id, ID);
  assert.equal((await outcome(package_.getContacts, {})).value.getTotal(), 2);
  assert.equal((await outcome(package_.reconcileContact, {})).errorType, 'BAD_REQUEST');
  assert.equal((await promises.getContactById(ID)).id, ID);
  assert.equal((await listContacts()).contacts.length, 2);
  assert.deepEqual(new Set(site.requests.map((request) => request.headers['wix-site-id'])), new Set(['one']));
});

test('a call uses the settings of the moment of the call', async (t) => {
  const [before, after] = [new Site({ contacts: contacts(1) }), new Site()];
  configure({ fetch: before.fetch });
  t.after(() => configure({}));
  const called = promises.getContactById(ID);
  configure({ fetch: after.fetch });
  assert.equal((await called).id, ID);
  assert.deepEqual([before.requests.length, after.requests.length], [1, 0]);
});

test('configure that throws leaves the settings as they were', async (t) => {
  const site = new Site({ contacts: contacts(1) });
  configure({ fetch: site.fetch });
  t.after(() => configure({}));
  assert.throws(() => configure({ fetch: 5 }));
  assert.equal((await promises.getContactById(ID)).id, ID);
});

test('createContacts gives an independent instance', async () => {
  const [one, other] = [new Site({ contacts: contacts(1) }), new Site()];
  const mine = createContacts({ fetch: one.fetch });
  const yours = createContacts({ fetch: other.fetch });
  assert.deepEqual(Object.keys(mine).toSorted(), [
    'getContactById',
    'getContacts',
    'promises',
    'reconcileContact',
    'v4',
  ]);
  assert.deepEqual(Object.keys(mine.promises).toSorted(), [
    'getContactById',
    'getContacts',
    'iterateContacts',
    'reconcileContact',
  ]);
  assert.deepEqual(Object.keys(mine.v4), ['listContacts']);
  assert.equal((await mine.promises.getContactById(ID)).id, ID);
  assert.equal((await failure(yours.promises.getContactById(ID))).errorType, 'NOT_FOUND');
  assert.equal((await failure(promises.getContactById(ID))).code, 'NOT_CONFIGURED');
});

test('options that change later change nothing', async () => {
  const site = new Site({ contacts: contacts(1) });
  const options = { fetch: site.fetch, siteId: 'one', headers: { 'x-one': '1' } };
  const own = createContacts(options);
  options.siteId = 'two';
  options.headers['x-two'] = '2';
  await own.promises.getContactById(ID);
  assert.deepEqual(site.requests[0].headers, { 'x-one': '1', 'wix-site-id': 'one' });
});

test('authorization may be a string', async () => {
  const { headers } = await requestWith({ authorization: 'Bearer token' });
  assert.equal(headers.Authorization, 'Bearer token');
});

test('an authorization function is asked before every request, and may give a promise', async () => {
  const site = new Site({ contacts: contacts(1) });
  let count = 0;
  const next = () => `token-${++count}`;
  for (const authorization of [next, async () => next()]) {
    const own = createContacts({ fetch: site.fetch, authorization });
    await own.promises.getContactById(ID);
    await own.promises.getContacts({});
  }
  assert.deepEqual(
    site.requests.map((request) => request.headers.Authorization),
    ['token-1', 'token-2', 'token-3', 'token-4'],
  );
});

test('siteId is sent as wix-site-id', async () => {
  assert.equal((await requestWith({ siteId: 'b1e8' })).headers['wix-site-id'], 'b1e8');
});

test('baseUrl is scheme, host and optional path, with or without a slash at its end', async () => {
  const path = `/contacts/v4/contacts/${ID}`;
  for (const [baseUrl, start] of [
    [undefined, 'https://www.wixapis.com'],
    ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
    ['https://example.com/', 'https://example.com'],
    ['https://example.com/_api/', 'https://example.com/_api'],
  ]) {
    const { url } = await requestWith({ baseUrl });
    assert.ok(url.startsWith(`${start}${path}?`), url);
  }
});

test('fetch is called as fetch(urlString, init) where init.headers is a plain object and init.body a string', async () => {
  const seen = [];
  const fetch = async (...args) => {
    seen.push(args);
    return json({ contacts: [], pagingMetadata: { total: 0 } });
  };
  await createContacts({ fetch, headers: { a: 'b' } }).promises.getContacts({});
  const [[url, init, ...more]] = seen;
  assert.deepEqual([typeof url, typeof init.body, more], ['string', 'string', []]);
  assert.equal(Object.getPrototypeOf(init.headers), Object.prototype);
  assert.equal(Object.getPrototypeOf(init), Object.prototype);
  assert.equal(JSON.parse(init.body).query.paging.limit, 25);
});

test('with a fetch, authorization is optional, and none is sent', async () => {
  assert.deepEqual((await requestWith({})).headers, {});
});

test('without a fetch it is globalThis.fetch, as it is at the time of the request', async (t) => {
  const site = new Site({ contacts: contacts(1) });
  const { promises } = createContacts({ authorization: 'token' });
  t.mock.method(globalThis, 'fetch', site.fetch);
  assert.equal((await promises.getContactById(ID)).id, ID);
  assert.equal(site.requests[0].headers.Authorization, 'token');
});

test('headers are added to every request, and never replace those of the package', async () => {
  const headers = { 'x-one': '1', authorization: 'other', 'WIX-SITE-ID': 'other' };
  const request = await requestWith({ headers, authorization: 'token', siteId: 'b1e8' });
  assert.deepEqual(request.headers, { 'x-one': '1', Authorization: 'token', 'wix-site-id': 'b1e8' });
});

test('timeoutMs is 30 seconds, or as it was set', async (t) => {
  const clock = await stopClock(t);
  for (const [timeoutMs, expected] of [
    [undefined, 30_000],
    [500, 500],
  ]) {
    const { promises } = createContacts({ fetch: () => new Promise(() => {}), timeoutMs });
    let error;
    promises.getContactById(ID).catch((reason) => {
      error = reason;
    });
    await clock.pass(expected - 1);
    assert.equal(error, undefined);
    await clock.pass(1);
    assert.deepEqual([error.errorType, error.code], ['WIX_ERROR', 'TIMEOUT']);
  }
});

test('maxRetries is 2, or as it was set', async (t) => {
  t.mock.method(Math, 'random', () => 0);
  for (const [maxRetries, tries] of [
    [undefined, 3],
    [0, 1],
    [4, 5],
  ]) {
    let count = 0;
    const fetch = async () => {
      count += 1;
      return refusal(503);
    };
    assert.equal(
      (await failure(createContacts({ fetch, maxRetries }).promises.getContactById(ID))).status,
      503,
    );
    assert.equal(count, tries);
  }
});

test('onRequest and onResponse are told of each try', async (t) => {
  t.mock.method(Math, 'random', () => 0);
  const site = new Site({ contacts: contacts(1) });
  site.script.push(() => refusal(503));
  const events = [];
  const { promises } = createContacts({
    fetch: site.fetch,
    authorization: 'secret',
    onRequest: (event) => events.push(event),
    onResponse: (event) => events.push(event),
  });
  await promises.getContactById(ID);
  const { url } = site.requests[0];
  const request = (attempt) => ({ method: 'GET', url, attempt });
  for (const event of events) delete event.durationMs;
  assert.deepEqual(events, [
    request(1),
    { ...request(1), status: 503, requestId: 'request-1' },
    request(2),
    { ...request(2), status: 200, requestId: 'request-1' },
  ]);
  assert.ok(!JSON.stringify(events).includes('secret'));
});

test('durationMs is the time from the request to the end of the body', async (t) => {
  const clock = await stopClock(t);
  const site = new Site({ contacts: contacts(1) });
  const release = site.hold();
  let event;
  const { promises } = createContacts({
    fetch: site.fetch,
    onResponse: (it) => {
      event = it;
    },
  });
  const called = promises.getContactById(ID);
  await clock.pass(1234);
  release();
  await called;
  assert.equal(event.durationMs, 1234);
});

test('a try without a response has the status 0', async () => {
  const statuses = [];
  const { promises } = createContacts({
    fetch: async () => {
      throw new TypeError('fetch failed');
    },
    maxRetries: 0,
    onResponse: ({ status }) => statuses.push(status),
  });
  await failure(promises.getContactById(ID));
  assert.deepEqual(statuses, [0]);
});

test('if onRequest or onResponse throws, that is reported and nothing else happens', async (t) => {
  const errors = reports(t);
  const fail = () => {
    throw new Error('a bug of the app');
  };
  const site = new Site({ contacts: contacts(1) });
  const { promises } = createContacts({ fetch: site.fetch, onRequest: fail, onResponse: fail });
  assert.equal((await promises.getContactById(ID)).id, ID);
  assert.deepEqual(
    errors.map((error) => error.message),
    ['a bug of the app', 'a bug of the app'],
  );
});

test('without authorization and fetch a call fails with NOT_CONFIGURED, and says what to call', async (t) => {
  const fetch = t.mock.method(globalThis, 'fetch', assert.fail);
  for (const call of [
    outcome(createContacts({}).getContacts, {}),
    outcome(createContacts({ siteId: 'one' }).getContactById, ID),
  ]) {
    const { errorType, error } = await call;
    assert.deepEqual([errorType, error.code], ['BAD_REQUEST', 'NOT_CONFIGURED']);
    assert.match(error.message, /configure\(\{ ?authorization/);
  }
  await idle();
  assert.equal(fetch.mock.callCount(), 0);
});
