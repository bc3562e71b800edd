// Contract, section 4: the WixDataCursor.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContacts, ready } from 'wix-contacts';
import { failure, idle, move, outcome, stopClock } from '../support/calls.js';
import { contact, contacts, idOf, json, refusal, Site } from '../support/site.js';

const METHODS = [
  'getData',
  'getPageSize',
  'getTotal',
  'hasNext',
  'hasPrevious',
  'next',
  'previous',
  Symbol.asyncIterator,
];

await ready();

/** A cursor over a site that has so many contacts, at its first page. */
async function cursorOver(count, pageSize, settings) {
  const site = new Site({ contacts: Array.isArray(count) ? count : contacts(count) });
  const { promises } = createContacts({ fetch: site.fetch, ...settings });
  const cursor = await promises.getContacts({ pageSize });
  return { site, cursor };
}

/** The numbers in the ids of a page's contacts. */
const numbers = (page) => page.map(({ id }) => Number(id.slice(-12)));

test('getContacts gives the newest contacts first', async () => {
  const { site, cursor } = await cursorOver(5, 3);
  assert.deepEqual(numbers(cursor.getData()), [5, 4, 3]);
  assert.deepEqual(site.requests[0].query.sort, [{ fieldName: 'createdDate', order: 'DESC' }]);
});

test('getTotal is the number of contacts in the cursor when it was made', async () => {
  const { site, cursor } = await cursorOver(5, 2);
  site.contacts.push(contact(6), contact(7));
  await move(cursor, 'next');
  assert.equal(cursor.getTotal(), 5);
});

test('getPageSize is the page size in force, also on a page that has fewer', async () => {
  const { cursor } = await cursorOver(3, 10);
  assert.deepEqual([cursor.getPageSize(), cursor.getData().length], [10, 3]);
});

test('hasNext and hasPrevious are booleans that tell the ends', async () => {
  const { cursor } = await cursorOver(3, 1);
  const ways = () => [cursor.hasPrevious(), cursor.hasNext()];
  assert.deepEqual(ways(), [false, true]);
  await move(cursor, 'next');
  assert.deepEqual(ways(), [true, true]);
  await move(cursor, 'next');
  assert.deepEqual(ways(), [true, false]);
});

test('a last page that is full has no next one', async () => {
  const { cursor } = await cursorOver(4, 2);
  await move(cursor, 'next');
  assert.equal(cursor.hasNext(), false);
});

test('a site without contacts gives an empty page and no way on', async () => {
  const { cursor } = await cursorOver(0, 2);
  assert.deepEqual(
    [cursor.getData().length, cursor.getTotal(), cursor.hasNext(), cursor.hasPrevious()],
    [0, 0, false, false],
  );
});

test('next and previous move this cursor and return true where there is such a page', async () => {
  const { cursor } = await cursorOver(5, 2);
  const next = outcome((...callbacks) => assert.equal(cursor.next(...callbacks), true));
  assert.deepEqual(numbers((await next).value), [3, 2]);
  assert.deepEqual(numbers(cursor.getData()), [3, 2]);
  const previous = outcome((...callbacks) => assert.equal(cursor.previous(...callbacks), true));
  assert.deepEqual(numbers((await previous).value), [5, 4]);
  assert.deepEqual(numbers(cursor.getData()), [5, 4]);
});

test('next and previous work without callbacks', async () => {
  const { cursor } = await cursorOver(3, 2);
  assert.equal(cursor.next(), true);
  await idle();
  assert.deepEqual(numbers(cursor.getData()), [1]);
  assert.equal(cursor.previous(), true);
  await idle();
  assert.deepEqual(numbers(cursor.getData()), [3, 2]);
});

test('onSuccess of a move gets a real array that is also the cursor', async () => {
  const { cursor } = await cursorOver(5, 2);
  const page = await move(cursor, 'next');
  assert.ok(Array.isArray(page));
  assert.equal(Object.getPrototypeOf(page), Array.prototype);
  const seen = [];
  page.forEach((it, index) => {
    seen.push([index, it.id]);
  });
  assert.deepEqual(seen, [
    [0, idOf(3)],
    [1, idOf(2)],
  ]);
  assert.deepEqual(
    [page.getPageSize(), page.getTotal(), page.hasNext(), page.hasPrevious()],
    [2, 5, true, true],
  );
  assert.deepEqual(numbers(await move(page, 'next')), [1]);
  assert.deepEqual(numbers(cursor.getData()), [1]);
  assert.equal(page.hasNext(), false);
});

test('the cursor methods of a page do not show', async () => {
  const { cursor } = await cursorOver(3, 2);
  const page = await move(cursor, 'next');
  for (const method of METHODS) {
    assert.equal(typeof page[method], 'function', String(method));
    assert.equal(Object.prototype.propertyIsEnumerable.call(page, method), false, String(method));
  }
  assert.deepEqual(Object.keys(page), ['0']);
  const plain = [...page];
  assert.equal(JSON.stringify(page), JSON.stringify(plain));
  assert.equal(JSON.stringify({ page }), JSON.stringify({ page: plain }));
});

test('a page iterates over its own contacts, like any array', async () => {
  const { cursor } = await cursorOver(5, 2);
  const page = await move(cursor, 'next');
  assert.deepEqual(numbers([...page]), [3, 2]);
  assert.deepEqual(numbers(page.concat([])), [3, 2]);
});

test('getData gives the same array as the callback of the move', async () => {
  const { cursor } = await cursorOver(3, 2);
  assert.equal(cursor.getData(), cursor.getData());
  const page = await move(cursor, 'next');
  assert.equal(cursor.getData(), page);
  assert.equal(page.getData(), page);
});

test('getData of the first page is a cursor too', async () => {
  const { cursor } = await cursorOver(3, 2);
  assert.deepEqual(numbers(await move(cursor.getData(), 'next')), [1]);
});

test('at an end a move returns false, gives an empty page of the same kind, and getData keeps the last page', async () => {
  const { cursor, site } = await cursorOver(3, 2);
  const end = async (direction, kept) => {
    const asked = site.requests.length;
    const { value } = await outcome((...callbacks) => assert.equal(cursor[direction](...callbacks), false));
    assert.deepEqual([Array.isArray(value), value.length], [true, 0]);
    for (const method of METHODS) assert.equal(typeof value[method], 'function');
    assert.deepEqual(numbers(cursor.getData()), kept);
    assert.equal(site.requests.length, asked);
    return value;
  };
  await end('previous', [3, 2]);
  await move(cursor, 'next');
  const empty = await end('next', [1]);
  assert.deepEqual(numbers(await move(empty, 'previous')), [3, 2]);
});

test('a move calls back later, also at an end', async () => {
  const { cursor } = await cursorOver(1, 2);
  let called = false;
  cursor.next(() => {
    called = true;
  });
  assert.equal(called, false);
  await idle();
  assert.equal(called, true);
});

test('calls of next that overlap share one request and move one page', async () => {
  const { site, cursor } = await cursorOver(9, 2, { prefetch: false });
  site.takeRequests();
  const pages = await Promise.all([
    move(cursor, 'next'),
    move(cursor, 'next'),
    move(cursor.getData(), 'next'),
  ]);
  assert.equal(site.requests.length, 1);
  for (const page of pages) assert.deepEqual(numbers(page), [7, 6]);
  assert.deepEqual(numbers(cursor.getData()), [7, 6]);
});

test('each of the overlapping calls gets its own callback, once, and true', async () => {
  const { cursor } = await cursorOver(9, 2);
  let calls = 0;
  for (let time = 0; time < 5; time += 1) {
    const is = cursor.next(() => {
      calls += 1;
    }, assert.fail);
    assert.equal(is, true);
  }
  await idle();
  assert.equal(calls, 5);
});

test('calls of previous that overlap share one request and move one page', async () => {
  const { site, cursor } = await cursorOver(6, 2, { prefetch: false });
  await move(cursor, 'next');
  await move(cursor, 'next');
  site.takeRequests();
  await Promise.all([move(cursor, 'previous'), move(cursor, 'previous')]);
  assert.equal(site.requests.length, 1);
  assert.deepEqual(numbers(cursor.getData()), [4, 3]);
});

test('a move the other way runs after the one under way', async () => {
  const { cursor } = await cursorOver(6, 2);
  const pages = [];
  const all = [
    move(cursor, 'next').then((page) => pages.push(numbers(page))),
    move(cursor, 'previous').then((page) => pages.push(numbers(page))),
    move(cursor, 'next').then((page) => pages.push(numbers(page))),
  ];
  await Promise.all(all);
  assert.deepEqual(pages, [
    [4, 3],
    [6, 5],
    [4, 3],
  ]);
});

test('a move the other way runs also after one that failed', async () => {
  const { site, cursor } = await cursorOver(6, 2, { prefetch: false });
  await move(cursor, 'next');
  site.script.push(() => refusal(403));
  const [next, previous] = await Promise.allSettled([move(cursor, 'next'), move(cursor, 'previous')]);
  assert.equal(next.reason.errorType, 'FORBIDDEN');
  assert.deepEqual(numbers(previous.value), [6, 5]);
});

test('a failed move leaves the cursor as it was, and can be asked again', async () => {
  const { site, cursor } = await cursorOver(5, 2, { prefetch: false });
  const before = cursor.getData();
  site.script.push(
    () => refusal(500),
    () => refusal(403),
  );
  const failed = await Promise.all([
    outcome((...it) => cursor.next(...it)),
    outcome((...it) => cursor.next(...it)),
  ]);
  assert.deepEqual(
    failed.map(({ errorType }) => errorType),
    ['FORBIDDEN', 'FORBIDDEN'],
  );
  assert.equal(cursor.getData(), before);
  assert.deepEqual([cursor.hasPrevious(), cursor.hasNext()], [false, true]);
  assert.deepEqual(numbers(await move(cursor, 'next')), [3, 2]);
  site.script.push(() => refusal(403));
  await assert.rejects(move(cursor, 'previous'));
  assert.deepEqual(numbers(cursor.getData()), [3, 2]);
  assert.deepEqual(numbers(await move(cursor, 'previous')), [5, 4]);
});

test('a cursor and its pages have no then', async () => {
  const { cursor } = await cursorOver(3, 2);
  assert.ok(!('then' in cursor));
  assert.ok(!('then' in (await new Promise((resolve, reject) => cursor.next(resolve, reject)))));
  assert.ok(!('then' in (await cursor).getData()));
});

test('native resolve and reject may be the callbacks', async () => {
  const { promises, getContacts } = createContacts({ fetch: new Site({ contacts: contacts(3) }).fetch });
  const cursor = await new Promise((resolve, reject) => getContacts({ pageSize: 2 }, resolve, reject));
  assert.equal(cursor.getTotal(), 3);
  assert.equal((await promises.getContacts({ pageSize: 2 })).getTotal(), 3);
});

test('free is allowed', async () => {
  const { cursor } = await cursorOver(3, 2);
  const page = await move(cursor, 'next');
  cursor.free();
  assert.deepEqual(numbers(await move(page, 'previous')), [3, 2]);
});

test('the async iterator gives every contact from the current page on, and does not move the cursor', async () => {
  const { cursor } = await cursorOver(7, 2);
  await move(cursor, 'next');
  const all = [];
  for await (const it of cursor) all.push(it);
  assert.deepEqual(numbers(all), [5, 4, 3, 2, 1]);
  assert.deepEqual(numbers(cursor.getData()), [5, 4]);
  assert.deepEqual([cursor.hasPrevious(), cursor.hasNext()], [true, true]);
});

test('the async iterator asks page by page, when it gets there', async () => {
  const { site, cursor } = await cursorOver(6, 2, { prefetch: false });
  site.takeRequests();
  const iterator = cursor[Symbol.asyncIterator]();
  await iterator.next();
  await iterator.next();
  assert.equal(site.requests.length, 0);
  await iterator.next();
  await idle();
  assert.equal(site.requests.length, 1);
  assert.deepEqual(await iterator.return(), { value: undefined, done: true });
  await idle();
  assert.equal(site.requests.length, 1);
});

test('several iterators of one cursor go on independently', async () => {
  const { cursor } = await cursorOver(5, 2);
  const [one, other] = [cursor[Symbol.asyncIterator](), cursor[Symbol.asyncIterator]()];
  const seen = [];
  for (let time = 0; time < 5; time += 1) {
    seen.push(...numbers([(await one.next()).value, (await other.next()).value]));
  }
  assert.deepEqual(seen, [5, 5, 4, 4, 3, 3, 2, 2, 1, 1]);
  assert.equal((await one.next()).done, true);
});

test('a failure ends the async iterator with a WixContactsError', async () => {
  const { site, cursor } = await cursorOver(5, 2);
  site.script.push(() => refusal(403));
  const read = async () => {
    for await (const _ of cursor);
  };
  await assert.rejects(read(), { name: 'WixContactsError', errorType: 'FORBIDDEN' });
});

test('prefetch asks for the page after the next one once an app has called next, and not before', async () => {
  const { site, cursor } = await cursorOver(9, 2);
  await idle();
  assert.equal(site.takeRequests().length, 1);
  await move(cursor, 'next');
  await idle();
  assert.equal(site.takeRequests().length, 2);
  const page = await move(cursor, 'next');
  assert.deepEqual(numbers(page), [5, 4]);
  await idle();
  assert.equal(site.takeRequests().length, 1);
});

test('a prefetched page is there without another request', async () => {
  const { site, cursor } = await cursorOver(6, 2);
  await move(cursor, 'next');
  await idle();
  site.takeRequests();
  const release = site.hold();
  assert.deepEqual(numbers(await move(cursor, 'next')), [2, 1]);
  assert.equal(site.requests.length, 0);
  release();
});

test('a move waits for a prefetch that is under way', async () => {
  const { site, cursor } = await cursorOver(6, 2);
  await move(cursor, 'next');
  site.takeRequests();
  assert.deepEqual(numbers(await move(cursor, 'next')), [2, 1]);
  assert.ok(site.requests.length <= 1);
});

test('prefetch makes no request after the last page', async () => {
  const { site, cursor } = await cursorOver(4, 2);
  await move(cursor, 'next');
  await idle();
  assert.equal(site.requests.length, 2);
});

test('prefetch: false asks for nothing ahead', async () => {
  const { site, cursor } = await cursorOver(9, 2, { prefetch: false });
  await move(cursor, 'next');
  await idle();
  assert.equal(site.requests.length, 2);
});

test('a prefetch that fails is never seen: the move asks again', async (t) => {
  const unhandled = t.mock.fn();
  process.on('unhandledRejection', unhandled);
  t.after(() => process.off('unhandledRejection', unhandled));
  const { site, cursor } = await cursorOver(6, 2);
  site.script.push(undefined, () => refusal(403));
  await move(cursor, 'next');
  await idle();
  assert.equal(site.script.length, 0);
  assert.deepEqual(numbers(await move(cursor, 'next')), [2, 1]);
  assert.equal(unhandled.mock.callCount(), 0);
});

test('a prefetch is not used after a move the other way', async () => {
  const { cursor } = await cursorOver(8, 2);
  await move(cursor, 'next');
  await idle();
  assert.deepEqual(numbers(await move(cursor, 'previous')), [8, 7]);
  assert.deepEqual(numbers(await move(cursor, 'next')), [6, 5]);
  assert.deepEqual(numbers(await move(cursor, 'next')), [4, 3]);
});

test('a move that waits for a prefetch has one deadline all the same', async (t) => {
  const clock = await stopClock(t);
  const { site, cursor } = await cursorOver(6, 2, { timeoutMs: 1000 });
  site.script.push(
    undefined,
    () => new Promise(() => {}),
    () => new Promise(() => {}),
  );
  cursor.next();
  await clock.pass(900);
  let error;
  cursor.next(undefined, (_, reason) => {
    error = reason;
  });
  await clock.pass(999);
  assert.equal(error, undefined);
  await clock.pass(1);
  assert.equal(error?.code, 'TIMEOUT');
});

test('contacts created while an app pages make none appear twice', async () => {
  const { site, cursor } = await cursorOver(6, 2);
  site.contacts.push(contact(7), contact(8), contact(9));
  const pages = [
    numbers(cursor.getData()),
    numbers(await move(cursor, 'next')),
    numbers(await move(cursor, 'next')),
  ];
  assert.deepEqual(pages, [
    [6, 5],
    [4, 3],
    [2, 1],
  ]);
  assert.equal(cursor.hasNext(), false);
});

test('contacts deleted while an app pages make none be passed over', async () => {
  const { site, cursor } = await cursorOver(6, 2, { prefetch: false });
  site.contacts = site.contacts.filter(({ id }) => ![idOf(6), idOf(5)].includes(id));
  assert.deepEqual(numbers(await move(cursor, 'next')), [4, 3]);
  site.contacts = site.contacts.filter(({ id }) => id !== idOf(2));
  assert.deepEqual(numbers(await move(cursor, 'next')), [1]);
});

test('pages continue from the date of the last contact plus one millisecond, not from an offset', async () => {
  const { site, cursor } = await cursorOver(6, 2, { prefetch: false });
  await move(cursor, 'next');
  const { filter, paging } = site.requests[1].query;
  const after = new Date(Date.parse(contact(5).createdDate) + 1).toISOString();
  assert.deepEqual(filter, { createdDate: { $lt: after } });
  assert.equal(paging.offset, 0);
});

test('the last page before contacts that are deleted meanwhile is an end', async () => {
  const { site, cursor } = await cursorOver(4, 2, { prefetch: false });
  site.contacts = site.contacts.filter(({ id }) => ![idOf(2), idOf(1)].includes(id));
  assert.equal((await move(cursor, 'next')).length, 0);
  assert.equal(cursor.hasNext(), false);
  assert.deepEqual(numbers(cursor.getData()), [4, 3]);
});

test('going back shows what is left of the page before', async () => {
  const { site, cursor } = await cursorOver(6, 2, { prefetch: false });
  await move(cursor, 'next');
  site.contacts = site.contacts.filter(({ id }) => id !== idOf(6));
  site.contacts.push(contact(7));
  assert.deepEqual(numbers(await move(cursor, 'previous')), [5]);
  assert.equal(cursor.hasPrevious(), false);
  assert.deepEqual(numbers(await move(cursor, 'next')), [4, 3]);
});

test('a page before that was deleted as a whole is the start', async () => {
  const { site, cursor } = await cursorOver(4, 2, { prefetch: false });
  await move(cursor, 'next');
  site.contacts = site.contacts.filter(({ id }) => ![idOf(4), idOf(3)].includes(id));
  assert.equal((await move(cursor, 'previous')).length, 0);
  assert.equal(cursor.hasPrevious(), false);
  assert.deepEqual(numbers(cursor.getData()), [2, 1]);
});

test('empty pages before the end are skipped', async () => {
  const { site, cursor } = await cursorOver(6, 2, { prefetch: false });
  site.script.push(() => json({ contacts: [], pagingMetadata: { count: 0, offset: 0, total: 5 } }));
  assert.deepEqual(numbers(await move(cursor, 'next')), [2, 1]);
});

for (const [count, pageSize] of [
  [7, 3],
  [1100, 500],
  [2300, 499],
]) {
  test(`${count} contacts of one date are each given once, by pages of ${pageSize}`, async () => {
    const { createdDate } = contact(1);
    const { cursor } = await cursorOver(contacts(count, { createdDate }), pageSize, { prefetch: false });
    const seen = numbers(cursor.getData());
    while (cursor.hasNext()) seen.push(...numbers(await move(cursor, 'next')));
    assert.equal(seen.length, count);
    assert.equal(new Set(seen).size, count);
    while (cursor.hasPrevious()) await move(cursor, 'previous');
    assert.deepEqual(numbers(cursor.getData()), seen.slice(0, pageSize));
  });
}

test('an offset is used only inside one date', async () => {
  const { createdDate } = contact(1);
  const { site, cursor } = await cursorOver(contacts(1500, { createdDate }), 500, { prefetch: false });
  while (cursor.hasNext()) await move(cursor, 'next');
  const after = new Date(Date.parse(createdDate) + 1).toISOString();
  for (const { query } of site.requests.filter((request) => request.query.paging.offset > 0)) {
    assert.deepEqual(query.filter, { createdDate: { $lt: after } });
  }
  assert.ok(site.requests.every((request) => request.query.paging.limit <= 1000));
});

test('without a total, getTotal is what is known so far, and a full page has a next', async () => {
  const site = new Site({ contacts: contacts(4) });
  site.tooManyToCount = true;
  const { promises } = createContacts({ fetch: site.fetch });
  const cursor = await promises.getContacts({ pageSize: 2 });
  assert.deepEqual([cursor.getTotal(), cursor.hasNext()], [2, true]);
  await move(cursor, 'next');
  assert.deepEqual([cursor.getTotal(), cursor.hasNext()], [4, true]);
  assert.equal((await move(cursor, 'next')).length, 0);
  assert.deepEqual([cursor.getTotal(), cursor.hasNext()], [4, false]);
  await move(cursor, 'previous');
  assert.equal(cursor.getTotal(), 4);
});

test('a page of contacts that were not asked for is INVALID_RESPONSE, and leaves the cursor where it was', async () => {
  const site = new Site({ contacts: contacts(9) });
  let isDropping = false;
  const fetch = (url, init) => {
    const { query } = JSON.parse(init.body);
    const body = isDropping ? { query: { ...query, filter: {} } } : { query };
    return site.fetch(url, { ...init, body: JSON.stringify(body) });
  };
  const { promises } = createContacts({ fetch, prefetch: false });
  const cursor = await promises.getContacts({ pageSize: 3 });
  isDropping = true;
  const error = await failure(move(cursor, 'next'));
  assert.equal(error.code, 'INVALID_RESPONSE');
  assert.deepEqual(
    cursor.getData().map(({ id }) => id),
    [9, 8, 7].map(idOf),
  );
  isDropping = false;
  assert.deepEqual(
    (await move(cursor, 'next')).map(({ id }) => id),
    [6, 5, 4].map(idOf),
  );
  await move(cursor, 'next');
  isDropping = true;
  assert.equal((await failure(move(cursor, 'previous'))).code, 'INVALID_RESPONSE');
});

test('a first page of more contacts than were asked for is INVALID_RESPONSE', async () => {
  const site = new Site({ contacts: contacts(60) });
  const { promises } = createContacts({
    fetch: (url, init) => site.fetch(url, { ...init, body: '{"query":{}}' }),
  });
  const error = await failure(promises.getContacts({ pageSize: 25 }));
  assert.equal(error.code, 'INVALID_RESPONSE');
  assert.match(error.message, /Check baseUrl/);
});
