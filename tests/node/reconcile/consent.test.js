// Random histories of opt-outs, creates, merges and reconciliations on sites whose contacts lag behind the subscriptions:
// nobody who opted out is ever subscribed.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as pass } from 'node:timers/promises';
import { Random } from '../support/random.js';
import { startSite } from '../support/reconcile.js';

const SEEDS = 6;
const STEPS = 14;
const PEOPLE = ['ann', 'bob', 'day', 'eve', 'lee'];
const addressOf = (person) => `${person}@example.com`;

for (const lag of [0, 40, 5000]) {
  describe(`on a site whose contacts lag ${lag} ms behind`, () => {
    const site = startSite(['--subscription-lag', `${lag}`, '--stale-reads', `${Math.min(lag, 100)}`]);
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      test(`nobody who opted out is ever subscribed, seed ${seed}`, () =>
        checkHistory(site, new Random(seed), lag));
    }
  });
}

async function checkHistory(site, random, lag) {
  const optedOut = new Set();
  const history = [];
  for (let step = 0; step < STEPS; step += 1) {
    await act(site, random, lag, optedOut, history);
    const statuses = await site.subscriptionStatuses(...PEOPLE.map(addressOf));
    for (const [index, person] of PEOPLE.entries()) {
      if (optedOut.has(person))
        assert.equal(statuses[index], 'UNSUBSCRIBED', `${person} after ${history.join(', ')}`);
    }
  }
}

async function act(site, random, lag, optedOut, history) {
  const person = random.pick(PEOPLE);
  const email = random.pick([addressOf(person), addressOf(person).toUpperCase()]);
  const what = random.pick(['opt out', 'create', 'merge', 'wait', ...Array(5).fill('reconcile')]);
  history.push(`${what} ${person}`);
  switch (what) {
    case 'opt out':
      await site.subscribe({ email, subscriptionStatus: 'UNSUBSCRIBED' });
      optedOut.add(person);
      break;
    case 'create':
      await site.create({ emails: { items: [{ email }] } });
      break;
    case 'merge': {
      const [target, source] = random.some(await site.stored(), 0.8);
      if (source) await site.merge(target.id, source.id);
      break;
    }
    case 'wait':
      await pass(random.below(2 * Math.min(lag, 60)));
      break;
    default:
      await reconcile(site, random, optedOut, history);
  }
}

async function reconcile(site, random, optedOut, history) {
  const people = random.some(PEOPLE);
  if (people.length === 0) return;
  const emails = people.map((person) => ({
    email: random.pick([addressOf(person), addressOf(person).toUpperCase()]),
    emailStatus: random.pick(['recurring', 'recurring', 'optOut', undefined]),
    deliveryStatus: random.pick([undefined, undefined, 'VALID', 'BOUNCE']),
  }));
  const { details } = await site.reconcile({ name: { first: random.pick(['Ann', 'Eve']) }, emails });
  history.push(JSON.stringify(emails));
  const statuses = await site.subscriptionStatuses(...people.map(addressOf));
  for (const [index, { emailStatus }] of emails.entries()) {
    const person = people[index];
    const isRejected = details.rejectedData.some(({ field }) => field === `emails[${index}].emailStatus`);
    if (emailStatus === 'optOut') {
      assert.ok(!isRejected);
      optedOut.add(person);
    }
    if (emailStatus !== 'recurring') continue;
    // What the contact shows already is not asked for, though it may lag behind.
    const isShown = details.existingData.some(
      ({ value }) => value.emailStatus === 'recurring' && value.email.toLowerCase() === addressOf(person),
    );
    const is = `${person} after ${history.join(', ')}`;
    assert.ok(isRejected || isShown || statuses[index] === 'SUBSCRIBED', is);
    if (optedOut.has(person)) assert.ok(isRejected || isShown, is);
  }
}
