// Contract, section 3: exactly one callback, once, whatever a host page, a server or an app does.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';
import { createContacts, ready } from 'wix-contacts';
import { pendingCalls } from '../../../pkg/core.js';
import { failure, idle, outcome, randomFrom, reports, stopClock } from '../support/calls.js';
import { contact, contacts, idOf, json, refusal, Site } from '../support/site.js';

const SEED = 411;
const ID = idOf(1);
const never = () => new Promise(() => {});
const thrower = (value) => () => {
  throw value;
};

await ready();

/** How getContactById settles with this fetch, and that it does so once. */
async function settled(fetch, settings) {
  const { getContactById } = createContacts({ fetch, maxRetries: 0, ...settings });
  let times = 0;
  const result = await outcome((...callbacks) => {
    const counted = callbacks.map((callback) => (...args) => {
      times += 1;
      callback(...args);
    });
    getContactById(ID, ...counted);
  });
  await idle();
  assert.equal(times, 1);
  assert.equal(pendingCalls(), 0);
  return result;
}

const REJECTIONS = {
  'a string': 'offline',
  null: null,
  undefined: undefined,
  'a number': 7,
  'a DOMException': new DOMException('aborted', 'AbortError'),
  'an Error of another realm': vm.runInNewContext('new TypeError("fetch failed")'),
  'an object whose members throw': new Proxy({}, { get: thrower(new Error('no access')) }),
};

for (const [name, reason] of Object.entries(REJECTIONS)) {
  test(`a fetch that rejects with ${name} is a NETWORK failure`, async () => {
    for (const fetch of [() => Promise.reject(reason), thrower(reason)]) {
      const { errorType, error } = await settled(fetch);
      assert.deepEqual([errorType, error.code], ['WIX_ERROR', 'NETWORK']);
      assert.equal(error.cause, reason);
    }
  });
}

const RESPONSES = {
  undefined: undefined,
  null: null,
  'a string': 'ok',
  'an empty object': {},
  'a status that is text': { status: '200' },
  'a status of no kind': { status: Number.NaN },
  'a body that is no function': { status: 200, json: {} },
  'members that throw': new Proxy(
    {},
    { get: (_, key) => (key === 'then' ? undefined : thrower(new Error('no'))()) },
  ),
};

for (const [name, response] of Object.entries(RESPONSES)) {
  test(`a fetch that gives ${name} fails the call once`, async () => {
    const { errorType, error } = await settled(async () => response);
    assert.equal(errorType, 'WIX_ERROR');
    assert.match(error.code, /^(INVALID_RESPONSE|NETWORK)$/);
  });
}

test('a fetch that gives its response without a promise works', async () => {
  assert.equal((await settled(() => json({ contact: contact(1) }))).value.id, ID);
});

test('a Response of another realm works', async () => {
  const context = vm.createContext({ text: JSON.stringify({ contact: contact(1) }) });
  const response = vm.runInContext(
    `({ status: 200, headers: new Map([['x-wix-request-id', 'r']]), json: () => Promise.resolve(JSON.parse(text)) })`,
    context,
  );
  assert.equal((await settled(async () => response)).value.name.first, 'Contact 1');
  const cursor = vm.runInContext(
    '({ status: 200, json: async () => ({ contacts: [], pagingMetadata: { total: 0 } }) })',
    context,
  );
  const own = createContacts({ fetch: async () => cursor });
  assert.equal((await own.promises.getContacts({})).getTotal(), 0);
});

test('a Response that only looks like one works: with json or with text, with headers of any kind or none', async () => {
  const body = { contact: contact(1) };
  const ducks = [
    { status: 200, json: async () => body },
    { status: 200, json: () => body },
    { status: 200, text: async () => JSON.stringify(body), headers: { 'x-wix-request-id': 'r' } },
    { status: 200, json: async () => body, headers: { get: thrower(new Error('no headers')) } },
  ];
  for (const duck of ducks) assert.equal((await settled(async () => duck)).value.id, ID);
});

test('a refusal of a duck is read all the same', async () => {
  const body = { details: { applicationError: { code: 'CONTACT_NOT_FOUND' } } };
  const ducks = [
    { status: 404, json: async () => body, headers: new Map([['x-wix-request-id', 'r']]) },
    { status: 404, text: () => JSON.stringify(body), headers: { 'x-wix-request-id': 'r' } },
  ];
  for (const duck of ducks) {
    const { error } = await settled(async () => duck);
    assert.deepEqual([error.code, error.requestId], ['CONTACT_NOT_FOUND', 'r']);
  }
  assert.equal((await settled(async () => ({ status: 500 }))).error.code, 'HTTP_500');
});

test('a body that was read already fails the call', async () => {
  const { error } = await settled(async () => {
    const response = json({ contact: contact(1) });
    await response.text();
    return response;
  });
  assert.equal(error.errorType, 'WIX_ERROR');
});

test('a body that rejects or throws with anything fails the call', async () => {
  for (const reason of ['lost', null, undefined, new DOMException('aborted', 'AbortError')]) {
    for (const body of [() => Promise.reject(reason), thrower(reason)]) {
      const { error } = await settled(async () => ({ status: 200, json: body }));
      assert.equal(error.errorType, 'WIX_ERROR');
    }
  }
});

test('a query whose response has a wrong shape is an INVALID_RESPONSE', async () => {
  for (const body of [
    null,
    5,
    [],
    {},
    { contacts: null },
    { contacts: {} },
    { contacts: 'none' },
    { contacts: [{}] },
  ]) {
    const own = createContacts({ fetch: async () => json(body) });
    assert.equal(
      (await failure(own.promises.getContacts({}))).code,
      'INVALID_RESPONSE',
      JSON.stringify(body),
    );
  }
});

test('what is no contact in a list of contacts is left out', async () => {
  const own = createContacts({ fetch: async () => json({ contacts: [null, 5, contact(1), 'x', []] }) });
  assert.deepEqual(
    (await own.promises.getContacts({})).getData().map(({ id }) => id),
    [ID],
  );
});

test('a total of a wrong type is none', async () => {
  for (const total of ['12', null, {}, -5, Number.MAX_VALUE]) {
    const own = createContacts({
      fetch: async () => json({ contacts: [contact(1)], pagingMetadata: { total } }),
    });
    const cursor = await own.promises.getContacts({});
    assert.ok(Number.isSafeInteger(cursor.getTotal()), String(total));
  }
});

test('an iteration over contacts without a date fails, and does not begin anew for ever', async () => {
  const undated = { ...contact(1), createdDate: undefined };
  const own = createContacts({
    fetch: async () => json({ contacts: [undated], pagingMetadata: { total: 9 } }),
  });
  assert.equal((await failure(own.promises.iterateContacts().next())).code, 'INVALID_RESPONSE');
});

test('JSON that nests deeper than a stack can bear harms no call', async () => {
  const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
  const responses = [
    [`{"details":${deep}}`, 400, 'HTTP_400'],
    [`{"contact":${deep}}`, 200, undefined],
    [
      `{"contact":{"id":"${ID}","info":{"extendedFields":{"items":{"a":${JSON.stringify(`{"wixContacts":1,"b":${deep}}`)}}}}}}`,
      200,
      undefined,
    ],
  ];
  for (const [body, status, code] of responses) {
    const { error } = await settled(async () => new Response(body, { status }));
    assert.equal(error?.code, code);
  }
  const own = createContacts({ fetch: async () => new Response(`{"labels":[${deep}]}`) });
  assert.equal((await own.promises.getContacts({ label: 'x' })).getTotal(), 0);
  const error = await failure(own.promises.reconcileContact(JSON.parse(`{"emails":${deep}}`)));
  assert.equal(error.errorType, 'INVALID_SCHEMA');
});

test('a token function that never answers fails the call at its deadline', async (t) => {
  const clock = await stopClock(t);
  const own = createContacts({ authorization: never, timeoutMs: 1000 });
  const called = outcome(own.getContactById, ID);
  await clock.pass(1000);
  assert.equal((await called).error.code, 'TIMEOUT');
  assert.equal(pendingCalls(), 0);
});

test('a token function that throws or rejects with anything fails the call once', async () => {
  for (const reason of ['signed out', null, undefined, new Error('signed out')]) {
    for (const authorization of [thrower(reason), () => Promise.reject(reason)]) {
      assert.equal((await settled(assert.fail, { authorization })).error.code, 'AUTHORIZATION');
    }
  }
});

test('a thenable that answers twice settles a call once', async () => {
  const thenable = (value) => ({
    // biome-ignore lint/suspicious/noThenProperty: this is what is tested
    then(resolve, reject) {
      resolve(value);
      resolve(value);
      reject(new Error('too late'));
    },
  });
  const { value } = await settled(() => thenable(json({ contact: contact(1) })), {
    authorization: () => thenable('token'),
  });
  assert.equal(value.id, ID);
});

test('the package may be called from fetch, from the token function and from the hooks', async () => {
  const site = new Site({ contacts: contacts(2) });
  const inner = [];
  const again = () => inner.push(createContacts({ fetch: site.fetch }).promises.getContactById(idOf(2)));
  const own = createContacts({
    authorization: () => {
      again();
      return 'token';
    },
    fetch: (...args) => {
      again();
      return site.fetch(...args);
    },
    onRequest: again,
    onResponse: again,
  });
  assert.equal((await own.promises.getContactById(ID)).id, ID);
  for (const { id } of await Promise.all(inner)) assert.equal(id, idOf(2));
  assert.equal(inner.length, 4);
});

test('a cursor may be moved from the hooks', async () => {
  const site = new Site({ contacts: contacts(9) });
  let cursor;
  const own = createContacts({ fetch: site.fetch, onRequest: () => cursor?.previous() });
  cursor = await own.promises.getContacts({ pageSize: 2 });
  assert.equal(cursor.next(), true);
  await idle();
  assert.equal(pendingCalls(), 0);
});

test('thousands of calls with injected faults settle exactly once, and none is left pending', async (t) => {
  t.diagnostic(`seed ${SEED}`);
  const random = randomFrom(SEED);
  const errors = reports(t);
  t.mock.method(Math, 'random', () => 0);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const site = new Site({ contacts: contacts(60) });
  const faults = [
    () => refusal(pick([400, 401, 403, 404, 409, 418, 429, 500, 503])),
    () => Promise.reject(pick(['lost', null, new TypeError('fetch failed')])),
    () => new Response(pick(['', 'null', '<html>', '[]', '{"contacts":5}'])),
    () => undefined,
    thrower('no'),
  ];
  const fetch = async (...args) => {
    if (random() < 0.4) return pick(faults)();
    return site.fetch(...args);
  };
  const own = createContacts({
    fetch,
    authorization: () => (random() < 0.1 ? Promise.reject('signed out') : 'token'),
  });
  const calls = [
    (...it) => own.getContactById(idOf(1 + Math.floor(random() * 70)), ...it),
    (...it) => own.getContacts({ pageSize: pick([2, 25, 'x']), label: pick([undefined, 'nobody']) }, ...it),
    (...it) => own.reconcileContact({ emails: [{ email: 'a@example.com' }] }, ...it),
  ];
  let [made, thrown] = [0, 0];
  const settlements = new Map();
  const make = (call) => {
    const number = made;
    made += 1;
    settlements.set(number, 0);
    const settle = (value) => {
      settlements.set(number, settlements.get(number) + 1);
      if (typeof value?.next === 'function' && made < 4000)
        make(pick([value.next, value.previous]).bind(value));
      if (random() < 0.05) {
        thrown += 1;
        throw new Error('a bug of the app');
      }
    };
    call(settle, settle);
  };
  for (let count = 0; count < 2000; count += 1) make(pick(calls));
  while (pendingCalls() > 0) await idle();
  assert.ok(made > 2000);
  assert.deepEqual(
    [...settlements.values()].filter((times) => times !== 1),
    [],
  );
  assert.equal(errors.length, thrown);
});
