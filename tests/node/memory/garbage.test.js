// Contract, section 4: a cursor is released by the garbage collector, and with it what it has under way.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createContacts } from 'wix-contacts';
import { idle, move } from '../support/calls.js';
import { contacts, Site } from '../support/site.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

async function collectUntil(isDone) {
  for (let turn = 0; turn < 100 && !isDone(); turn += 1) {
    collect();
    await idle();
  }
}

test('a cursor that nobody holds is collected, its pages too, and its prefetch is aborted', async () => {
  const site = new Site({ contacts: contacts(9) });
  const { promises } = createContacts({ fetch: site.fetch });
  const use = async () => {
    const cursor = await promises.getContacts({ pageSize: 2 });
    site.script.push(undefined, () => new Promise(() => {}));
    const page = await move(cursor, 'next');
    await idle();
    return [new WeakRef(cursor), new WeakRef(page)];
  };
  const held = await use();
  const prefetch = site.requests.at(-1).signal;
  assert.deepEqual([site.requests.length, prefetch.aborted], [3, false]);
  await collectUntil(() => prefetch.aborted);
  assert.equal(prefetch.aborted, true);
  assert.deepEqual(
    held.map((it) => it.deref()),
    [undefined, undefined],
  );
});

test('a cursor lives as long as any of its pages', async () => {
  const { promises } = createContacts({ fetch: new Site({ contacts: contacts(9) }).fetch, prefetch: false });
  const firstPage = async () => (await promises.getContacts({ pageSize: 2 })).getData();
  const page = await firstPage();
  for (let turn = 0; turn < 3; turn += 1) {
    collect();
    await idle();
  }
  assert.equal((await move(page, 'next')).length, 2);
});
