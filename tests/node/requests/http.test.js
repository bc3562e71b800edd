// Contract, section 7: HTTP. The headers of every request are in configure.test.js.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { createContacts, ready } from 'wix-contacts';
import { failure, idle, move, stopClock } from '../support/calls.js';
import { contacts, idOf, json, refusal, Site } from '../support/site.js';

const ID = idOf(1);
const OFFICIAL_FIELDS = new Set(
  'source createdDate updatedDate lastActivity primaryInfo info.name info.emails info.phones info.addresses info.company info.jobTitle info.picture info.birthdate info.locale info.labelKeys info.locations info.extendedFields'.split(
    ' ',
  ),
);

await ready();

function setUp({ count = 1, ...settings } = {}) {
  const site = new Site({ contacts: contacts(count) });
  return { site, ...createContacts({ fetch: site.fetch, ...settings }) };
}

/** Times of the requests to a site, in milliseconds since `start`. */
function clockRequests(site) {
  const start = Date.now();
  const times = [];
  const { fetch } = site;
  const timed = (...args) => {
    times.push(Date.now() - start);
    return fetch(...args);
  };
  return { times, fetch: timed };
}

test('a query asks for contacts inside `query`: sort createdDate DESC, paging and fields', async () => {
  const { site, promises } = setUp({ count: 30 });
  await move(await promises.getContacts({ pageSize: 10 }), 'next');
  for (const { method, path, headers, body } of site.requests) {
    assert.deepEqual(
      [method, path, headers['Content-Type']],
      ['POST', '/contacts/v4/contacts/query', 'application/json'],
    );
    assert.deepEqual(Object.keys(body), ['query']);
    assert.deepEqual(body.query.sort, [{ fieldName: 'createdDate', order: 'DESC' }]);
    assert.deepEqual(body.query.paging, { limit: body.query.paging.limit, offset: 0 });
  }
});

test('fields have names from the official list alone', async () => {
  const { site, promises } = setUp();
  await promises.getContacts({});
  const { fields, fieldsets } = site.requests[0].query;
  assert.equal(fieldsets, undefined);
  assert.ok(fields.every((field) => OFFICIAL_FIELDS.has(field)));
});

test('a GET has no body and no Content-Type', async () => {
  const { site, promises } = setUp();
  await promises.getContactById(ID);
  assert.deepEqual([site.requests[0].init.body, site.requests[0].headers], [undefined, {}]);
});

test('every request has redirect: manual, which every platform knows', async () => {
  const { site, promises } = setUp();
  site.script.push(() => refusal(503, undefined, { 'retry-after': '0' }));
  await promises.getContactById(ID);
  assert.deepEqual(
    site.requests.map(({ init }) => init.redirect),
    ['manual', 'manual'],
  );
});

test('a platform whose fetch knows no redirect: error needs one request, its own fetch and an app’s', async (t) => {
  const site = new Site({ contacts: contacts(1) });
  // As Cloudflare Workers have it.
  const strict = async (url, init) => {
    if (!['follow', 'manual'].includes(init.redirect)) {
      throw new TypeError(`Invalid redirect value, must be one of "follow" or "manual"`);
    }
    return site.fetch(url, init);
  };
  t.mock.method(globalThis, 'fetch', strict);
  for (const settings of [{ fetch: strict }, { authorization: 'token' }]) {
    const { promises } = createContacts({ maxRetries: 0, ...settings });
    assert.equal((await promises.getContacts({})).getTotal(), 1);
    assert.equal((await promises.getContactById(ID)).id, ID);
    assert.equal(site.takeRequests().length, 2);
  }
});

/** A server that sends every request elsewhere, and what it was asked for. */
async function redirectingServer(t) {
  const paths = [];
  const server = createServer((request, response) => {
    paths.push(request.url);
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return { paths, baseUrl: `http://127.0.0.1:${server.address().port}` };
}

test('a redirect fails, is not followed and not retried', async (t) => {
  const { paths, baseUrl } = await redirectingServer(t);
  for (const settings of [{ authorization: 'token' }, { fetch: (...args) => fetch(...args) }]) {
    const { promises } = createContacts({ baseUrl, ...settings });
    for (const call of [() => promises.getContactById(ID), () => promises.getContacts({})]) {
      const error = await failure(call());
      assert.deepEqual(
        [error.errorType, error.code, error.retryable, paths.splice(0).length],
        ['WIX_ERROR', 'NETWORK', false, 1],
      );
      assert.match(error.message, /redirect/);
    }
  }
});

test('a redirect that an own fetch lets through or follows fails too, and is not retried', async () => {
  for (const respond of [
    () => new Response(null, { status: 302 }),
    () => ({ type: 'opaqueredirect', status: 0 }),
    () => Object.defineProperty(json({ contact: contacts(1)[0] }), 'redirected', { value: true }),
    () => ({ status: 200, redirected: true, json: async () => ({ contact: contacts(1)[0] }) }),
  ]) {
    let tries = 0;
    const fetch = async () => {
      tries += 1;
      return respond();
    };
    const error = await failure(createContacts({ fetch }).promises.getContactById(ID));
    assert.deepEqual([error.code, error.retryable, tries], ['NETWORK', false, 1]);
    assert.match(error.message, /redirect/);
  }
});

for (const status of [429, 500, 502, 503, 504]) {
  test(`${status} is retried, on a read and on a query`, async (t) => {
    t.mock.method(Math, 'random', () => 0);
    const { site, promises } = setUp();
    site.script.push(
      () => refusal(status),
      () => refusal(status),
    );
    assert.equal((await promises.getContactById(ID)).id, ID);
    site.script.push(
      () => refusal(status),
      () => refusal(status),
    );
    assert.equal((await promises.getContacts({})).getTotal(), 1);
    assert.equal(site.requests.length, 6);
  });
}

for (const code of ['FIELDS_QUOTA_EXCEEDED', 'CONTACTS_QUOTA_REACHED', 'QUOTA_EXCEEDED']) {
  test(`429 ${code} is no rate limit: it is final, and says so`, async () => {
    const { site, promises } = setUp();
    site.script.push(() => refusal(429, code, { 'retry-after': '0' }));
    const error = await failure(promises.getContactById(ID));
    assert.deepEqual([error.status, error.code, error.retryable], [429, code, false]);
    assert.match(error.message, /as many of these as it may have: remove/);
    assert.equal(site.requests.length, 1);
  });
}

for (const code of ['RATE_LIMIT_EXCEEDED', 'REQUESTS_QUOTA_EXCEEDED', 'RESOURCE_EXHAUSTED']) {
  test(`429 ${code} is retried`, async () => {
    const { site, promises } = setUp();
    site.script.push(() => refusal(429, code, { 'retry-after': '0' }));
    assert.equal((await promises.getContactById(ID)).id, ID);
  });
}

test('a network failure and a response that breaks off are retried', async (t) => {
  t.mock.method(Math, 'random', () => 0);
  const { site, promises } = setUp();
  const lost = () => Promise.reject(new TypeError('fetch failed'));
  const brokenOff = () =>
    new Response(new ReadableStream({ pull: (stream) => stream.error(new TypeError('terminated')) }));
  site.script.push(lost, brokenOff);
  assert.equal((await promises.getContactById(ID)).id, ID);
  assert.equal(site.requests.length, 3);
});

test('other failures are not retried', async () => {
  for (const status of [400, 403, 404, 409, 428, 501]) {
    const { site, promises } = setUp();
    site.script.push(() => refusal(status));
    await failure(promises.getContactById(ID));
    assert.equal(site.requests.length, 1, String(status));
  }
});

test('the last error is given after the last retry', async (t) => {
  t.mock.method(Math, 'random', () => 0);
  const { site, promises } = setUp();
  site.script.push(
    () => refusal(500),
    () => refusal(502),
    () => refusal(503),
  );
  assert.equal((await failure(promises.getContactById(ID))).status, 503);
});

test('a wait is exponential with full jitter: at most half a second, then a second', async (t) => {
  const clock = await stopClock(t);
  for (const [random, first, second] of [
    [0.999999, 500, 1000],
    [0.5, 250, 500],
    [0.002, 1, 2],
  ]) {
    t.mock.method(Math, 'random', () => random);
    const site = new Site({ contacts: contacts(1) });
    site.script.push(
      () => refusal(503),
      () => refusal(429),
    );
    const { times, fetch } = clockRequests(site);
    const called = createContacts({ fetch }).promises.getContactById(ID);
    await clock.pass(first);
    await clock.pass(second);
    await called;
    assert.deepEqual(times, [0, first, first + second], String(random));
  }
});

test('Retry-After is kept to, in seconds', async (t) => {
  const clock = await stopClock(t);
  const site = new Site({ contacts: contacts(1) });
  site.script.push(() => refusal(429, undefined, { 'retry-after': '7' }));
  const { times, fetch } = clockRequests(site);
  const called = createContacts({ fetch }).promises.getContactById(ID);
  await clock.pass(6999);
  assert.deepEqual(times, [0]);
  await clock.pass(1);
  await called;
  assert.deepEqual(times, [0, 7000]);
});

test('Retry-After is kept to, as a date', async (t) => {
  const clock = await stopClock(t);
  const site = new Site({ contacts: contacts(1) });
  const date = new Date(Date.now() + 5000).toUTCString();
  site.script.push(() => refusal(503, undefined, { 'retry-after': date }));
  const { times, fetch } = clockRequests(site);
  const called = createContacts({ fetch }).promises.getContactById(ID);
  await clock.pass(4999);
  assert.deepEqual(times, [0]);
  await clock.pass(1);
  await called;
  assert.deepEqual(times, [0, 5000]);
});

test('a Retry-After that is past, or that makes no sense, is no reason to wait long', async (t) => {
  t.mock.method(Math, 'random', () => 0);
  for (const header of ['0', 'Thu, 01 Jan 1970 00:00:00 GMT', 'soon', '']) {
    const { site, promises } = setUp();
    site.script.push(() => refusal(503, undefined, { 'retry-after': header }));
    assert.equal((await promises.getContactById(ID)).id, ID, header);
  }
});

test('a wait that would pass the deadline is not begun: the call fails at once with the last error', async () => {
  const { site, promises } = setUp({ timeoutMs: 5000 });
  site.script.push(() => refusal(429, undefined, { 'retry-after': '5' }));
  const error = await failure(promises.getContactById(ID));
  assert.deepEqual([error.status, error.code, error.retryable], [429, 'HTTP_429', true]);
  assert.equal(site.requests.length, 1);
});

test('one deadline holds for a whole call: token, connection, body, waits and every request', async (t) => {
  const clock = await stopClock(t);
  const never = () => new Promise(() => {});
  const stuck = {
    token: { authorization: never, fetch: assert.fail },
    connection: { fetch: never },
    body: { fetch: async () => new Response(new ReadableStream({ pull: never })) },
  };
  for (const [name, settings] of Object.entries(stuck)) {
    const called = failure(
      createContacts({ ...settings, timeoutMs: 1000 }).promises.getContacts({ label: 'x' }),
    );
    await clock.pass(1000);
    assert.equal((await called).code, 'TIMEOUT', name);
  }

  const site = new Site({ labels: [{ key: 'custom.x', displayName: 'x' }] });
  site.script.push(async () => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    return json({ labels: site.labels });
  }, never);
  const called = failure(
    createContacts({ fetch: site.fetch, timeoutMs: 1000 }).promises.getContacts({ label: 'x' }),
  );
  await clock.pass(600);
  assert.equal(site.requests.length, 2);
  await clock.pass(400);
  assert.equal((await called).code, 'TIMEOUT');
});

test('a deadline that passes aborts the request', async (t) => {
  const clock = await stopClock(t);
  const { site, promises } = setUp({ timeoutMs: 1000 });
  site.hold();
  const called = failure(promises.getContactById(ID));
  await clock.pass(1000);
  await called;
  assert.equal(site.requests[0].signal.aborted, true);
});

test('a request that was answered is not aborted afterwards', async () => {
  const { site, promises } = setUp();
  await promises.getContactById(ID);
  await idle();
  assert.equal(site.requests[0].signal.aborted, false);
});

test('no timer is left when a call has settled', async (t) => {
  const timers = new Set();
  const { setTimeout, clearTimeout } = globalThis;
  t.mock.method(globalThis, 'setTimeout', (...args) => {
    const timer = setTimeout(...args);
    timers.add(timer);
    return timer;
  });
  t.mock.method(globalThis, 'clearTimeout', (timer) => {
    timers.delete(timer);
    clearTimeout(timer);
  });
  const { promises } = setUp();
  await promises.getContactById(ID);
  await failure(promises.getContactById(idOf(2)));
  await idle();
  assert.equal(timers.size, 0);
});

test('after a 401 the token function is asked once more, and its second token is used', async () => {
  const tokens = ['old', 'new'];
  const { site, promises } = setUp({ authorization: () => tokens.shift() });
  site.script.push(() => refusal(401));
  assert.equal((await promises.getContactById(ID)).id, ID);
  assert.deepEqual(
    site.requests.map(({ headers }) => headers.Authorization),
    ['old', 'new'],
  );
});

test('a 401 after the second token is FORBIDDEN', async () => {
  const { site, promises } = setUp({ authorization: async () => 'token' });
  site.script.push(
    () => refusal(401),
    () => refusal(401),
  );
  const error = await failure(promises.getContactById(ID));
  assert.deepEqual([error.errorType, error.status, site.requests.length], ['FORBIDDEN', 401, 2]);
});

test('a 401 with a token that is a string, or none of ours, is FORBIDDEN at once', async () => {
  for (const authorization of ['token', undefined]) {
    const { site, promises } = setUp({ authorization });
    site.script.push(() => refusal(401));
    assert.equal((await failure(promises.getContactById(ID))).errorType, 'FORBIDDEN');
    assert.equal(site.requests.length, 1);
  }
});

test('a 401 does not count as a retry, and is not waited after', async () => {
  const { site, promises } = setUp({ authorization: () => 'token', maxRetries: 0 });
  site.script.push(() => refusal(401));
  assert.equal((await promises.getContactById(ID)).id, ID);
});

test('equal GETs under way at the same time share one request, and each gets a response of its own', async () => {
  const { site, promises, v4 } = setUp();
  const [one, other] = await Promise.all([promises.getContactById(ID), promises.getContactById(ID)]);
  assert.equal(site.requests.length, 1);
  assert.deepEqual(one, other);
  assert.notEqual(one, other);
  const lists = await Promise.all([
    v4.listContacts(),
    v4.listContacts(),
    v4.listContacts({ paging: { limit: 1 } }),
  ]);
  assert.equal(site.requests.length, 3);
  lists[0].contacts[0].id = 'changed';
  assert.equal(lists[1].contacts[0].id, ID);
});

test('a GET asked again after its response is a new request', async () => {
  const { site, promises } = setUp();
  await promises.getContactById(ID);
  await promises.getContactById(ID);
  assert.equal(site.requests.length, 2);
});

test('GETs of different instances are not shared', async () => {
  const site = new Site({ contacts: contacts(1) });
  const calls = ['one', 'two'].map((authorization) =>
    createContacts({ fetch: site.fetch, authorization }).promises.getContactById(ID),
  );
  await Promise.all(calls);
  assert.equal(site.requests.length, 2);
});

test('queries are not shared', async () => {
  const { site, promises } = setUp();
  await Promise.all([promises.getContacts({}), promises.getContacts({})]);
  assert.equal(site.requests.length, 2);
});

test('a shared GET goes on while any of its calls wants it, and is aborted when none does', async () => {
  const { site, promises } = setUp();
  const release = site.hold();
  const [first, second] = [new AbortController(), new AbortController()];
  const calls = [first, second].map(({ signal }) =>
    promises.getContactById(ID, { signal }).catch(({ code }) => code),
  );
  await idle();
  first.abort();
  await idle();
  assert.equal(site.requests[0].signal.aborted, false);
  release();
  assert.equal(await calls[0], 'ABORTED');
  assert.equal((await calls[1]).id, ID);

  site.hold();
  const both = new AbortController();
  const failures = [1, 2].map(() => failure(promises.getContactById(ID, { signal: both.signal })));
  await idle();
  both.abort();
  await Promise.all(failures);
  await idle();
  assert.equal(site.requests[1].signal.aborted, true);
  assert.equal(site.requests.length, 2);
});

test('the token is never in what hooks are told nor in an error', async (t) => {
  t.mock.method(Math, 'random', () => 0);
  const told = [];
  const tell = (event) => told.push(JSON.stringify(event));
  for (const respond of [
    () => refusal(401),
    () => refusal(503),
    () => Promise.reject(new TypeError('lost')),
    () => new Response('<html>'),
  ]) {
    const own = createContacts({
      authorization: () => 'secret',
      fetch: async () => respond(),
      onRequest: tell,
      onResponse: tell,
    });
    const error = await failure(own.promises.getContactById(ID));
    told.push(error.message, error.stack, JSON.stringify(error));
  }
  assert.ok(told.length > 10);
  assert.ok(!told.join().includes('secret'));
});
