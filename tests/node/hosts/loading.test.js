// Contract, section 1: the package, its entries, and how it gets its wasm.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import vm from 'node:vm';
import * as index from 'wix-contacts';
import * as promises from 'wix-contacts/promises';
import * as v4 from 'wix-contacts/v4';
import { failure, idle, move, outcome, stopClock } from '../support/calls.js';
import { CORE, copyPackage, DEFERRED } from '../support/copy.js';
import { contacts, idOf, Site } from '../support/site.js';

const ID = idOf(1);
const site = () => new Site({ contacts: contacts(3) });

test('each entry gives what the contract lists, and no more', () => {
  const names = [
    'VERSION',
    'WixContactsError',
    'WixError',
    'configure',
    'createContacts',
    'getContactById',
    'getContacts',
    'ready',
    'reconcileContact',
  ];
  assert.deepEqual(Object.keys(index).toSorted(), names);
  assert.deepEqual(Object.keys(promises).toSorted(), [
    'getContactById',
    'getContacts',
    'iterateContacts',
    'reconcileContact',
  ]);
  assert.deepEqual(Object.keys(v4), ['listContacts']);
});

test('VERSION is that of the package', () => {
  assert.equal(index.VERSION, createRequire(import.meta.url)('wix-contacts/package.json').version);
});

test('WixError has the constants of the original SDK, each value equal to its name', () => {
  assert.deepEqual(
    { ...index.WixError },
    {
      WIX_ERROR: 'WIX_ERROR',
      NOT_FOUND: 'NOT_FOUND',
      BAD_REQUEST: 'BAD_REQUEST',
      INVALID_SCHEMA: 'INVALID_SCHEMA',
      FORBIDDEN: 'FORBIDDEN',
    },
  );
});

test('importing has no side effect: no global, no request, no wasm', async (t) => {
  const copy = copyPackage(t);
  await copy.hideWasm();
  const fetch = t.mock.method(globalThis, 'fetch', assert.fail);
  const before = Object.getOwnPropertyNames(globalThis);
  for (const folder of ['js', 'pkg']) {
    for (const entry of ['index', 'promises', 'v4']) await copy.load(`${folder}/${entry}.js`);
  }
  assert.deepEqual(Object.getOwnPropertyNames(globalThis), before);
  assert.equal(fetch.mock.callCount(), 0);
});

test('calls made before the wasm is loaded are queued and answered, in order', async (t) => {
  const { createContacts } = await copyPackage(t).load('js/index.js');
  const own = createContacts({ fetch: site().fetch });
  const order = [];
  const calls = [1, 2, 3].map((number) =>
    outcome(own.getContactById, idOf(number)).then(({ value }) => order.push(value.name.first)),
  );
  await Promise.all(calls);
  assert.deepEqual(order, ['Contact 1', 'Contact 2', 'Contact 3']);
});

test('every kind of call may be made before the wasm is loaded', async (t) => {
  const { createContacts } = await copyPackage(t).load('js/index.js');
  const { promises, v4 } = createContacts({ fetch: site().fetch });
  const iterated = [];
  const iterate = async () => {
    for await (const { id } of promises.iterateContacts()) iterated.push(id);
  };
  const [contact, cursor, list, error] = await Promise.all([
    promises.getContactById(ID),
    promises.getContacts({}),
    v4.listContacts(),
    failure(promises.reconcileContact({})),
    iterate(),
  ]);
  assert.deepEqual(
    [contact.id, cursor.getTotal(), list.contacts.length, error.errorType],
    [ID, 3, 3, 'BAD_REQUEST'],
  );
  assert.deepEqual(iterated, [idOf(3), idOf(2), idOf(1)]);
});

test('a failed load fails the queued calls with WIX_ERROR and LOAD_FAILED, and the next call tries again', async (t) => {
  const copy = copyPackage(t);
  const { createContacts, ready } = await copy.load('js/index.js');
  await copy.hideWasm();
  const own = createContacts({ fetch: site().fetch });
  const failed = await Promise.all([
    outcome(own.getContactById, ID),
    outcome(own.getContacts, {}),
    failure(ready()),
  ]);
  for (const result of failed) {
    const error = result.error ?? result;
    assert.deepEqual(
      [error.name, error.errorType, error.code],
      ['WixContactsError', 'WIX_ERROR', 'LOAD_FAILED'],
    );
    assert.match(error.message, /wix_contacts_bg\.wasm/);
    assert.equal(error.cause.code, 'ENOENT');
  }
  await copy.showWasm();
  assert.equal((await outcome(own.getContactById, ID)).value.id, ID);
});

test('ready() can be called any number of times, also after a load', async (t) => {
  const copy = copyPackage(t);
  const { ready } = await copy.load('js/index.js');
  await Promise.all([ready(), ready()]);
  await copy.hideWasm();
  assert.equal(await ready(), undefined);
  await idle();
});

test('ready(input) takes bytes, a WebAssembly.Module, a Response or a URL', async (t) => {
  const bytes = await copyPackage(t).wasmBytes();
  const response = () => new Response(bytes, { headers: { 'content-type': 'application/wasm' } });
  const address = 'https://example.com/wix_contacts_bg.wasm';
  const fetch = t.mock.method(globalThis, 'fetch', async () => response());
  const inputs = [
    bytes,
    new Uint8Array(bytes).buffer,
    await WebAssembly.compile(bytes),
    response(),
    new URL(address),
    address,
  ];
  for (const input of inputs) {
    const copy = copyPackage(t);
    await copy.hideWasm();
    const { createContacts, ready } = await copy.load('pkg/index.js');
    await ready(input);
    assert.equal((await createContacts({ fetch: site().fetch }).promises.getContactById(ID)).id, ID);
  }
  assert.deepEqual(
    fetch.mock.calls.map((call) => String(call.arguments[0])),
    [address, address],
  );
});

test('ready(input) takes what a polyfill, jsdom or another realm made', async (t) => {
  const bytes = await copyPackage(t).wasmBytes();
  const buffer = new Uint8Array(bytes).buffer;
  const inRealm = (code) => vm.runInNewContext(code, { buffer: bytes.toString('latin1') });
  const BYTES = 'Uint8Array.from(buffer, (character) => character.charCodeAt(0))';
  const response = (members) => ({ status: 200, arrayBuffer: async () => buffer, ...members });
  const address = 'https://example.com/wix_contacts_bg.wasm';
  t.mock.method(globalThis, 'fetch', async () => response());
  for (const input of [
    inRealm(`new WebAssembly.Module(${BYTES})`),
    inRealm(BYTES),
    inRealm(`${BYTES}.buffer`),
    inRealm(`Promise.resolve(${BYTES})`),
    response(),
    response({ ok: true, headers: { get: () => 'application/wasm' } }),
    response({ ok: true, headers: new Map([['content-type', 'application/wasm']]), url: address }),
    { href: address, toString: () => address },
  ]) {
    const { createContacts, ready } = await copyPackage(t).load('js/index.js');
    await ready(input);
    assert.equal((await createContacts({ fetch: site().fetch }).promises.getContactById(ID)).id, ID);
  }
});

for (const [name, respond] of [
  ['a response', () => new Promise(() => {})],
  ['a body', async () => new Response(new ReadableStream({ pull: () => new Promise(() => {}) }))],
]) {
  test(`a load that waits for ${name} for half a minute fails`, async (t) => {
    const { ready } = await copyPackage(t).load('js/index.js');
    const clock = await stopClock(t);
    t.mock.method(globalThis, 'fetch', respond);
    const loaded = failure(ready('https://example.com/of-any-name'));
    await clock.pass(29_999);
    await clock.pass(1);
    assert.equal((await loaded).code, 'LOAD_FAILED');
  });
}

test('a load from something else than the wasm says so, and ready with another input tries again', async (t) => {
  const copy = copyPackage(t);
  const { ready } = await copy.load('pkg/index.js');
  for (const input of [
    new TextEncoder().encode('<!doctype html>'),
    new Response('<!doctype html>', { status: 404 }),
  ]) {
    const error = await failure(ready(input));
    assert.equal(error.code, 'LOAD_FAILED');
    assert.match(error.message, /wix_contacts_bg\.wasm/);
  }
  await ready(copy.wasmBytes());
});

test('the address that ready was given is kept for the next call, if it could not be loaded from there', async (t) => {
  const copy = copyPackage(t);
  const bytes = await copy.wasmBytes();
  await copy.hideWasm();
  const { createContacts, ready } = await copy.load('js/index.js');
  const address = new URL('https://example.com/wix_contacts_bg.wasm');
  const responses = [() => Promise.reject(new TypeError('fetch failed')), async () => new Response(bytes)];
  t.mock.method(globalThis, 'fetch', () => responses.shift()());
  assert.equal((await failure(ready(address))).code, 'LOAD_FAILED');
  const { promises } = createContacts({ fetch: site().fetch });
  assert.equal((await promises.getContactById(ID)).id, ID);
});

test('what a page needs for its first contacts needs no more than the core', async (t) => {
  const copy = copyPackage(t);
  await copy.hideWasm(DEFERRED);
  const { createContacts } = await copy.load('js/index.js');
  const { promises } = createContacts({ fetch: site().fetch });
  const cursor = await promises.getContacts({ pageSize: 2, label: '' });
  const { id } = await promises.getContactById(ID);
  assert.deepEqual(
    [cursor.getData().length, cursor.getTotal(), cursor.hasNext(), cursor.hasPrevious(), id],
    [2, 3, true, false, ID],
  );
});

for (const [name, call] of Object.entries({
  reconcileContact: ({ promises }) => promises.reconcileContact({}),
  listContacts: ({ v4 }) => v4.listContacts(),
  iterateContacts: ({ promises }) => promises.iterateContacts().next(),
  'next of a cursor': async ({ promises }) => move(await promises.getContacts({ pageSize: 1 }), 'next'),
  'iterating over a cursor': async ({ promises }) =>
    (await promises.getContacts({ pageSize: 1 }))[Symbol.asyncIterator]().next(),
})) {
  test(`${name} fails with LOAD_FAILED where the deferred module is missing, and the next call tries again`, async (t) => {
    const copy = copyPackage(t);
    await copy.hideWasm(DEFERRED);
    const { createContacts } = await copy.load('js/index.js');
    const contacts = createContacts({ fetch: site().fetch });
    const error = await failure(call(contacts));
    assert.deepEqual([error.errorType, error.code, error.retryable], ['WIX_ERROR', 'LOAD_FAILED', true]);
    assert.match(error.message, /wix_contacts_deferred_bg\.wasm/);
    await copy.showWasm(DEFERRED);
    const again = await call(contacts).then(
      () => undefined,
      ({ code }) => code,
    );
    // The empty contactInfo gets as far as the rules.
    assert.equal(again, name === 'reconcileContact' ? 'INVALID_ARGUMENT' : undefined);
  });
}

test('a page of contacts that has details of its own waits for the deferred module, and fails without it', async (t) => {
  const copy = copyPackage(t);
  await copy.hideWasm(DEFERRED);
  const { createContacts } = await copy.load('js/index.js');
  const kept = contacts(1);
  kept[0].info.extendedFields = { items: { 'custom.x': '{"wixContacts":1,"name":{"middle":"Q."}}' } };
  const { promises } = createContacts({ fetch: new Site({ contacts: kept }).fetch });
  const error = await failure(promises.getContacts({}));
  assert.deepEqual(
    [error.name, error.errorType, error.code],
    ['WixContactsError', 'WIX_ERROR', 'LOAD_FAILED'],
  );
  assert.match(error.message, /wix_contacts_deferred_bg\.wasm/);
  assert.equal(error.cause.code, 'ENOENT');
  await copy.showWasm(DEFERRED);
  assert.equal((await promises.getContacts({})).getData()[0].name.middle, 'Q.');
  assert.equal((await promises.getContactById(ID)).name.middle, 'Q.');
});

for (const file of [CORE, DEFERRED]) {
  test(`${file} of another build is refused`, async (t) => {
    const copy = copyPackage(t);
    const wasm = await copy.wasmBytes(file);
    const [{ name }] = WebAssembly.Module.imports(new WebAssembly.Module(wasm));
    const other = `${name.slice(0, -1)}${name.endsWith('0') ? '1' : '0'}`;
    copy.replaceWasm(file, Buffer.from(wasm.toString('latin1').replaceAll(name, other), 'latin1'));
    const { createContacts } = await copy.load('js/index.js');
    const error = await failure(createContacts({ fetch: site().fetch }).v4.listContacts());
    assert.deepEqual([error.code, error.cause.name], ['LOAD_FAILED', 'LinkError']);
    assert.match(error.message, /another version/);
    assert.ok(error.message.includes(file));
  });
}

test('moves that are asked for before the deferred module is there are made in their order, once it is', async (t) => {
  const { createContacts } = await copyPackage(t).load('js/index.js');
  const { promises } = createContacts({ fetch: site().fetch });
  const cursor = await promises.getContacts({ pageSize: 1 });
  const pages = [];
  const moved = (direction) =>
    new Promise((resolve, reject) => {
      const onSuccess = (page) => resolve(pages.push([direction, page.map(({ id }) => id)]));
      pages.push([direction, cursor[direction](onSuccess, (_type, error) => reject(error))]);
    });
  await Promise.all([moved('next'), moved('next'), moved('previous')]);
  assert.deepEqual(pages, [
    ['next', true],
    ['next', true],
    ['previous', true],
    ['next', [idOf(2)]],
    ['next', [idOf(2)]],
    ['previous', [idOf(3)]],
  ]);
  assert.equal((await promises.getContacts({})).previous(), false);
});

test('ready(core, deferred) takes for each of them bytes, a WebAssembly.Module, a Response or a URL', async (t) => {
  const bytes = await copyPackage(t).wasmBytes(DEFERRED);
  const core = await copyPackage(t).wasmBytes(CORE);
  const response = () => new Response(bytes, { headers: { 'content-type': 'application/wasm' } });
  const address = 'https://example.com/of-any-name';
  t.mock.method(globalThis, 'fetch', async () => response());
  for (const input of [bytes, await WebAssembly.compile(bytes), response(), new URL(address), address]) {
    const copy = copyPackage(t);
    await copy.hideWasm(DEFERRED);
    const { createContacts, ready } = await copy.load('pkg/index.js');
    await ready(core, input);
    assert.equal((await createContacts({ fetch: site().fetch }).v4.listContacts()).contacts.length, 3);
  }
});

test('the deferred module is looked for beside the core, where that has an address', async (t) => {
  const copy = copyPackage(t);
  const files = { [CORE]: await copy.wasmBytes(CORE), [DEFERRED]: await copy.wasmBytes(DEFERRED) };
  await copy.hideWasm(DEFERRED);
  const asked = [];
  t.mock.method(globalThis, 'fetch', async (url) => {
    asked.push(String(url));
    return new Response(files[new URL(url).pathname.slice(1)]);
  });
  const { createContacts, ready } = await copy.load('pkg/index.js');
  await ready(`https://example.com/${CORE}?v=1`);
  await createContacts({ fetch: site().fetch }).v4.listContacts();
  assert.deepEqual(asked, [`https://example.com/${CORE}?v=1`, `https://example.com/${DEFERRED}?v=1`]);
});

test('an iterator over a cursor that is never used loads nothing', async (t) => {
  const copy = copyPackage(t);
  await copy.hideWasm(DEFERRED);
  const { createContacts } = await copy.load('js/index.js');
  const cursor = await createContacts({ fetch: site().fetch }).promises.getContacts({ pageSize: 1 });
  const reported = t.mock.fn();
  process.once('unhandledRejection', reported);
  cursor[Symbol.asyncIterator]();
  await idle();
  process.off('unhandledRejection', reported);
  assert.equal(reported.mock.callCount(), 0);
});

test('what was given for the deferred module and is no address is good for once; then it is looked for where it was', async (t) => {
  const { createContacts, ready } = await copyPackage(t).load('js/index.js');
  const refused = Promise.reject(new TypeError('fetch failed'));
  await ready(undefined, refused);
  const { v4 } = createContacts({ fetch: site().fetch });
  assert.equal((await v4.listContacts()).contacts.length, 3);
});

test('the deferred module is looked for beside the core, too, where that was given as it is fetched', async (t) => {
  const copy = copyPackage(t);
  const deferred = await copy.wasmBytes(DEFERRED);
  const fetched = async (bytes) => {
    const response = new Response(bytes, { headers: { 'content-type': 'application/wasm; charset=utf-8' } });
    return Object.defineProperty(response, 'url', { value: `https://example.com/${CORE}` });
  };
  const fetch = t.mock.method(globalThis, 'fetch', async () => new Response(deferred));
  const { createContacts, ready } = await copy.load('pkg/index.js');
  await ready(fetched(await copy.wasmBytes(CORE)));
  await createContacts({ fetch: site().fetch }).v4.listContacts();
  assert.deepEqual(
    fetch.mock.calls.map((call) => call.arguments[0]),
    [`https://example.com/${DEFERRED}`],
  );
});

const bytesOf = (text) => async () => new Response(text);
const fails = (error) => () => Promise.reject(error);
/** What comes of fetch, and what the message must say, and no other message. */
const CAUSES = {
  'a page of HTML': [bytesOf('\ufeff <!doctype html>'), /page of HTML came in place of/],
  'what is called a page of HTML': [
    async () => new Response('Not found', { headers: { 'content-type': 'text/html; charset=utf-8' } }),
    /page of HTML came in place of/,
  ],
  'a 404': [async () => new Response('no', { status: 404 }), /was not found/],
  'a 503': [async () => new Response('no', { status: 503 }), /answered with 503/],
  nothing: [bytesOf(''), /is no wasm/],
  'another file': [bytesOf('version https://git-lfs.github.com/spec/v1'), /is no wasm/],
  'a part of it': [
    async ({ core }) => new Response(core.subarray(0, core.length / 2)),
    /Only a part .* came/,
  ],
  'what is broken': [
    async ({ core }) => new Response(core.map((byte, at) => (at > 5000 ? 7 : byte))),
    /is damaged/,
  ],
  'another module': [bytesOf('\0asm\u0001\0\0\0'), /of another version/],
  'a lost connection': [fails(new TypeError('fetch failed')), /connection was lost/],
  'a lost connection in workerd': [fails(new Error('Network connection lost.')), /connection was lost/],
  'an abort': [fails(new DOMException('The operation was aborted. ', 'AbortError')), /connection was lost/],
  'a body that breaks off': [
    async () => new Response(new ReadableStream({ pull: (it) => it.error(new TypeError('terminated')) })),
    /connection was lost/,
  ],
  'what nobody knows': [fails(undefined), /^[^.]*\. Check that wix_contacts_bg\.wasm is served beside/],
};

for (const [name, [respond, remedy]] of Object.entries(CAUSES)) {
  test(`a load that gets ${name} says so, and what to do about that alone`, async (t) => {
    const copy = copyPackage(t);
    const core = await copy.wasmBytes();
    t.mock.method(globalThis, 'fetch', () => respond({ core }));
    const { ready } = await copy.load('js/index.js');
    const { message, code } = await failure(ready('https://example.com/of-any-name'));
    assert.equal(code, 'LOAD_FAILED');
    assert.match(message, remedy);
    const told = Object.values(CAUSES).filter(
      ([, other]) => other.test(message) && String(other) !== String(remedy),
    );
    assert.deepEqual(told, []);
    assert.doesNotMatch(message, /FILE|\$1|undefined/);
  });
}

test('a host that compiles no bytes says so', async (t) => {
  const copy = copyPackage(t);
  const context = vm.createContext({ core: await copy.wasmBytes() }, { codeGeneration: { wasm: false } });
  const { WebAssembly } = globalThis;
  t.after(() => Object.assign(globalThis, { WebAssembly }));
  globalThis.WebAssembly = vm.runInContext('WebAssembly', context);
  const { ready } = await copy.load('js/index.js');
  assert.match((await failure(ready(copy.wasmBytes()))).message, /import both files of wasm as modules/);
});

test('a host without WebAssembly, or without fetch, says so', async (t) => {
  const { WebAssembly, fetch } = globalThis;
  t.after(() => Object.assign(globalThis, { WebAssembly, fetch }));
  const copy = copyPackage(t);
  const { ready } = await copy.load('js/index.js');
  delete globalThis.fetch;
  assert.match((await failure(ready('https://example.com/'))).message, /has no fetch/);
  delete globalThis.WebAssembly;
  assert.match((await failure(ready(copy.wasmBytes()))).message, /has no WebAssembly/);
});

test('code that does not know where it is fails the call, and says what to do', async (t) => {
  const copy = copyPackage(t);
  copy.edit((code) => code.replaceAll('import.meta.url', 'undefined'));
  const { createContacts } = await copy.load('pkg/index.js');
  const { error } = await outcome(createContacts({ fetch: site().fetch }).getContacts, {});
  assert.deepEqual([error.code, error.cause.name], ['LOAD_FAILED', 'TypeError']);
  assert.match(error.message, /call ready\(core, deferred\)/);
});

test('a load that is tried again still looks for the deferred module where it was said to be', async (t) => {
  const copy = copyPackage(t);
  const files = {
    [CORE]: await copy.wasmBytes(CORE),
    [DEFERRED]: await copy.wasmBytes(DEFERRED),
    moved: await copy.wasmBytes(DEFERRED),
  };
  for (const [deferred, expected] of [
    [undefined, DEFERRED],
    ['https://example.com/moved', 'moved'],
  ]) {
    const asked = [];
    const respond = async (url) => {
      asked.push(new URL(url).pathname.slice(1));
      if (asked.length === 1) throw new TypeError('fetch failed');
      return new Response(files[asked.at(-1)]);
    };
    const { mock } = t.mock.method(globalThis, 'fetch', respond);
    const { createContacts, ready } = await copyPackage(t).load('pkg/index.js');
    assert.equal((await failure(ready(`https://example.com/${CORE}`, deferred))).code, 'LOAD_FAILED');
    await createContacts({ fetch: site().fetch }).v4.listContacts();
    assert.deepEqual(asked, [CORE, CORE, expected]);
    mock.restore();
  }
});
