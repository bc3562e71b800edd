// A call leaves nothing behind: neither in the memory of the wasm, nor among the pending ones.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContacts, ready } from 'wix-contacts';
import exported, { pendingCalls } from '../../../pkg/core.js';
import { failure } from '../support/calls.js';
import { contact } from '../support/site.js';

test('neither the memory of the wasm nor its references to live objects grow over 20,000 calls', async () => {
  await ready();
  const { memory, ...exports } = await exported();
  const tables = Object.values(exports).filter((it) => it instanceof WebAssembly.Table);
  const references = () => tables.reduce((sum, table) => sum + table.length, 0);
  // As little of a response as will do, so that the calls are what takes the time.
  const get = async (url) =>
    url.includes('missing') ? { status: 404 } : { status: 200, json: () => ({ contact: contact(1) }) };
  const { promises } = createContacts({ fetch: get });
  const batch = async (count) => {
    const calls = [failure(promises.getContactById('missing')), failure(promises.getContactById(''))];
    while (calls.length < count) {
      const { signal } = new AbortController();
      calls.push(promises.getContactById(`${calls.length}`, { signal }));
    }
    await Promise.all(calls);
  };
  for (let made = 0; made < 2000; made += 200) await batch(200);
  const before = [memory.buffer.byteLength, references()];
  for (let made = 0; made < 20_000; made += 200) await batch(200);
  assert.deepEqual([memory.buffer.byteLength, references()], before);
  assert.equal(pendingCalls(), 0);
});
