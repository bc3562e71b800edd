// emailStatus and deliveryStatus: v4 has them outside the contact.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startSite } from './support/reconcile.js';

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

  test(`emailStatus ${emailStatus} that the contact has already is not written`, async () => {
    await site.seed(ann(subscriptionStatus));
    const rejected = await site.rejected({ emails: [{ ...email, emailStatus }] });
    assert.deepEqual(rejected, []);
    assert.deepEqual(await site.requests(), ['query']);
  });
}

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

test('whoever is unsubscribed can still be marked as undeliverable', async () => {
  await site.seed(ann('UNSUBSCRIBED'));
  const emails = [{ ...email, emailStatus: 'recurring', deliveryStatus: 'BOUNCE' }];
  assert.deepEqual(await site.rejected({ emails }), [['emails[0].emailStatus', 'CONSENT']]);
  assert.deepEqual(await subscriptions(), [{ email: 'ann@example.com', deliverabilityStatus: 'BOUNCED' }]);
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
  await site.faults({ path: '/email-marketing/*', times: 1, status: 403 });
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

test('a subscription whose answer was lost is sent again', async () => {
  await site.faults({ path: '/email-marketing/*', times: 1, drop: 'after' });
  const { contact, details } = await site.reconcile({ emails: [{ ...email, emailStatus: 'recurring' }] });
  assert.deepEqual(details.rejectedData, []);
  assert.equal(contact.emails[0].emailStatus, 'recurring');
});
