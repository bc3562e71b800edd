// Contract, section 8: an AbortSignal, at any point.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';
import ponyfill from 'abortcontroller-polyfill/dist/cjs-ponyfill.js';
import { createContacts, ready } from 'wix-contacts';
import { countingAbort, failure, idle, reports, stopClock } from '../support/calls.js';
import { copyPackage } from '../support/copy.js';
import { contacts, idOf, refusal, Site } from '../support/site.js';

const ID = idOf(1);
const LABELS = [{ key: 'custom.vip', displayName: 'VIP' }];
const EMAIL = { emails: [{ email: 'a@example.com' }] };

/** Every promise of the package that takes a signal. */
const CALLS = {
  getContactById: ({ promises }, options) => promises.getContactById(ID, options),
  getContacts: ({ promises }, options) => promises.getContacts({ label: 'vip' }, options),
  reconcileContact: ({ promises }, options) => promises.reconcileContact(EMAIL, options),
  iterateContacts: ({ promises }, options) => promises.iterateContacts({ label: 'vip', ...options }).next(),
  listContacts: ({ v4 }, options) => v4.listContacts({}, options),
};

await ready();

function setUp(settings) {
  const site = new Site({ contacts: contacts(3), labels: LABELS });
  return { site, ...createContacts({ fetch: site.fetch, ...settings }) };
}

function assertAborted(error, reason) {
  assert.deepEqual([error.name, error.errorType, error.code], ['WixContactsError', 'WIX_ERROR', 'ABORTED']);
  assert.equal(error.cause, reason);
}

for (const [name, call] of Object.entries(CALLS)) {
  test(`${name} with a signal that is aborted already makes no request`, async () => {
    const own = setUp();
    assertAborted(await failure(call(own, { signal: AbortSignal.abort('reason') })), 'reason');
    await idle();
    assert.equal(own.site.requests.length, 0);
  });

  test(`${name} is aborted while the token is awaited`, async () => {
    const own = setUp({ authorization: () => new Promise(() => {}) });
    const { signal, abort, listeners } = countingAbort();
    const called = failure(call(own, { signal }));
    await idle();
    abort('reason');
    assertAborted(await called, 'reason');
    await idle();
    assert.deepEqual([own.site.requests.length, listeners.size], [0, 0]);
  });

  test(`${name} is aborted while a request is under way, and so is the request`, async () => {
    const own = setUp();
    own.site.hold();
    const { signal, abort, listeners } = countingAbort();
    const called = failure(call(own, { signal }));
    await idle();
    abort('reason');
    assertAborted(await called, 'reason');
    await idle();
    assert.deepEqual([own.site.requests.length, listeners.size], [1, 0]);
    assert.equal(own.site.requests[0].signal.aborted, true);
  });

  test(`${name} is aborted while the body is awaited`, async () => {
    const own = setUp({
      fetch: async () => new Response(new ReadableStream({ pull: () => new Promise(() => {}) })),
    });
    const { signal, abort } = countingAbort();
    const called = failure(call(own, { signal }));
    await idle();
    abort('reason');
    assertAborted(await called, 'reason');
  });

  test(`${name} is aborted while it waits between tries`, async (t) => {
    const clock = await stopClock(t);
    const own = setUp();
    own.site.script.push(() => refusal(503, undefined, { 'retry-after': '5' }));
    const { signal, abort, listeners } = countingAbort();
    const called = failure(call(own, { signal }));
    await clock.pass(1000);
    abort('reason');
    assertAborted(await called, 'reason');
    await clock.pass(10_000);
    assert.deepEqual([own.site.requests.length, listeners.size], [1, 0]);
  });

  test(`${name} is aborted while the wasm is loading`, async (t) => {
    const { createContacts: create, ready: isReady } = await copyPackage(t).load('js/index.js');
    const site = new Site({ contacts: contacts(3), labels: LABELS });
    const { signal, abort, listeners } = countingAbort();
    const called = failure(call(create({ fetch: site.fetch }), { signal }));
    abort('reason');
    assertAborted(await called, 'reason');
    await isReady();
    await idle();
    assert.deepEqual([site.requests.length, listeners.size], [0, 0]);
  });

  test(`${name} leaves no listener behind when it succeeds or fails`, async () => {
    const { signal, listeners, abort } = countingAbort();
    const own = setUp();
    // The site knows no writes, so reconcileContact fails here.
    await call(own, { signal }).catch(() => {});
    own.site.script.push(() => refusal(403));
    await call(own, { signal }).catch(() => {});
    await idle();
    assert.equal(listeners.size, 0);
    abort('too late');
    await idle();
  });
}

/** As little as a signal may be: it has no reason, and forgets no listener. */
const DUCK = `(() => {
  const listeners = [];
  const signal = { aborted: false, addEventListener: (type, listener) => listeners.push([type, listener]) };
  const abort = () => {
    signal.aborted = true;
    for (const [type, listener] of listeners) listener({ type, target: signal });
  };
  return { signal, abort };
})()`;

/** Controllers of other makes than Node's. */
const MAKES = {
  'a polyfill': () => new ponyfill.AbortController(),
  'an object that looks like one': () => vm.runInThisContext(DUCK),
  'another realm': () => vm.runInNewContext(DUCK),
};

for (const [make, controllerOf] of Object.entries(MAKES)) {
  for (const [name, call] of Object.entries(CALLS)) {
    test(`${name} is aborted by a signal of ${make}`, async () => {
      const own = setUp();
      own.site.hold();
      const controller = controllerOf();
      const called = failure(call(own, { signal: controller.signal }));
      await idle();
      controller.abort();
      const error = await called;
      assertAborted(error, controller.signal.reason);
      await idle();
      assert.deepEqual([own.site.requests.length, own.site.requests[0].signal.aborted], [1, true]);
      assertAborted(await failure(call(own, { signal: controller.signal })), controller.signal.reason);
      assert.equal(own.site.requests.length, 1);
    });
  }

  test(`a signal of ${make} that is aborted after the call does nothing more`, async (t) => {
    const errors = reports(t);
    const { promises } = setUp();
    const controller = controllerOf();
    assert.equal((await promises.getContactById(ID, { signal: controller.signal })).id, ID);
    const seen = [];
    for await (const { id } of promises.iterateContacts({ pageSize: 1, signal: controller.signal }))
      seen.push(id);
    controller.abort();
    await idle();
    assert.deepEqual([seen.length, errors], [3, []]);
  });

  test(`an AbortController of ${make} in place of the host's costs no try`, async (t) => {
    const { AbortController, AbortSignal } = globalThis;
    const site = new Site({ contacts: contacts(3) });
    // As Node 24 and the browsers have it; each in other words, with this one among them.
    const strict = async (url, init) => {
      if (init.signal && !(init.signal instanceof AbortSignal)) {
        throw new TypeError(
          'RequestInit: Expected signal ("AbortSignal {}") to be an instance of AbortSignal.',
        );
      }
      return site.fetch(url, init);
    };
    t.mock.method(globalThis, 'fetch', strict);
    t.after(() => Object.assign(globalThis, { AbortController }));
    globalThis.AbortController = () => controllerOf();
    for (const settings of [{ authorization: 'token' }, { fetch: strict }]) {
      const { promises } = createContacts({ maxRetries: 0, ...settings });
      assert.equal((await promises.getContactById(ID)).id, ID);
      assert.equal((await promises.getContacts({ pageSize: 2 })).getTotal(), 3);
      assert.equal(site.takeRequests().length, 2);
      const letGo = site.hold();
      const controller = controllerOf();
      const called = failure(promises.getContactById(ID, { signal: controller.signal }));
      await idle();
      controller.abort();
      assert.equal((await called).code, 'ABORTED');
      letGo();
      site.takeRequests();
    }
  });
}

test('an abort rejects at once, in the same turn', async () => {
  const { site, promises } = setUp();
  site.hold();
  const { signal, abort } = countingAbort();
  let error;
  promises.getContactById(ID, { signal }).catch((reason) => {
    error = reason;
  });
  await idle();
  abort();
  for (let turn = 0; turn < 10; turn += 1) await undefined;
  assert.equal(error?.code, 'ABORTED');
});

test('an abort without a reason has the DOMException of the signal as its cause', async () => {
  const { promises } = setUp();
  const error = await failure(promises.getContactById(ID, { signal: AbortSignal.abort() }));
  assert.equal(error.cause.name, 'AbortError');
});

test('an abort ends an iteration between two contacts', async () => {
  const { promises } = setUp();
  const { signal, abort, listeners } = countingAbort();
  const seen = [];
  const read = async () => {
    for await (const { id } of promises.iterateContacts({ signal })) {
      seen.push(id);
      abort('reason');
    }
  };
  assertAborted(await failure(read()), 'reason');
  await idle();
  assert.deepEqual([seen, listeners.size], [[idOf(3)], 0]);
});

test('an abort ends all requests that an iteration has under way', async () => {
  const site = new Site({ contacts: contacts(20) });
  const { promises } = createContacts({ fetch: site.fetch });
  const { signal, abort } = countingAbort();
  const iterator = promises.iterateContacts({ pageSize: 1, signal });
  await iterator.next();
  site.hold();
  const next = failure(iterator.next());
  await idle();
  assert.equal(site.underWay, 4);
  abort();
  await next;
  await idle();
  assert.equal(site.underWay, 0);
});

test('a signal that is null or undefined is none', async () => {
  const { promises } = setUp();
  for (const options of [undefined, null, {}, { signal: null }, { signal: undefined }]) {
    assert.equal((await promises.getContactById(ID, options)).id, ID);
  }
});

test('a signal that is no AbortSignal, and arguments of a wrong type, reject with a WixContactsError', async () => {
  const { promises, v4 } = setUp();
  const { signal, listeners } = countingAbort();
  const thrower = {
    get aborted() {
      throw new TypeError('Illegal invocation');
    },
    addEventListener() {},
  };
  const wrong = [
    promises.getContactById(ID, { signal: {} }),
    promises.getContactById(ID, { signal: 'abort' }),
    // As that of a browser does in a Proxy.
    promises.getContactById(ID, { signal: thrower }),
    promises.getContactById(5, { signal }),
    promises.getContactById(undefined),
    promises.getContacts('vip', { signal }),
    promises.getContacts({ pageSize: 0 }),
    promises.iterateContacts({ pageSize: 0 }).next(),
    promises.iterateContacts({ concurrency: 0 }).next(),
    promises.iterateContacts({ concurrency: 1.5 }).next(),
    promises.reconcileContact(undefined, { signal }),
    promises.reconcileContact('info'),
    v4.listContacts({ sort: () => {} }, { signal }),
    v4.listContacts({ paging: { limit: 'all' } }),
    v4.listContacts('all'),
  ];
  for (const [index, call] of wrong.entries()) {
    const error = await failure(call);
    assert.deepEqual(
      [error.name, error.errorType, error.code],
      ['WixContactsError', 'BAD_REQUEST', 'INVALID_ARGUMENT'],
      String(index),
    );
  }
  assert.equal(listeners.size, 0);
});

test('the promise forms give what the callbacks get', async () => {
  const { promises, site } = setUp();
  assert.equal((await promises.getContactById(ID)).name.first, 'Contact 1');
  assert.equal((await promises.getContacts({ pageSize: 2 })).getData().length, 2);
  assert.equal((await promises.getContacts()).getPageSize(), 25);
  assert.equal((await promises.getContacts(null)).getTotal(), 3);
  site.script.push(() => refusal(404, 'CONTACT_NOT_FOUND'));
  const error = await failure(promises.getContactById(ID));
  assert.deepEqual([error.name, error.errorType], ['WixContactsError', 'NOT_FOUND']);
});
