// How many requests reconcileContact makes: at most three that write or find a contact, and one the first time that the
// extended field is needed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startSite } from '../support/reconcile.js';

const site = startSite();

const plain = { name: { first: 'Ann' }, emails: [{ tag: 'home', email: 'ann@example.com' }] };
const more = { ...plain, company: { name: 'Acme' } };
const withStatus = { ...plain, emails: [{ ...plain.emails[0], emailStatus: 'recurring' }] };
const withOverlay = { ...plain, name: { first: 'Ann', middle: 'Q.' } };
const withMoreOverlay = { ...plain, name: { first: 'Ann', middle: 'Q.', suffix: 'Jr.' } };
const withBoth = { ...withStatus, name: withOverlay.name };

const known = (contacts) =>
  site.reconcile({ name: { prefix: 'Dr.' }, emails: [{ email: 'bob@example.com' }] }, contacts);

const cases = [
  ['a new contact', { sent: plain, requests: ['query', 'create'] }],
  [
    'a new contact with a subscription',
    { sent: withStatus, requests: ['query', 'create', 'ask for consent', 'subscribe'] },
  ],
  [
    'a new contact, the first time that the extended field is needed',
    { sent: withOverlay, requests: ['query', 'find or create field', 'create'] },
  ],
  [
    'a new contact with a subscription, the first time that the extended field is needed',
    { sent: withBoth, requests: ['query', 'find or create field', 'create', 'ask for consent', 'subscribe'] },
  ],
  [
    'a new contact with a subscription and an overlay, when the extended field is known',
    { first: known, sent: withBoth, requests: ['query', 'create', 'ask for consent', 'subscribe'] },
  ],
  ['an existing contact with something to add', { before: plain, sent: more, requests: ['query', 'update'] }],
  [
    'an existing contact with a subscription to add',
    {
      before: plain,
      sent: { ...withStatus, company: more.company },
      requests: ['query', 'update', 'ask for consent', 'subscribe'],
    },
  ],
  [
    'an existing contact with an overlay to add, the first time that the extended field is needed',
    { before: plain, sent: withOverlay, requests: ['query', 'find or create field', 'update'] },
  ],
  [
    'an existing contact with more to add to its overlay',
    { before: withOverlay, sent: withMoreOverlay, requests: ['query', 'update'] },
  ],
  [
    'an existing contact with an overlay and a subscription to add, when the extended field is known',
    {
      first: known,
      before: plain,
      sent: withBoth,
      requests: ['query', 'update', 'ask for consent', 'subscribe'],
    },
  ],
  ['an existing contact with nothing to add', { before: plain, sent: plain, requests: ['query'] }],
  [
    'an existing contact with nothing to add to its overlay',
    { before: withBoth, sent: withBoth, requests: ['query'] },
  ],
  [
    'an existing contact with a subscription alone',
    { before: plain, sent: withStatus, requests: ['query', 'ask for consent', 'subscribe'] },
  ],
];

for (const [what, { first = () => {}, before, sent, requests }] of cases) {
  test(`${what} takes ${requests.length}: ${requests.join(', ')}`, async () => {
    if (before) await site.reconcile(before, site.connect());
    await first(site.contacts);
    await site.settle();
    const earlier = (await site.requests()).length;
    await site.reconcile(sent);
    assert.deepEqual((await site.requests()).slice(earlier), requests);
  });
}

test('all instances of the SDK find the same extended field', async () => {
  await site.reconcile(withOverlay);
  await site.reconcile({ name: { middle: 'R.' }, emails: [{ email: 'bob@example.com' }] }, site.connect());
  assert.equal((await site.fields()).length, 1);
});

test('a server that ignores what is asked is asked for contacts once', async () => {
  const others = Array.from({ length: 100 }, (_, number) => ({ id: `${number}`, info: {} }));
  const asked = [];
  const contacts = site.connectRefusing((name) => {
    asked.push(name);
    return name === 'query' ? Response.json({ contacts: others, pagingMetadata: { total: 100 } }) : undefined;
  });
  const { isNew } = await site.reconcile(plain, contacts);
  assert.equal(isNew, true);
  assert.deepEqual(asked, ['query', 'create']);
});
