// Contract, section 8: iterateContacts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContacts, ready } from 'wix-contacts';
import { failure, idle, randomFrom, reports, stopClock } from '../support/calls.js';
import { contact, contacts, idOf, refusal, Site } from '../support/site.js';

const SEED = 7;

await ready();

function setUp(count, settings) {
  const site = new Site({ contacts: contacts(count) });
  const { promises } = createContacts({ fetch: site.fetch, ...settings });
  return { site, promises };
}

const number = ({ id }) => Number(id.slice(-12));

async function read(iterable, each = () => {}) {
  const seen = [];
  for await (const it of iterable) {
    seen.push(number(it));
    await each(it, seen.length);
  }
  return seen;
}

const downFrom = (count) => Array.from({ length: count }, (_, index) => count - index);

test('all contacts come in order, newest first, each once', async () => {
  for (const [count, pageSize, concurrency] of [
    [0, 5, 4],
    [1, 5, 4],
    [5, 5, 4],
    [6, 5, 4],
    [23, 5, 1],
    [23, 5, 4],
    [23, 1, 32],
    [1234, undefined, undefined],
  ]) {
    const { promises } = setUp(count);
    assert.deepEqual(
      await read(promises.iterateContacts({ pageSize, concurrency })),
      downFrom(count),
      `${count} by ${pageSize}`,
    );
  }
});

test('it comes in order also when the responses do not', async (t) => {
  t.diagnostic(`seed ${SEED}`);
  const random = randomFrom(SEED);
  const { site } = setUp(40);
  const fetch = async (...args) => {
    const response = await site.fetch(...args);
    for (let turns = Math.floor(random() * 20); turns > 0; turns -= 1) await new Promise(setImmediate);
    return response;
  };
  const { promises } = createContacts({ fetch });
  assert.deepEqual(await read(promises.iterateContacts({ pageSize: 3 })), downFrom(40));
});

test('many contacts of one date come each once', async () => {
  const { createdDate } = contact(1);
  const site = new Site({ contacts: contacts(2500, { createdDate }) });
  const { promises } = createContacts({ fetch: site.fetch });
  const seen = await read(promises.iterateContacts());
  assert.deepEqual([seen.length, new Set(seen).size], [2500, 2500]);
});

test('without a pageSize every request is for 1000, as many as the API gives', async () => {
  const { site, promises } = setUp(6000);
  const seen = await read(promises.iterateContacts({ concurrency: 1 }), (it) => {
    // It has to begin anew.
    if (number(it) === 4500) site.contacts = site.contacts.filter(({ id }) => id !== idOf(1));
  });
  assert.deepEqual(seen, downFrom(6000).slice(0, -1));
  assert.deepEqual([...new Set(site.requests.map(({ query }) => query.paging.limit))], [1000]);
});

test('a label limits it, and its name is looked up once', async () => {
  const { site, promises } = setUp(4);
  site.labels = [{ key: 'custom.vip', displayName: 'VIP' }];
  for (const it of site.contacts.slice(0, 2)) it.info.labelKeys = { items: ['custom.vip'] };
  assert.deepEqual(await read(promises.iterateContacts({ label: 'vip', pageSize: 1 })), [2, 1]);
  assert.equal(site.requests.filter(({ path }) => path.endsWith('/labels')).length, 1);
});

test('nothing is asked for before the first contact is', async () => {
  const { site, promises } = setUp(4);
  promises.iterateContacts();
  await idle();
  assert.equal(site.requests.length, 0);
});

for (const concurrency of [1, 2, 4, 7]) {
  test(`it reads ahead at most ${concurrency} pages at a time`, async () => {
    const { site, promises } = setUp(60);
    const seen = await read(promises.iterateContacts({ pageSize: 2, concurrency }), idle);
    assert.deepEqual(seen, downFrom(60));
    assert.equal(site.mostUnderWay, concurrency);
  });
}

test('without a concurrency it is 4', async () => {
  const { site, promises } = setUp(60);
  await read(promises.iterateContacts({ pageSize: 2 }), idle);
  assert.equal(site.mostUnderWay, 4);
});

test('it holds no more pages than it reads ahead, however slowly they are used', async () => {
  const { site, promises } = setUp(100);
  await read(promises.iterateContacts({ pageSize: 2, concurrency: 3 }), async (_, count) => {
    await idle();
    const pagesBegun = Math.ceil(count / 2);
    // The page in use, those read ahead, and nothing else.
    assert.ok(
      site.requests.length <= pagesBegun + 3,
      `${site.requests.length} requests for page ${pagesBegun}`,
    );
  });
});

test('leaving the loop ends what is under way and asks for nothing more', async () => {
  const { site, promises } = setUp(60);
  for await (const it of promises.iterateContacts({ pageSize: 2 })) {
    if (number(it) === 58) site.hold();
    if (number(it) === 57) break;
  }
  const asked = site.requests.length;
  await idle();
  assert.deepEqual([site.underWay, site.requests.length], [0, asked]);
});

test('an error in the loop ends what is under way too', async () => {
  const { site, promises } = setUp(60);
  const bug = new Error('a bug of the app');
  const error = await failure(
    read(promises.iterateContacts({ pageSize: 2 }), (_, count) => {
      if (count === 4) throw bug;
    }),
  );
  assert.equal(error, bug);
  await idle();
  assert.equal(site.underWay, 0);
});

test('a failure rejects with a WixContactsError, after the contacts before it, and ends the iteration', async () => {
  const { site, promises } = setUp(10);
  const iterator = promises.iterateContacts({ pageSize: 2, concurrency: 1 });
  site.script.push(undefined, undefined, () => refusal(403));
  const seen = [];
  const error = await failure(read(iterator, (it) => seen.push(number(it))));
  assert.deepEqual([error.name, error.errorType], ['WixContactsError', 'FORBIDDEN']);
  assert.deepEqual(seen, [10, 9, 8]);
  assert.deepEqual(await iterator.next(), { value: undefined, done: true });
});

test('a 429 pauses all its requests, then goes on', async (t) => {
  const clock = await stopClock(t);
  const { site, promises } = setUp(20, { timeoutMs: 1000 });
  const refuse = () => refusal(429, undefined, { 'retry-after': '60' });
  site.script.push(undefined, undefined, refuse, refuse, refuse);
  const called = read(promises.iterateContacts({ pageSize: 2 }));
  await clock.pass(0);
  const before = site.requests.length;
  await clock.pass(59_999);
  assert.equal(site.requests.length, before);
  await clock.pass(1);
  assert.deepEqual(await called, downFrom(20));
});

test('a 429 of a quota that is used up pauses nothing, and fails', async () => {
  const { site, promises } = setUp(20);
  site.script.push(undefined, () => refusal(429, 'CONTACTS_QUOTA_EXCEEDED', { 'retry-after': '60' }));
  const error = await failure(read(promises.iterateContacts({ pageSize: 2, concurrency: 1 })));
  assert.deepEqual([error.code, error.retryable], ['CONTACTS_QUOTA_EXCEEDED', false]);
});

test('each page has a deadline of its own', async (t) => {
  const clock = await stopClock(t);
  const { site } = setUp(8);
  const fetch = async (...args) => {
    await new Promise((resolve) => setTimeout(resolve, 900));
    return site.fetch(...args);
  };
  const { promises } = createContacts({ fetch, timeoutMs: 1000 });
  const called = read(promises.iterateContacts({ pageSize: 2, concurrency: 1 }));
  for (let page = 0; page < 5; page += 1) await clock.pass(900);
  assert.deepEqual(await called, downFrom(8));
});

test('a page that is not there in time fails with TIMEOUT', async (t) => {
  const clock = await stopClock(t);
  const { site, promises } = setUp(8, { timeoutMs: 1000 });
  site.hold();
  const called = failure(read(promises.iterateContacts()));
  await clock.pass(1000);
  assert.equal((await called).code, 'TIMEOUT');
});

test('contacts created on the way appear nowhere, and make no other appear twice', async () => {
  const { site, promises } = setUp(20);
  let created = 20;
  const seen = await read(promises.iterateContacts({ pageSize: 2 }), () => {
    created += 1;
    site.contacts.push(contact(created));
  });
  assert.deepEqual(seen, downFrom(20));
});

test('if the total shrinks on the way, it continues from the last contact given', async () => {
  const { site, promises } = setUp(40);
  const seen = await read(promises.iterateContacts({ pageSize: 2 }), (it) => {
    // Two in front of it go, which would shift every offset.
    if (number(it) === 30)
      site.contacts = site.contacts.filter(({ id }) => id !== idOf(40) && id !== idOf(35));
    if (number(it) === 20) site.contacts = site.contacts.filter(({ id }) => id !== idOf(25));
  });
  assert.deepEqual(seen, downFrom(40));
});

test('contacts deleted in front of it are not given', async () => {
  const { site, promises } = setUp(20);
  const seen = await read(promises.iterateContacts({ pageSize: 2, concurrency: 1 }), (it) => {
    if (number(it) === 18) site.contacts = site.contacts.filter(({ id }) => id !== idOf(5));
  });
  assert.deepEqual(
    seen,
    downFrom(20).filter((it) => it !== 5),
  );
});

test('contacts that come and go on the way make no other one appear twice or be passed over', async (t) => {
  t.diagnostic(`seed ${SEED}`);
  const random = randomFrom(SEED);
  for (let round = 0; round < 40; round += 1) {
    const site = new Site();
    const create = (count) => {
      // A few dates only, and ids in no order.
      const { createdDate } = contact(Math.floor(random() * 8));
      const id = `${Math.floor(random() * 0xffff).toString(16)}-${count}`;
      site.contacts.push({ ...contact(0), id, createdDate });
    };
    for (let count = 0; count < 50; count += 1) create(count);
    let lasting = site.contacts.map(({ id }) => id);
    const { promises } = createContacts({ fetch: site.fetch });
    const seen = [];
    const options = { pageSize: 1 + Math.floor(random() * 6), concurrency: 1 + Math.floor(random() * 4) };
    for await (const { id } of promises.iterateContacts(options)) {
      seen.push(id);
      if (random() < 0.1) {
        const [gone] = site.contacts.splice(Math.floor(random() * site.contacts.length), 1);
        lasting = lasting.filter((it) => it !== gone?.id);
      }
    }
    assert.equal(new Set(seen).size, seen.length, 'twice');
    assert.deepEqual(
      lasting.filter((id) => !seen.includes(id)),
      [],
      'passed over',
    );
  }
});

test('onProgress is told of done and total, page by page', async () => {
  const { promises } = setUp(5);
  const told = [];
  await read(promises.iterateContacts({ pageSize: 2, onProgress: (progress) => told.push(progress) }));
  assert.deepEqual(told[0], { done: 2, total: 5 });
  assert.deepEqual(told.at(-1), { done: 5, total: 5 });
  assert.ok(told.every(({ done }, page) => page === 0 || done > told[page - 1].done));
});

test('onProgress that throws is reported, and the iteration goes on', async (t) => {
  const errors = reports(t);
  const { promises } = setUp(3);
  const onProgress = () => {
    throw new Error('a bug of the app');
  };
  assert.deepEqual(await read(promises.iterateContacts({ onProgress })), [3, 2, 1]);
  assert.equal(errors.length, 1);
});

test('without a total it reads on page by page', async () => {
  const { site, promises } = setUp(7);
  site.tooManyToCount = true;
  const told = [];
  const seen = await read(
    promises.iterateContacts({ pageSize: 2, onProgress: ({ done, total }) => told.push([done, total]) }),
  );
  assert.deepEqual(seen, downFrom(7));
  assert.deepEqual(told.at(-1), [7, 7]);
});

/** A fetch to a site that hears nothing of these members of a query. */
function careless(site, ...ignored) {
  return (url, init) => {
    const { query } = JSON.parse(init.body);
    const heard = Object.fromEntries(Object.entries(query).filter(([name]) => !ignored.includes(name)));
    if (ignored.includes('offset')) heard.paging = { ...heard.paging, offset: 0 };
    return site.fetch(url, { ...init, body: JSON.stringify({ query: heard }) });
  };
}

for (const ignored of [
  ['filter'],
  ['filter', 'offset'],
  ['filter', 'paging'],
  ['sort'],
  ['filter', 'sort', 'paging'],
]) {
  test(`a server that ignores ${ignored.join(', ')} fails with INVALID_RESPONSE, and is not asked for ever`, async () => {
    const { site } = setUp(120);
    const { promises } = createContacts({ fetch: careless(site, ...ignored) });
    const error = await failure(read(promises.iterateContacts({ pageSize: 60 })));
    assert.deepEqual([error.errorType, error.code], ['WIX_ERROR', 'INVALID_RESPONSE']);
    assert.match(error.message, /outside of what was asked for/);
    assert.match(error.message, /proxy/);
    assert.ok(site.requests.length < 10);
  });
}

test('a server that ignores the offset is read whole, page behind page', async () => {
  const { site } = setUp(23);
  const { promises } = createContacts({ fetch: careless(site, 'offset') });
  assert.deepEqual(await read(promises.iterateContacts({ pageSize: 5 })), downFrom(23));
});

test('a server that ignores the offset among contacts of one date fails with INVALID_RESPONSE', async () => {
  const { createdDate } = contact(1);
  const site = new Site({ contacts: contacts(1500, { createdDate }) });
  const { promises } = createContacts({ fetch: careless(site, 'offset') });
  const error = await failure(read(promises.iterateContacts()));
  assert.equal(error.code, 'INVALID_RESPONSE');
});

test('a server whose times are whole seconds is read whole', async () => {
  const date = (number) => new Date(Date.UTC(2024, 0, 1) + number * 300).toISOString();
  const site = new Site({
    contacts: Array.from({ length: 30 }, (_, index) => contact(index + 1, { createdDate: date(index + 1) })),
  });
  const fetch = (url, init) => {
    const body = JSON.parse(init.body);
    const dates = body.query.filter.createdDate;
    if (dates?.$lt) dates.$lt = new Date(Math.ceil(Date.parse(dates.$lt) / 1000) * 1000).toISOString();
    return site.fetch(url, { ...init, body: JSON.stringify(body) });
  };
  const { promises } = createContacts({ fetch });
  for (const pageSize of [1, 4, 7])
    assert.deepEqual(await read(promises.iterateContacts({ pageSize })), downFrom(30));
});

test('several iterations at the same time go on independently', async () => {
  const { promises } = setUp(9);
  const all = await Promise.all([1, 2, 3].map((pageSize) => read(promises.iterateContacts({ pageSize }))));
  for (const seen of all) assert.deepEqual(seen, downFrom(9));
});
