// A cursor that is freed and an iteration that ends leave nothing for the garbage collector, which comes late: its heap is small.
// In a file, and so a process, of its own: what other tests left would be room to grow in.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContacts, ready } from 'wix-contacts';
import exported from '../../../pkg/core.js';
import { move } from '../support/calls.js';
import { contacts, Site } from '../support/site.js';

test('the memory of the wasm does not grow with cursors that are freed and iterations that end', async () => {
  await ready();
  const { memory } = await exported();
  const { promises } = createContacts({ fetch: new Site({ contacts: contacts(6) }).fetch });
  const use = async () => {
    const cursor = await promises.getContacts({ pageSize: 2 });
    await move(cursor, 'next');
    cursor.free();
    for await (const _ of promises.iterateContacts({ pageSize: 2 })) if (Math.random() < 0.1) break;
  };
  for (let count = 0; count < 50; count += 1) await use();
  const before = memory.buffer.byteLength;
  for (let count = 0; count < 1000; count += 1) await use();
  assert.ok(memory.buffer.byteLength - before <= 2 ** 16);
});
