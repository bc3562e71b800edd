// Random contactInfos, without failures and with them: what is lost on the way changes nothing of what comes of it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from './support/random.js';
import { startSite } from './support/reconcile.js';

const site = startSite();
const SEEDS = 10;

for (let seed = 1; seed <= SEEDS; seed += 1) {
  test(`lost and failed requests change nothing of what comes of random calls, seed ${seed}`, async () => {
    const random = new Random(seed);
    const extendedFields = random.pick(['create', 'create', 'existing', 'off']);
    const infos = Array.from({ length: 3 }, () => random.contactInfo());

    const undisturbed = site.connect({ extendedFields });
    const expected = [];
    for (const info of infos) {
      expected.push(await site.reconcile(info, undisturbed));
      await site.settle();
    }
    const stored = await comparable();

    const again = await site.reconcile(infos[2], undisturbed);
    assert.equal(again.isNew, false);
    assert.deepEqual(withoutDates(again.contact), withoutDates(expected[2].contact));
    assert.deepEqual(await comparable(), stored);

    await site.reset();
    const disturbed = site.connect({ extendedFields, maxRetries: 3 });
    for (const [index, info] of infos.entries()) {
      await site.faults(...random.faults());
      const { contact, details } = await site.reconcile(info, disturbed);
      await site.settle();
      assert.deepEqual(withoutDates(contact), withoutDates(expected[index].contact));
      assert.deepEqual(details, expected[index].details);
    }
    assert.deepEqual(await comparable(), stored);
  });
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
