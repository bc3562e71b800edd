// Contract, section 1: the package, its entries, and how it gets its wasm.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import * as index from 'wix-contacts';
import * as promises from 'wix-contacts/promises';
import * as v4 from 'wix-contacts/v4';
import { failure, idle, outcome } from './support/calls.js';
import { copyPackage } from './support/copy.js';
import { contacts, idOf, Site } from './support/site.js';

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
  for (const entry of ['index', 'promises', 'v4']) await copy.load(`js/node/${entry}.js`);
  for (const entry of ['index', 'promises', 'v4']) await copy.load(`js/${entry}.js`);
  assert.deepEqual(Object.getOwnPropertyNames(globalThis), before);
  assert.equal(fetch.mock.callCount(), 0);
});

test('calls made before the wasm is loaded are queued and answered, in order', async (t) => {
  const { createContacts } = await copyPackage(t).load('js/node/index.js');
  const own = createContacts({ fetch: site().fetch });
  const order = [];
  const calls = [1, 2, 3].map((number) =>
    outcome(own.getContactById, idOf(number)).then(({ value }) => order.push(value.name.first)),
  );
  await Promise.all(calls);
  assert.deepEqual(order, ['Contact 1', 'Contact 2', 'Contact 3']);
});

test('every kind of call may be made before the wasm is loaded', async (t) => {
  const { createContacts } = await copyPackage(t).load('js/node/index.js');
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
  const { createContacts, ready } = await copy.load('js/node/index.js');
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
  const { ready } = await copy.load('js/node/index.js');
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
    const { createContacts, ready } = await copy.load('js/index.js');
    await ready(input);
    assert.equal((await createContacts({ fetch: site().fetch }).promises.getContactById(ID)).id, ID);
  }
  assert.deepEqual(
    fetch.mock.calls.map((call) => String(call.arguments[0])),
    [address, address],
  );
});

test('a load from something else than the wasm says so, and ready with another input tries again', async (t) => {
  const copy = copyPackage(t);
  const { ready } = await copy.load('js/index.js');
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
  const { createContacts, ready } = await copy.load('js/node/index.js');
  const address = new URL('https://example.com/wix_contacts_bg.wasm');
  const answers = [() => Promise.reject(new TypeError('fetch failed')), async () => new Response(bytes)];
  t.mock.method(globalThis, 'fetch', () => answers.shift()());
  assert.equal((await failure(ready(address))).code, 'LOAD_FAILED');
  const { promises } = createContacts({ fetch: site().fetch });
  assert.equal((await promises.getContactById(ID)).id, ID);
});
