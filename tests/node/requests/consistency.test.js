// A read after one's own write is not stale: the x-wix-consistent of a response is sent with every later request, as @wix/sdk
// does it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configure, createContacts, ready } from 'wix-contacts';
import * as promises from 'wix-contacts/promises';
import { start } from '../../support/emulator.js';
import { failure, idle } from '../support/calls.js';
import { copyPackage } from '../support/copy.js';
import { contact, contacts, idOf, json, refusal, Site } from '../support/site.js';

const ID = idOf(1);
/** As @wix/sdk writes it: two spellings in one plain object would be sent as two values. */
const NAME = 'X-Wix-Consistent';
const found = (value) => () => json({ contact: contact(1) }, 200, { 'x-wix-consistent': value });

await ready();

const open = (settings) => {
  const site = new Site({ contacts: contacts(1) });
  return { site, ...createContacts({ fetch: site.fetch, ...settings }) };
};
const sent = ({ requests }) => requests.map(({ headers }) => headers[NAME]);

test('what a response has is sent with every later request, until one has another', async () => {
  const { site, promises, v4 } = open();
  site.script.push(undefined, found('one'), undefined, found('two'));
  await promises.getContactById(ID);
  await promises.getContactById(ID);
  await promises.getContacts({});
  await promises.getContactById(ID);
  await v4.listContacts();
  assert.deepEqual(sent(site), [undefined, undefined, 'one', 'one', 'two']);
});

test('that of a refusal counts, too, with the next try already', async () => {
  const { site, promises } = open();
  const headers = { 'x-wix-consistent': 'one', 'retry-after': '0' };
  site.script.push(() => refusal(503, undefined, headers));
  await promises.getContactById(ID);
  assert.deepEqual(sent(site), [undefined, 'one']);
});

test('the reads of a reconciliation follow its writes', async () => {
  const { site, promises } = open();
  const contactInfo = { emails: [{ email: 'ann@example.com' }] };
  const nobody = () => json({ contacts: [], pagingMetadata: { total: 0 } });
  site.script.push(nobody, found('after the write'));
  await promises.reconcileContact(contactInfo);
  await promises.getContactById(ID);
  assert.equal(sent(site).at(-1), 'after the write');
});

test('each instance has its own, and configure begins anew', async (t) => {
  t.after(() => configure({}));
  const [one, other] = [open(), open()];
  one.site.script.push(found('one'));
  await one.promises.getContactById(ID);
  await other.promises.getContactById(ID);
  assert.deepEqual(sent(other.site), [undefined]);

  configure({ fetch: one.site.fetch });
  one.site.script.push(found('two'));
  await promises.getContactById(ID);
  configure({ fetch: one.site.fetch });
  await promises.getContactById(ID);
  assert.deepEqual(sent(one.site), [undefined, undefined, undefined]);
});

test('a header of that name in the app’s settings is left as it is', async () => {
  const { site, promises } = open({ headers: { 'x-wix-consistent': 'mine' } });
  site.script.push(found('one'));
  await promises.getContactById(ID);
  await promises.getContactById(ID);
  assert.deepEqual(
    site.requests.map(({ headers }) => headers),
    [{ 'x-wix-consistent': 'mine' }, { 'x-wix-consistent': 'mine' }],
  );
});

test('a response that hides its headers, or has what no header can carry, changes nothing', async () => {
  for (const headers of [
    undefined,
    {},
    { get: () => null },
    { get: () => '' },
    { get: () => 'two\nlines' },
    { get: () => 7 },
    {
      get() {
        throw new Error('no headers');
      },
    },
  ]) {
    const { site, promises } = open();
    site.script.push(() => ({ status: 200, headers, json: async () => ({ contact: contact(1) }) }));
    await promises.getContactById(ID);
    await promises.getContactById(ID);
    assert.deepEqual(sent(site), [undefined, undefined]);
  }
});

test('a get that begins after a write does not share the response of one that began before it', async () => {
  const { site, promises } = open();
  let respond;
  site.script.push(() => new Promise((resolve) => (respond = resolve)), found('after the write'));
  const before = promises.getContactById(ID);
  await idle();
  await promises.getContacts({}).catch(() => undefined);
  const after = promises.getContactById(ID);
  await idle();
  assert.deepEqual(sent(site), [undefined, undefined, 'after the write']);
  respond(json({ contact: contact(1) }));
  assert.deepEqual([(await before).id, (await after).id], [ID, ID]);
});

test('what is asked for before the wasm is there has none', async (t) => {
  const { createContacts } = await copyPackage(t).load('js/index.js');
  const site = new Site({ contacts: contacts(1) });
  const { promises } = createContacts({ fetch: site.fetch });
  await promises.getContacts({});
  assert.deepEqual(sent(site), [undefined]);
});

test('a get right after a write is not stale, where the local server gives what was before', async (t) => {
  const server = await start({ args: ['--stale-reads', '60000'] });
  t.after(() => server.stop());
  const settings = { authorization: 'token', baseUrl: server.url, maxRetries: 0 };
  const { promises } = createContacts(settings);
  const { contact: made } = await promises.reconcileContact({ emails: [{ email: 'ann@example.com' }] });
  assert.equal((await promises.getContactById(made.id)).emails[0].email, 'ann@example.com');
  // Somebody else does not know of the write.
  const other = createContacts(settings).promises;
  assert.equal((await failure(other.getContactById(made.id))).errorType, 'NOT_FOUND');
});
