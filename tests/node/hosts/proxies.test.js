// What frameworks make of the values that an app has from the package or gives to it: a Proxy around them, or around all
// that is in them, or a copy that nobody can change.

import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { reactive, readonly, ref } from '@vue/reactivity';
import { observable } from 'mobx';
import { createContacts, ready } from 'wix-contacts';
import { failure, move, outcome } from '../support/calls.js';
import { contacts, idOf, refusal, Site } from '../support/site.js';

await ready();

/** Wraps whatever objects and functions are got from a value, and what those give, as deep proxies do. */
function membrane(value) {
  const kind = Object.prototype.toString.call(value);
  if (!['[object Object]', '[object Array]', '[object Function]'].includes(kind)) return value;
  return new Proxy(value, {
    get(target, key, receiver) {
      const member = Reflect.get(target, key, receiver);
      // A Proxy must not lie about these.
      return Object.getOwnPropertyDescriptor(target, key)?.configurable === false ? member : membrane(member);
    },
    apply: (target, self, args) => membrane(Reflect.apply(target, self, args)),
  });
}

/** What an app may have instead of a value that it was given, or that it gives. */
const WRAPPERS = {
  'a Proxy': (value) => new Proxy(value, {}),
  'a Proxy of a Proxy': (value) => new Proxy(new Proxy(value, {}), {}),
  'a Proxy around all that is in it': membrane,
  'reactive of Vue': reactive,
  'ref of Vue': (value) => ref(value).value,
  'readonly of Vue': readonly,
  'observable of MobX': (value) => observable({ value }).value,
  'a frozen object': Object.freeze,
  'an object that inherits from it': Object.create,
};

const numbers = (page) => Array.from(page, ({ id }) => Number(id.slice(-12)));

async function numbersOf(iterable) {
  const all = [];
  for await (const contact of iterable) all.push(contact);
  return numbers(all);
}

const open = (count, settings) => {
  const site = new Site({ contacts: contacts(count) });
  return { site, ...createContacts({ fetch: site.fetch, ...settings }) };
};

for (const [name, wrap] of Object.entries(WRAPPERS)) {
  test(`a cursor works through ${name}`, async () => {
    const { promises } = open(5);
    const cursor = wrap(await promises.getContacts({ pageSize: 2 }));
    assert.deepEqual(
      [cursor.hasNext(), cursor.hasPrevious(), cursor.getTotal(), cursor.getPageSize()],
      [true, false, 5, 2],
    );
    assert.deepEqual(numbers(cursor.getData()), [5, 4]);
    assert.deepEqual(await numbersOf(cursor), [5, 4, 3, 2, 1]);
    assert.deepEqual(numbers(await move(cursor, 'next')), [3, 2]);
    assert.deepEqual(numbers(cursor.getData()), [3, 2]);
    assert.deepEqual(await numbersOf(cursor), [3, 2, 1]);
    assert.deepEqual(numbers(await move(cursor, 'previous')), [5, 4]);
    assert.equal((await move(cursor, 'previous')).length, 0);
    cursor.free();
  });

  test(`a cursor tells of a failure through ${name}`, async () => {
    const { site, promises } = open(5, { maxRetries: 0 });
    const cursor = wrap(await promises.getContacts({ pageSize: 2 }));
    site.script.push(() => refusal(403));
    assert.equal((await outcome((...callbacks) => cursor.next(...callbacks))).errorType, 'FORBIDDEN');
    assert.deepEqual(numbers(await move(cursor, 'next')), [3, 2]);
  });
}

// MobX copies an array, and an object that inherits from one is none.
for (const name of Object.keys(WRAPPERS).filter((name) => !/MobX|inherits/.test(name))) {
  test(`a page works through ${name}`, async () => {
    const { promises } = open(7);
    const page = WRAPPERS[name](await move(await promises.getContacts({ pageSize: 2 }), 'next'));
    assert.ok(Array.isArray(page));
    assert.deepEqual(numbers(page), [5, 4]);
    assert.deepEqual(await numbersOf(page), [5, 4]);
    assert.deepEqual(numbers(page.map((contact) => contact)), [5, 4]);
    assert.deepEqual([page.hasNext(), page.getTotal()], [true, 7]);
    assert.equal(JSON.stringify(page), JSON.stringify([...page]));
    assert.deepEqual(numbers(await move(page, 'next')), [3, 2]);
  });
}

for (const [name, wrap] of Object.entries(WRAPPERS).filter(([name]) => !name.includes('inherits'))) {
  test(`parameters are read through ${name}`, async () => {
    const { site, promises, v4, ...callbacks } = open(3);
    site.labels = [{ key: 'custom.vip', displayName: 'VIP' }];
    site.contacts[1].info.labelKeys = { items: ['custom.vip'] };
    const vip = () => wrap({ label: ['vip'], pageSize: 2 });
    assert.equal((await promises.getContacts(vip())).getTotal(), 1);
    assert.equal((await outcome(callbacks.getContacts, vip())).value.getTotal(), 1);
    assert.deepEqual(await numbersOf(promises.iterateContacts(vip())), [2]);
    const parameters = { sort: { fieldName: 'createdDate' }, paging: { limit: 2 }, fields: ['info.name'] };
    await v4.listContacts(wrap(parameters));
    assert.match(site.requests.at(-1).url, /\?sort.fieldName=createdDate&paging.limit=2&fields=info.name$/);
    const info = { emails: [{ email: 'ann@example.com' }] };
    site.script.push(() => refusal(403));
    assert.equal((await failure(promises.reconcileContact(wrap(info)))).errorType, 'FORBIDDEN');
    assert.match(JSON.stringify(site.requests.at(-1).body), /ann@example\.com/);
  });

  test(`settings are read through ${name}`, async () => {
    const site = new Site({ contacts: contacts(1) });
    const settings = { fetch: site.fetch, siteId: 'a site', headers: { 'x-own': '1' }, maxRetries: 0 };
    const { promises } = createContacts(wrap(settings));
    assert.equal((await promises.getContactById(idOf(1))).id, idOf(1));
    assert.deepEqual(site.requests[0].headers, { 'x-own': '1', 'wix-site-id': 'a site' });
  });
}

test('a loop that awaits over the contacts of a page ends with the page, and one over the cursor does not', async () => {
  const { promises } = open(5);
  const cursor = await promises.getContacts({ pageSize: 2 });
  assert.deepEqual(await numbersOf(cursor.getData()), [5, 4]);
  assert.deepEqual(numbers(await Readable.from(cursor.getData()).toArray()), [5, 4]);
  assert.deepEqual(await numbersOf(cursor), [5, 4, 3, 2, 1]);
  assert.deepEqual(numbers(await Readable.from(cursor).toArray()), [5, 4, 3, 2, 1]);
  const page = await move(cursor, 'next');
  assert.deepEqual(await numbersOf(page), [3, 2]);
  assert.deepEqual(await numbersOf(page.getData()), [3, 2]);
  await move(cursor, 'next');
  assert.deepEqual(await numbersOf(await move(cursor, 'next')), []);
  assert.deepEqual(await numbersOf(page), [3, 2]);
});

test('a page can be cloned, and a cursor is nothing to be stored', async () => {
  const { promises } = open(3);
  const cursor = await promises.getContacts({ pageSize: 2 });
  const page = cursor.getData();
  assert.deepEqual(structuredClone(page), [...page]);
  assert.deepEqual([structuredClone(cursor), JSON.stringify(cursor)], [{}, '{}']);
});
