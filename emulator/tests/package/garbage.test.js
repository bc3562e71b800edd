// A site that nobody holds any more is collected, with its memory.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createEmulator } from '../../npm/js/node/index.js';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc');

const CONTACTS = '/contacts/v4/contacts';

async function dropped(end) {
  const site = await createEmulator({ seed: 10 });
  await site.fetch(CONTACTS);
  await end(site);
  return new WeakRef(site);
}

for (const [how, end] of Object.entries({ dropped: () => {}, closed: (site) => site.close() })) {
  test(`a site that is ${how} is collected`, async () => {
    const sites = [];
    for (let count = 0; count < 5; count++) sites.push(await dropped(end));
    const left = () => sites.filter((site) => site.deref()).length;
    for (let round = 0; round < 50 && left() > 0; round++) {
      await new Promise((resolve) => setTimeout(resolve));
      gc();
    }
    assert.equal(left(), 0);
  });
}
