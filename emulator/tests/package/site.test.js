// What a site is: its state, its faults and its request log, and that it is alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEmulator } from '../../npm/js/node/index.js';

const CONTACTS = '/contacts/v4/contacts';

async function create(site, first) {
  const body = JSON.stringify({ info: { name: { first } } });
  const response = await site.fetch(CONTACTS, { method: 'POST', body });
  return (await response.json()).contact;
}

async function total(site) {
  const response = await site.fetch(`${CONTACTS}?paging.limit=1`);
  return (await response.json()).pagingMetadata.total;
}

test('two sites know nothing of each other', async () => {
  const [one, other] = await Promise.all([createEmulator(), createEmulator({ seed: 3 })]);
  await create(one, 'Ada');
  await one.faults([{ path: '/contacts/v4/labels', status: 503 }]);
  assert.deepEqual([await total(one), await total(other)], [1, 3]);
  assert.equal((await other.fetch('/contacts/v4/labels')).status, 200);
  await one.close();
  assert.equal(await total(other), 3);
});

test('a strict site is one site: a second wix-site-id is refused until it is reset', async () => {
  const site = await createEmulator({ strict: true });
  const ask = (id) => site.fetch(`${CONTACTS}?paging.limit=1`, { headers: { 'wix-site-id': id } });
  assert.equal((await ask('one')).status, 200);
  const refused = await ask('another');
  assert.equal(refused.status, 400);
  assert.match((await refused.json()).message, /wix-site-id is another, and was one before/);
  assert.equal((await ask('one')).status, 200);
  await site.reset();
  assert.equal((await ask('another')).status, 200);
});

test('the same seed gives the same people', async () => {
  const sites = await Promise.all([createEmulator({ seed: 20 }), createEmulator({ seed: 20 })]);
  const [one, other] = await Promise.all(sites.map((site) => site.export()));
  assert.deepEqual(
    one.contacts.map(({ id }) => id),
    other.contacts.map(({ id }) => id),
  );
});

test('what a site does is not there in the next one, which begins as it did', async () => {
  const site = await createEmulator({ seed: 20 });
  const before = await site.export();
  await create(site, 'Ada');
  const { contacts } = await (await createEmulator({ seed: 20 })).export();
  assert.deepEqual(
    contacts.map(({ id }) => id),
    before.contacts.map(({ id }) => id),
  );
});

test('the newest contact came when the site was made, however often that is', async (t) => {
  const newest = async () => {
    const { contacts } = await (await createEmulator({ seed: 3 })).export();
    return Math.max(...contacts.map(({ createdDate }) => Date.parse(createdDate)));
  };
  t.mock.timers.enable({ apis: ['Date'], now: Date.parse('2026-01-01') });
  assert.equal(await newest(), Date.now());
  for (const days of [1, 30, -60]) {
    t.mock.timers.setTime(Date.now() + days * 86_400_000);
    assert.equal(await newest(), Date.now());
  }
});

test('faults are replaced, listed and refused', async () => {
  const site = await createEmulator();
  assert.deepEqual(await site.faults(), []);
  assert.deepEqual(await site.faults([{ status: 503, times: 1 }]), [{ status: 503, times: 1 }]);
  assert.equal((await site.fetch(CONTACTS)).status, 503);
  assert.equal((await site.fetch(CONTACTS)).status, 200);
  await assert.rejects(site.faults([{ sttus: 503 }]), /sttus/);
});

test('the request log has the requests, the newest last', async () => {
  const site = await createEmulator();
  await create(site, 'Ada');
  await total(site);
  const [first, last] = await site.journal();
  assert.deepEqual([first.method, first.status, first.body.info.name.first], ['POST', 200, 'Ada']);
  assert.deepEqual(await site.journal(1), [last]);
});

test('reset gives the site as it was made', async () => {
  const site = await createEmulator({ seed: 2 });
  await create(site, 'Ada');
  assert.deepEqual(await site.reset(), { contacts: 2 });
  assert.deepEqual(await site.journal(), []);
});

test('seed adds people, or contacts as they are', async () => {
  const site = await createEmulator();
  assert.equal((await site.seed(4)).contacts, 4);
  const contacts = [{ info: { name: { first: 'Grace' }, labelKeys: { items: ['custom.navy'] } } }];
  assert.deepEqual(await site.seed({ contacts }), { added: 1, contacts: 5 });
  await assert.rejects(site.seed({ contacts: [{ revision: [] }] }), /contacts \[at index 0\]/);
});

test('what is exported can be imported elsewhere', async () => {
  const [site, other] = [await createEmulator({ seed: 5 }), await createEmulator()];
  assert.deepEqual(await other.import(await site.export()), { contacts: 5 });
  assert.deepEqual((await other.export()).contacts, (await site.export()).contacts);
});

test('a snapshot is restored, in the site or in another', async () => {
  const [site, other] = [await createEmulator({ seed: 5 }), await createEmulator()];
  const before = await site.export();
  const snapshot = await site.snapshot();
  await create(site, 'Ada');
  for (const each of [site, other]) {
    await each.restore(snapshot);
    assert.deepEqual(await each.export(), before);
    await create(each, 'Grace');
    assert.equal(await total(each), 6);
  }
});

test('what is no snapshot of this version is refused, and nothing is lost', async () => {
  const site = await createEmulator({ seed: 5 });
  const whole = await site.snapshot();
  const ofAnotherVersion = whole.slice();
  // user_version, in the head of every SQLite file.
  new DataView(ofAnotherVersion.buffer).setInt32(60, 1);
  const ofAnotherProgram = whole.slice();
  new DataView(ofAnotherProgram.buffer).setInt32(68, 1);
  for (const [snapshot, message] of [
    [ofAnotherVersion, /another version/],
    [ofAnotherProgram, /another program/],
    [new Uint8Array(4096).fill(1), /no snapshot/],
    [new Uint8Array(), /no snapshot/],
    [whole.slice(0, 4096), /no snapshot/],
    [whole.slice(0, -1), /no snapshot/],
    [whole.with(whole.length - 4096, 0xff), /damaged|no snapshot/],
    [whole.slice(0, -4096), /no snapshot/],
    ['text', /Uint8Array/],
  ]) {
    await assert.rejects(site.restore(snapshot), message);
    assert.equal(await total(site), 5);
  }
});

test('a closed site says so, and can be closed again', async () => {
  const site = await createEmulator();
  await site.close();
  await site.close();
  await assert.rejects(site.fetch(CONTACTS), /closed/);
  await assert.rejects(site.snapshot(), /closed/);
});

test('await using closes it', async () => {
  const site = await createEmulator();
  await site[Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')]();
  await assert.rejects(site.fetch(CONTACTS), /closed/);
});

test('a bulk job is done by the time that it is asked for', async () => {
  const site = await createEmulator({ seed: 30 });
  const started = await site.fetch('/contacts/v4/bulk/contacts/delete', {
    method: 'POST',
    body: JSON.stringify({ filter: {} }),
  });
  const { jobId } = await started.json();
  const { job } = await (await site.fetch(`/contacts/v4/bulk/jobs/${jobId}`)).json();
  assert.equal(job.status, 'COMPLETED');
});

test('closing ends what is under way', async () => {
  const site = await createEmulator();
  await site.faults([{ latencyMs: 60_000 }]);
  const call = assert.rejects(site.fetch(CONTACTS), /closed/);
  await site.close();
  await call;
});
