// Contract, section 4, as properties. A cursor over a site whose contacts come and go gives each contact that was there
// all the time once on the way down, newest first, and again on the way up.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContacts } from 'wix-contacts';
import { move, randomFrom } from '../support/calls.js';
import { contact, refusal, Site } from '../support/site.js';

const SEED = 20_240_301;
const ROUNDS = 80;
/** So few dates that many contacts share one. */
const DATES = 6;

class World {
  #count = 0;

  constructor(random) {
    this.random = random;
    this.site = new Site();
    for (let count = this.upTo(40); count > 0; count -= 1) this.create();
  }

  /** An integer from 0 on, below `limit`. */
  upTo(limit) {
    return Math.floor(this.random() * limit);
  }

  chance(probability) {
    return this.random() < probability;
  }

  create() {
    this.#count += 1;
    const { createdDate } = contact(this.upTo(DATES));
    // The order of ids is not that of creation, so a new contact may come to stand anywhere within its date.
    const id = `${this.upTo(0xffff).toString(16).padStart(8, '0')}-${this.#count}`;
    this.site.contacts.push({ ...contact(0), id, createdDate });
  }

  delete() {
    this.site.contacts.splice(this.upTo(this.site.contacts.length), 1);
  }

  /** Changes a little, and keeps account of what was there all the time. */
  change(lasting) {
    if (this.chance(0.4)) this.create();
    if (this.chance(0.4)) this.delete();
    const left = new Set(this.ids());
    return lasting.filter((id) => left.has(id));
  }

  ids() {
    return this.site.contacts.map(({ id }) => id);
  }
}

/** Moves, though some tries fail first. A failure must leave the cursor where it was. */
async function persist(world, cursor, direction) {
  while (world.chance(0.2)) {
    const before = cursor.getData();
    world.site.script.push(() => refusal(403));
    const moved = await move(cursor, direction).catch((error) => error.errorType);
    world.site.script.length = 0;
    // At an end there is no request, and after a prefetch none is left, that could fail.
    if (moved !== 'FORBIDDEN') return moved;
    assert.equal(cursor.getData(), before);
  }
  return move(cursor, direction);
}

const idsOf = (page) => page.map(({ id }) => id);

/** Nobody twice, nobody passed over, newest first. */
function assertStable(pages, lasting) {
  const seen = idsOf(pages.flat());
  assert.equal(new Set(seen).size, seen.length, 'twice');
  assert.deepEqual(
    lasting.filter((id) => !seen.includes(id)),
    [],
    'passed over',
  );
  const dates = pages.flat().map(({ createdAt }) => createdAt);
  assert.deepEqual(dates, dates.toSorted().reverse(), 'newest first');
}

for (const prefetch of [true, false]) {
  test(`contacts that come and go make no other one appear twice or be passed over, with prefetch ${prefetch}`, async (t) => {
    t.diagnostic(`seed ${SEED}`);
    const random = randomFrom(SEED);
    for (let round = 0; round < ROUNDS; round += 1) {
      const world = new World(random);
      const { promises } = createContacts({ fetch: world.site.fetch, prefetch });
      let lasting = world.ids();
      const cursor = await promises.getContacts({ pageSize: 1 + world.upTo(7) });

      const down = [cursor.getData()];
      while (cursor.hasNext()) {
        lasting = world.change(lasting);
        down.push(await persist(world, cursor, 'next'));
      }
      assertStable(down, lasting);

      const up = [cursor.getData()];
      const seen = idsOf(down.flat());
      lasting = world.ids().filter((id) => seen.includes(id));
      while (cursor.hasPrevious()) {
        lasting = world.change(lasting);
        up.unshift(await persist(world, cursor, 'previous'));
      }
      assertStable(up, lasting);
      assert.ok([...down, ...up].every((page) => page.length <= cursor.getPageSize()));
    }
  });
}

test('a cursor over a site that stays the same is a place in a list of pages', async (t) => {
  t.diagnostic(`seed ${SEED}`);
  const random = randomFrom(SEED);
  for (let round = 0; round < ROUNDS; round += 1) {
    const world = new World(random);
    const { promises } = createContacts({ fetch: world.site.fetch, prefetch: world.chance(0.5) });
    const size = 1 + world.upTo(7);
    const cursor = await promises.getContacts({ pageSize: size });
    const all = idsOf((await promises.getContacts({ pageSize: 500 })).getData());
    const lastPage = Math.max(0, Math.ceil(all.length / size) - 1);
    let place = 0;
    for (let step = 0; step < 20; step += 1) {
      const direction = world.chance(0.6) ? 'next' : 'previous';
      const wanted = place + (direction === 'next' ? 1 : -1);
      const isThere = wanted >= 0 && wanted <= lastPage;
      const page = await persist(world, cursor, direction);
      if (isThere) place = wanted;
      const expected = all.slice(place * size, (place + 1) * size);
      assert.deepEqual(idsOf(page), isThere ? expected : []);
      assert.deepEqual(idsOf(cursor.getData()), expected);
      assert.deepEqual([cursor.hasPrevious(), cursor.hasNext()], [place > 0, place < lastPage]);
      assert.equal(cursor.getTotal(), all.length);
    }
  }
});
