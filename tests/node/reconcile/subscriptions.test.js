// emailStatus and deliveryStatus: v4 has them outside the contact.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startSite } from '../support/reconcile.js';

const site = startSite();

const id = '00000000-0000-4000-8000-000000000001';
const email = { tag: 'home', email: 'ann@example.com' };

/** A v4 contact of Ann, whose email has this status. */
function ann(subscriptionStatus) {
  const primaryEmail = { email: 'ann@example.com', subscriptionStatus };
  return { id, primaryEmail, info: { emails: { items: [{ tag: 'HOME', email: 'ann@example.com' }] } } };
}

async function subscriptions() {
  return (await site.sent('subscribe')).map(({ subscription }) => subscription);
}

const emailStatuses = [
  ['recurring', 'SUBSCRIBED'],
  ['optOut', 'UNSUBSCRIBED'],
];

for (const [emailStatus, subscriptionStatus] of emailStatuses) {
  for (const [who, info] of [
    ['a new contact', {}],
    ['a new contact with a name', { name: { first: 'Ann' } }],
  ]) {
    test(`emailStatus ${emailStatus} of ${who} is ${subscriptionStatus}, and read back`, async () => {
      const { contact, details } = await site.reconcile({ ...info, emails: [{ ...email, emailStatus }] });
      assert.deepEqual(await subscriptions(), [{ email: 'ann@example.com', subscriptionStatus }]);
      assert.deepEqual(details.rejectedData, []);
      assert.equal(contact.emails[0].emailStatus, emailStatus);
      assert.deepEqual(contact.emails, (await site.shown(contact.id)).emails);
    });
  }

  test(`emailStatus ${emailStatus} of an existing contact is ${subscriptionStatus}, and read back`, async () => {
    await site.seed(ann('NOT_SET'));
    const { contact } = await site.reconcile({ emails: [{ ...email, emailStatus }] });
    assert.deepEqual(await subscriptions(), [{ email: 'ann@example.com', subscriptionStatus }]);
    assert.equal(contact.emails[0].emailStatus, emailStatus);
    assert.deepEqual(contact.emails, (await site.shown(id)).emails);
  });
}

test('emailStatus recurring that the contact has already is not written', async () => {
  await site.seed(ann('SUBSCRIBED'));
  assert.deepEqual(await site.rejected({ emails: [{ ...email, emailStatus: 'recurring' }] }), []);
  assert.deepEqual(await site.requests(), ['query']);
});

test('an opt-out is passed on even where the contact shows one, which may have been taken back since', async () => {
  await site.seed(ann('UNSUBSCRIBED'));
  assert.deepEqual(await site.rejected({ emails: [{ ...email, emailStatus: 'optOut' }] }), []);
  assert.deepEqual(await site.requests(), ['query', 'subscribe']);
});

test('emailStatus transactional writes nothing', async () => {
  await site.seed(ann('SUBSCRIBED'));
  const rejected = await site.rejected({ emails: [{ ...email, emailStatus: 'transactional' }] });
  assert.deepEqual(rejected, []);
  assert.deepEqual(await site.requests(), ['query']);
});

const deliveryStatuses = [
  ['VALID', 'VALID', 'VALID'],
  ['SPAM', 'SPAM_COMPLAINT', 'SPAM'],
  ['COMPLAINT', 'SPAM_COMPLAINT', 'SPAM'],
  ['REJECTED', 'BOUNCED', 'BOUNCE'],
  ['BOUNCE', 'BOUNCED', 'BOUNCE'],
];

for (const [deliveryStatus, deliverabilityStatus, shown] of deliveryStatuses) {
  test(`deliveryStatus ${deliveryStatus} is ${deliverabilityStatus}, and shown as ${shown}`, async () => {
    const { contact, details } = await site.reconcile({ emails: [{ ...email, deliveryStatus }] });
    assert.deepEqual(await subscriptions(), [{ email: 'ann@example.com', deliverabilityStatus }]);
    assert.deepEqual(details.rejectedData, []);
    assert.equal(contact.emails[0].deliveryStatus, shown);
    assert.deepEqual(contact.emails, (await site.shown(contact.id)).emails);
  });
}

test('deliveryStatus DEFERRAL is UNSUPPORTED, and a status of no kind INVALID', async () => {
  const deferred = await site.rejected({ emails: [{ ...email, deliveryStatus: 'DEFERRAL' }] });
  assert.deepEqual(deferred, [['emails[0].deliveryStatus', 'UNSUPPORTED']]);
  const unknown = await site.rejected({ emails: [{ ...email, emailStatus: 'maybe', deliveryStatus: 'OK' }] });
  assert.deepEqual(unknown, [
    ['emails[0].emailStatus', 'INVALID'],
    ['emails[0].deliveryStatus', 'INVALID'],
  ]);
  assert.deepEqual(await subscriptions(), []);
});

test('both statuses of an email go in one call', async () => {
  await site.reconcile({ emails: [{ ...email, emailStatus: 'recurring', deliveryStatus: 'VALID' }] });
  assert.deepEqual(await subscriptions(), [
    { email: 'ann@example.com', subscriptionStatus: 'SUBSCRIBED', deliverabilityStatus: 'VALID' },
  ]);
});

test('statuses are read back for the primary email only', async () => {
  const emails = [email, { tag: 'work', email: 'lee@example.com', emailStatus: 'recurring' }];
  const { contact } = await site.reconcile({ emails });
  assert.deepEqual(await subscriptions(), [{ email: 'lee@example.com', subscriptionStatus: 'SUBSCRIBED' }]);
  assert.deepEqual(contact.emails, [
    { id: 1, ...email, emailStatus: 'transactional' },
    { id: 2, tag: 'work', email: 'lee@example.com' },
  ]);
  assert.deepEqual(contact.emails, (await site.shown(contact.id)).emails);
});

// Consent

test('a contact that is unsubscribed is never subscribed again: CONSENT', async () => {
  await site.seed(ann('UNSUBSCRIBED'));
  const { contact, details } = await site.reconcile({
    emails: [
      { ...email, emailStatus: 'recurring' },
      { tag: 'work', email: 'lee@example.com', emailStatus: 'recurring' },
    ],
  });
  assert.deepEqual(details.rejectedData, [
    { field: 'emails[0].emailStatus', value: 'recurring', reason: 'CONSENT' },
    { field: 'emails[1].emailStatus', value: 'recurring', reason: 'CONSENT' },
  ]);
  assert.deepEqual(await subscriptions(), []);
  assert.equal(contact.emails[0].emailStatus, 'optOut');
});

test('who unsubscribed while being read is not subscribed either', async () => {
  await site.seed(ann('NOT_SET'));
  const unsubscribe = () => site.subscribe({ email: 'ann@example.com', subscriptionStatus: 'UNSUBSCRIBED' });
  const late = site.connectWith('update', unsubscribe);
  const info = { name: { first: 'Ann' }, emails: [{ ...email, emailStatus: 'recurring' }] };
  assert.deepEqual(await site.rejected(info, late), [['emails[0].emailStatus', 'CONSENT']]);
  assert.deepEqual(await subscriptions(), []);
});

test('who unsubscribed before there was a contact is not subscribed either', async () => {
  await site.subscribe({ email: 'ann@example.com', subscriptionStatus: 'UNSUBSCRIBED' });
  const { contact, details } = await site.reconcile({ emails: [{ ...email, emailStatus: 'recurring' }] });
  assert.deepEqual(details.rejectedData, [
    { field: 'emails[0].emailStatus', value: 'recurring', reason: 'CONSENT' },
  ]);
  assert.deepEqual(await subscriptions(), []);
  assert.equal((await site.shown(contact.id)).emails[0].emailStatus, 'optOut');
});

test('an email that is sent as optOut and as recurring is unsubscribed', async () => {
  const emails = [
    { ...email, emailStatus: 'recurring' },
    { ...email, emailStatus: 'optOut' },
  ];
  assert.deepEqual(await site.rejected({ emails }), [['emails[0].emailStatus', 'CONSENT']]);
  assert.deepEqual(await subscriptions(), [{ email: 'ann@example.com', subscriptionStatus: 'UNSUBSCRIBED' }]);
});

for (const [emailStatus, rejected] of [
  ['recurring', [['emails[0].emailStatus', 'CONSENT']]],
  [undefined, []],
]) {
  test(`whoever is unsubscribed can still be marked as undeliverable, with ${emailStatus}, and stays so`, async () => {
    await site.seed(ann('UNSUBSCRIBED'));
    const emails = [{ ...email, emailStatus, deliveryStatus: 'BOUNCE' }];
    assert.deepEqual(await site.rejected({ emails }), rejected);
    assert.deepEqual(await subscriptions(), [
      { email: 'ann@example.com', subscriptionStatus: 'UNSUBSCRIBED', deliverabilityStatus: 'BOUNCED' },
    ]);
  });
}

test('an address that opted out is not subscribed, whichever contact has it, and in any case', async () => {
  const optOut = (address) => site.subscribe({ email: address, subscriptionStatus: 'UNSUBSCRIBED' });
  await Promise.all(['ann@example.com', 'Lee@Example.com'].map(optOut));
  await site.seed({ id, info: { emails: { items: [{ email: 'day@example.com' }] } } });
  const emails = ['day@example.com', 'ANN@example.com', 'lee@example.com', 'new@example.com'];
  const sent = { emails: emails.map((address) => ({ email: address, emailStatus: 'recurring' })) };
  assert.deepEqual(await site.rejected(sent), [
    ['emails[1].emailStatus', 'CONSENT'],
    ['emails[2].emailStatus', 'CONSENT'],
  ]);
  assert.deepEqual(
    (await subscriptions()).map(({ email: address }) => address),
    ['day@example.com', 'new@example.com'],
  );
});

test('an opt-out that the contact does not show yet is shown, as it is known now', async () => {
  await site.subscribe({ email: 'ann@example.com', subscriptionStatus: 'UNSUBSCRIBED' });
  const lagging = site.connectRefusing(async (name, body) => {
    if (name !== 'create') return undefined;
    const items = body.info.emails.items.map((item) => ({ ...item, primary: true }));
    const primaryEmail = { email: 'ann@example.com', subscriptionStatus: 'NOT_SET' };
    return Response.json({ contact: { id, revision: 1, primaryEmail, info: { emails: { items } } } });
  });
  const sent = { emails: [{ ...email, emailStatus: 'recurring' }] };
  const { contact, details } = await site.reconcile(sent, lagging);
  assert.equal(details.rejectedData[0].reason, 'CONSENT');
  assert.equal(contact.emails[0].emailStatus, 'optOut');
});

test('all addresses that are to be subscribed are asked about at once, in each spelling that may be stored', async () => {
  const emails = [
    { email: 'Ann@example.com', emailStatus: 'recurring' },
    { email: 'ANN@example.com', emailStatus: 'recurring' },
    { email: 'lee@example.com', emailStatus: 'optOut' },
    { email: 'day@example.com', emailStatus: 'recurring' },
    { email: 'may@example.com' },
  ];
  await site.reconcile({ emails });
  assert.deepEqual(await site.sent('ask for consent'), [
    {
      filter: { email: { $in: ['Ann@example.com', 'ann@example.com', 'day@example.com'] } },
      paging: { limit: 100, offset: 0 },
    },
  ]);
});

test('an opt-out is passed on without a question, before anybody is asked about', async () => {
  await site.reconcile({ emails: [{ ...email, emailStatus: 'optOut', deliveryStatus: 'VALID' }] });
  assert.deepEqual(await site.requests(), ['query', 'create', 'subscribe']);
  const emails = [
    { email: 'lee@example.com', emailStatus: 'recurring' },
    { email: 'day@example.com', emailStatus: 'optOut' },
  ];
  await site.reconcile({ emails });
  assert.deepEqual((await site.requests()).slice(3), [
    'query',
    'create',
    'subscribe',
    'ask for consent',
    'subscribe',
  ]);
});

test('an opt-out is passed on even where its email has no room', async () => {
  const items = Array.from({ length: 50 }, (_, index) => ({ email: `ann${index}@example.com` }));
  await site.seed({ id, info: { emails: { items } } });
  const emails = [{ email: 'ann0@example.com' }, { ...email, emailStatus: 'optOut' }];
  assert.deepEqual(await site.rejected({ emails }), [['emails[1]', 'TOO_MANY']]);
  assert.deepEqual(await subscriptions(), [{ email: 'ann@example.com', subscriptionStatus: 'UNSUBSCRIBED' }]);
});

for (const info of [{}, { name: { middle: 'Q.' } }, { phones: [{ phone: '+1 212 555 0134' }] }]) {
  test(`no status, no question: ${JSON.stringify(info)}`, async () => {
    await site.reconcile({ ...info, emails: [{ ...email, emailStatus: 'transactional' }] });
    assert.ok(!(await site.requests()).includes('ask for consent'));
  });
}

test('an address that is subscribed already is not subscribed again, and shown as it is', async () => {
  await site.seed(ann('NOT_SET'));
  await site.subscribe({ email: 'lee@example.com', subscriptionStatus: 'SUBSCRIBED' });
  const emails = [email, { email: 'Lee@example.com', emailStatus: 'recurring' }];
  assert.deepEqual(await site.rejected({ emails }), []);
  assert.deepEqual(await site.requests(), ['query', 'update', 'ask for consent']);
});

test('two contacts with one address: the one that is matched says nothing of the opt-out, and still it holds', async () => {
  await site.seed(ann('NOT_SET'), { ...ann('NOT_SET'), id: id.replace('1', '2') });
  await site.subscribe({ email: 'ann@example.com', subscriptionStatus: 'UNSUBSCRIBED' });
  await site.faults({
    path: '/contacts/v4/contacts/query',
    body: { contacts: [{ ...ann('NOT_SET'), revision: 1 }], pagingMetadata: { total: 1 } },
  });
  const rejected = await site.rejected({ emails: [{ ...email, emailStatus: 'recurring' }] });
  assert.deepEqual(rejected, [['emails[0].emailStatus', 'CONSENT']]);
});

test('a deliveryStatus beside a refused emailStatus is set, and the opt-out is sent along with it', async () => {
  await site.subscribe({ email: 'ann@example.com', subscriptionStatus: 'UNSUBSCRIBED' });
  const lagging = site.connectRefusing((name) =>
    name === 'query'
      ? Response.json({ contacts: [{ ...ann('NOT_SET'), revision: 1 }], pagingMetadata: { total: 1 } })
      : undefined,
  );
  const emails = [{ ...email, emailStatus: 'recurring', deliveryStatus: 'BOUNCE' }];
  assert.deepEqual(await site.rejected({ emails }, lagging), [['emails[0].emailStatus', 'CONSENT']]);
  assert.deepEqual(await subscriptions(), [
    { email: 'ann@example.com', subscriptionStatus: 'UNSUBSCRIBED', deliverabilityStatus: 'BOUNCED' },
  ]);
});

// The question itself

/** An instance of the SDK that gets this response to its query. */
const responding = (respond) =>
  site.connectRefusing((name, body) => (name === 'ask for consent' ? respond(body) : undefined));

for (const [status, reason] of [
  [401, 'FORBIDDEN'],
  [403, 'FORBIDDEN'],
  [404, 'UNSUPPORTED'],
  [400, 'UNSUPPORTED'],
  [501, 'UNSUPPORTED'],
]) {
  test(`where the question is refused with ${status} nobody is subscribed, opt-outs are, and the contact is saved: ${reason}`, async () => {
    const emails = [
      { ...email, emailStatus: 'recurring' },
      { email: 'lee@example.com', emailStatus: 'optOut' },
    ];
    const sent = { name: { first: 'Ann' }, emails };
    const { contact, isNew, details } = await site.reconcile(
      sent,
      responding(() => new Response('', { status })),
    );
    assert.deepEqual(details.rejectedData, [{ field: 'emails[0].emailStatus', value: 'recurring', reason }]);
    assert.deepEqual([isNew, contact.name.first, contact.emails.length], [true, 'Ann', 2]);
    assert.deepEqual(await subscriptions(), [
      { email: 'lee@example.com', subscriptionStatus: 'UNSUBSCRIBED' },
    ]);
  });
}

const senseless = [
  {},
  { subscriptions: null },
  { subscriptions: {} },
  { subscriptions: ['ann@example.com'] },
  { subscriptions: [{ subscriptionStatus: 'SUBSCRIBED' }] },
  { subscriptions: [{ email: 'ann@example.com' }] },
  { subscriptions: [{ email: 'ann@example.com', subscriptionStatus: 5 }] },
  { subscriptions: [], metadata: { total: 3 } },
  [],
  'no JSON',
];
for (const response of senseless) {
  test(`a response that makes no sense subscribes nobody: ${JSON.stringify(response)}`, async () => {
    const contacts = responding(
      () => new Response(typeof response === 'string' ? response : JSON.stringify(response)),
    );
    const rejected = await site.rejected({ emails: [{ ...email, emailStatus: 'recurring' }] }, contacts);
    assert.deepEqual(rejected, [['emails[0].emailStatus', 'UNSUPPORTED']]);
    assert.deepEqual(await subscriptions(), []);
  });
}

test('an empty list may be left out', async () => {
  const contacts = responding(() => Response.json({ metadata: { count: 0, offset: 0, total: 0 } }));
  const rejected = await site.rejected({ emails: [{ ...email, emailStatus: 'recurring' }] }, contacts);
  assert.deepEqual([rejected, (await subscriptions()).length], [[], 1]);
});

test('a response in pages is read to its end', async () => {
  const known = ['eve@example.com', 'lee@example.com', 'ann@example.com'].map((address) => ({
    email: address,
    subscriptionStatus: address.startsWith('ann') ? 'UNSUBSCRIBED' : 'NOT_SET',
  }));
  for (const withTotal of [true, false]) {
    const offsets = [];
    // Without a total a full page is what says that there is another.
    const all = withTotal ? known : [...Array(100).fill(known[0]), known[2]];
    const size = withTotal ? 1 : 100;
    const contacts = responding(({ paging: { offset } }) => {
      offsets.push(offset);
      const metadata = withTotal ? { total: all.length } : { tooManyToCount: true };
      return Response.json({ subscriptions: all.slice(offset, offset + size), metadata });
    });
    const rejected = await site.rejected({ emails: [{ ...email, emailStatus: 'recurring' }] }, contacts);
    assert.deepEqual(rejected, [['emails[0].emailStatus', 'CONSENT']]);
    assert.deepEqual(offsets, withTotal ? [0, 1, 2] : [0, 100]);
  }
});

test('a response that has no end subscribes nobody', async () => {
  let asked = 0;
  const subscriptions = Array(100).fill({ email: 'eve@example.com', subscriptionStatus: 'NOT_SET' });
  const contacts = responding(() => {
    asked += 1;
    return Response.json({ subscriptions });
  });
  const rejected = await site.rejected({ emails: [{ ...email, emailStatus: 'recurring' }] }, contacts);
  assert.deepEqual(rejected, [['emails[0].emailStatus', 'UNSUPPORTED']]);
  assert.equal(asked, 10);
});

// Refusals

for (const [status, reason] of [
  [403, 'FORBIDDEN'],
  [400, 'UNSUPPORTED'],
  [500, 'UNSUPPORTED'],
]) {
  test(`a subscription that is refused with ${status} never fails the call: its statuses are ${reason}`, async () => {
    await site.faults({ path: '/email-marketing/*', status });
    const emails = [{ ...email, emailStatus: 'recurring', deliveryStatus: 'VALID' }];
    const { contact, isNew, details } = await site.reconcile({ name: { first: 'Ann' }, emails });
    assert.deepEqual(details.rejectedData, [
      { field: 'emails[0].emailStatus', value: 'recurring', reason },
      { field: 'emails[0].deliveryStatus', value: 'VALID', reason },
    ]);
    assert.equal(isNew, true);
    assert.deepEqual(contact.emails, [{ id: 1, ...email, emailStatus: 'transactional' }]);
  });
}

test('one refused subscription leaves the others alone', async () => {
  await site.faults({ path: '/email-marketing/v1/email-subscriptions', times: 1, status: 403 });
  const emails = [
    { ...email, emailStatus: 'recurring' },
    { tag: 'work', email: 'lee@example.com', emailStatus: 'recurring' },
  ];
  assert.equal((await site.rejected({ emails })).length, 1);
  assert.equal((await subscriptions()).length, 2);
});

test('an email that had no room has no subscription', async () => {
  const items = Array.from({ length: 50 }, (_, index) => ({ email: `ann${index}@example.com` }));
  await site.seed({ id, info: { emails: { items } } });
  const emails = [{ email: 'ann0@example.com' }, { ...email, emailStatus: 'recurring' }];
  assert.deepEqual(await site.rejected({ emails }), [['emails[1]', 'TOO_MANY']]);
  assert.deepEqual(await subscriptions(), []);
});

test('a subscription whose response was lost is sent again', async () => {
  await site.faults({ path: '/email-marketing/*', times: 1, drop: 'after' });
  const { contact, details } = await site.reconcile({ emails: [{ ...email, emailStatus: 'recurring' }] });
  assert.deepEqual(details.rejectedData, []);
  assert.equal(contact.emails[0].emailStatus, 'recurring');
});
