// Random contactInfos, without failures and with them: what is lost on the way changes nothing of what comes of it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../support/random.js';
import { startSite } from '../support/reconcile.js';

const site = startSite();
const SEEDS = 10;

for (let seed = 1; seed <= SEEDS; seed += 1) {
  test(`lost and failed requests change nothing of what comes of random calls, seed ${seed}`, async () => {
    const random = new Random(seed);
    const extendedFields = random.pick(['create', 'create', 'existing', 'off']);
    const infos = Array.from({ length: 3 }, () => random.contactInfo());

    const undisturbed = site.connect({ extendedFields });
    const expected = [];
    for (const info of infos) expected.push(await outcome(info, undisturbed));
    const stored = await comparable();

    const again = await outcome(infos[2], undisturbed);
    assert.equal(again.isNew, false);
    assert.deepEqual([again.contact, again.shown], [expected[2].contact, expected[2].shown]);
    assert.deepEqual(await comparable(), stored);

    await site.reset();
    const disturbed = site.connect({ extendedFields, maxRetries: 3 });
    for (const [index, info] of infos.entries()) {
      await site.faults(...random.faults());
      const { contact, shown, details } = await outcome(info, disturbed);
      assert.deepEqual([contact, shown], [expected[index].contact, expected[index].shown]);
      assert.deepEqual(details, expected[index].details);
    }
    assert.deepEqual(await comparable(), stored);
  });
}

/** What a call gives, and what is shown in the end. The statuses of emails may follow after the response. */
async function outcome(info, contacts) {
  const { contact, isNew, details } = await site.reconcile(info, contacts);
  await site.faults();
  const shown = withoutDates(await site.shown(contact.id));
  const emails = contact.emails.map(({ emailStatus, deliveryStatus, ...email }) => email);
  return { contact: { ...withoutDates(contact), emails }, shown, isNew, details };
}

/** What the site holds, but for what differs each time. */
async function comparable() {
  await site.settle();
  const contacts = await site.stored();
  return contacts.map(({ info: { extendedFields, ...info }, primaryEmail }) => ({
    info: JSON.parse(JSON.stringify(info, (key, value) => (key === 'id' ? undefined : value))),
    primaryEmail,
    fields: Object.values(extendedFields?.items ?? {}).toSorted(),
  }));
}

function withoutDates({ id, createdAt, modifiedAt, ...contact }) {
  return contact;
}
