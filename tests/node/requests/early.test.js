// The first page of contacts is asked for while the wasm is on its way.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure, idle } from '../support/calls.js';
import { copyPackage } from '../support/copy.js';
import { contacts, refusal, Site } from '../support/site.js';

/** The package, its wasm on its way until `arrive` gives it. */
async function waiting(t) {
  const copy = copyPackage(t);
  const sdk = await copy.load('js/index.js');
  const { promise, resolve, reject } = withResolvers();
  sdk.ready(promise).catch(() => undefined);
  return { ...sdk, arrive: async () => resolve(await copy.wasmBytes()), fail: reject };
}

function withResolvers() {
  let settle;
  const promise = new Promise((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...settle };
}

const bodiesOf = (site) => site.requests.map(({ body }) => body);

for (const [name, options, pageSize] of [
  ['the app’s own fetch', {}, 2],
  ['a page size that is a text', {}, '2'],
  ['a token and other settings', { authorization: 'token', siteId: 'site', headers: { 'x-own': '1' } }, 2],
]) {
  test(`a page is asked for before the wasm is there, and once, with ${name}`, async (t) => {
    const { createContacts, ready, arrive } = await waiting(t);
    const site = new Site({ contacts: contacts(3) });
    const { promises } = createContacts({ fetch: site.fetch, ...options });
    const opened = promises.getContacts({ pageSize });
    await idle();
    assert.equal(site.requests.length, 1);
    await arrive();
    assert.equal((await opened).getData().length, 2);
    assert.equal(site.requests.length, 1);

    await ready();
    await promises.getContacts({ pageSize: 2 });
    const [{ init: early }, { init: later }] = site.requests;
    assert.deepEqual({ ...early, signal: 0 }, { ...later, signal: 0 });
    assert.equal(site.requests[0].url, site.requests[1].url);
  });
}

test('the browser’s own fetch is called so, too', async (t) => {
  const { createContacts, arrive } = await waiting(t);
  const site = new Site({ contacts: contacts(3) });
  t.mock.method(globalThis, 'fetch', site.fetch);
  const opened = createContacts({ authorization: 'token' }).promises.getContacts();
  await idle();
  assert.equal(site.requests.length, 1);
  await arrive();
  assert.equal((await opened).getTotal(), 3);
  assert.equal(site.requests.length, 1);
});

test('of several pages that wait the first is asked for early, and each is asked for once', async (t) => {
  const { createContacts, arrive } = await waiting(t);
  const site = new Site({ contacts: contacts(3) });
  const { promises } = createContacts({ fetch: site.fetch });
  const opened = [1, 2, 2].map((pageSize) => promises.getContacts({ pageSize }));
  await idle();
  assert.deepEqual(
    bodiesOf(site).map(({ query }) => query.paging.limit),
    [1],
  );
  await arrive();
  const pages = await Promise.all(opened);
  assert.deepEqual(
    pages.map((cursor) => cursor.getData().length),
    [1, 2, 2],
  );
  assert.equal(site.requests.length, 3);
});

for (const label of [null, '', []]) {
  test(`a page with the label ${JSON.stringify(label)}, which is none, is asked for early and once`, async (t) => {
    const { createContacts, arrive } = await waiting(t);
    const site = new Site({ contacts: contacts(3) });
    const opened = createContacts({ fetch: site.fetch }).promises.getContacts({ label });
    await idle();
    assert.equal(site.requests.length, 1);
    await arrive();
    assert.equal((await opened).getData().length, 3);
    assert.equal(site.requests.length, 1);
  });
}

for (const [name, which, settings] of [
  ['labels', { label: 'friends' }],
  ['a page size that is none', { pageSize: 0 }],
  ['a page size that is too large', { pageSize: 501 }],
  ['a function for the token', {}, { authorization: () => 'token' }],
  ['onRequest', {}, { onRequest: () => {} }],
  ['onResponse', {}, { onResponse: () => {} }],
]) {
  test(`nothing is asked for early with ${name}`, async (t) => {
    const { createContacts, arrive } = await waiting(t);
    const site = new Site({ contacts: contacts(3) });
    const { promises } = createContacts({ fetch: site.fetch, ...settings });
    const opened = promises.getContacts(which);
    await idle();
    assert.equal(site.requests.length, 0);
    await arrive();
    await opened.catch(() => undefined);
  });
}

test('where the wasm can not be loaded, what was asked for early is aborted', async (t) => {
  const { createContacts, fail } = await waiting(t);
  const site = new Site();
  site.hold();
  const opened = createContacts({ fetch: site.fetch }).promises.getContacts();
  await idle();
  const [{ init }] = site.requests;
  assert.equal(init.signal.aborted, false);
  fail(new TypeError('fetch failed'));
  assert.equal((await failure(opened)).code, 'LOAD_FAILED');
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(init.signal.aborted, true);
});

/** A call for a page that can be aborted, of a site that does not answer. */
async function waitingCall(t) {
  const { createContacts, ...sdk } = await waiting(t);
  const site = new Site();
  site.hold();
  const controller = new AbortController();
  const { signal } = controller;
  const opened = createContacts({ fetch: site.fetch }).promises.getContacts({}, { signal });
  const aborted = () => site.requests.map(({ init }) => init.signal.aborted);
  return { ...sdk, controller, opened, aborted };
}

test('a call that is aborted before the wasm is there leaves no request behind', async (t) => {
  const { ready, arrive, controller, opened, aborted } = await waitingCall(t);
  await idle();
  controller.abort();
  assert.equal((await failure(opened)).code, 'ABORTED');
  await arrive();
  await ready();
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(aborted(), [true]);
});

test('a call that is aborted while its early request is under way aborts that', async (t) => {
  const { ready, arrive, controller, opened, aborted } = await waitingCall(t);
  await arrive();
  await ready();
  await idle();
  controller.abort();
  assert.equal((await failure(opened)).code, 'ABORTED');
  await idle();
  assert.deepEqual(aborted(), [true]);
});

test('an early request that is refused or lost is tried again as any other', async (t) => {
  for (const response of [
    () => refusal(503, undefined, { 'retry-after': '0' }),
    () => {
      throw new TypeError('fetch failed');
    },
  ]) {
    const { createContacts, arrive } = await waiting(t);
    const site = new Site({ contacts: contacts(3) });
    site.script.push(response);
    const opened = createContacts({ fetch: site.fetch }).promises.getContacts();
    await idle();
    await arrive();
    assert.equal((await opened).getTotal(), 3);
    assert.equal(site.requests.length, 2);
  }
});
