// The bytes of responses, as browsers give them: their memory is used again for the responses that follow.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createContacts } from 'wix-contacts';
import { failure } from '../support/calls.js';
import { contact } from '../support/site.js';

// Node has what it takes, but does not use it.
before(() => {
  globalThis.location = new URL('https://dashboard.example');
});
after(() => {
  delete globalThis.location;
});

/** A page of contacts of 1 KB each, which nobody confuses. */
const page = (count, first) =>
  JSON.stringify({
    contacts: Array.from({ length: count }, (_, index) => {
      const name = `Company ${first + index} `;
      return { ...contact(first + index), info: { company: name.repeat(1000 / name.length) } };
    }),
    pagingMetadata: { total: count },
  });

const shownIn = (cursor) => cursor.getData().map(({ id, company }) => [id, company.name]);
const sentIn = (text) => JSON.parse(text).contacts.map(({ id, info }) => [id, info.company]);
const encode = (text) => new TextEncoder().encode(text);

/** A stream as apps make them: of chunks, by default not one of bytes. */
const streamOf = (chunks, type) =>
  new ReadableStream({
    type,
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });

function* cut(bytes, size) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

// First: the package does not yet have all the memory that it keeps.
test('the memory of a stream that the app has made stays the app’s', async () => {
  const text = page(500, 0);
  const bytes = encode(text);
  const { promises } = createContacts({ fetch: async () => new Response(streamOf([bytes])) });
  await promises.getContacts({ pageSize: 500 });
  const others = createContacts({ fetch: async () => new Response(page(500, 5000)) });
  for (let times = 0; times < 3; times += 1) await others.promises.getContacts({ pageSize: 500 });
  assert.equal(Buffer.from(bytes).toString(), text);
});

for (const [name, responseTo] of [
  ['whole', (text) => new Response(text)],
  ['a stream of bytes', (text) => new Response(streamOf(cut(encode(text), 60_000), 'bytes'))],
  ['a stream of chunks', (text) => new Response(streamOf(cut(encode(text), 60_000)))],
]) {
  test(`responses of any length keep apart what they say, one after the other and at once (${name})`, async () => {
    const counts = [0, 1, 500, 2, 0, ...Array.from({ length: 24 }, (_, index) => 20 * index)];
    const texts = counts.map((count, index) => page(count, index * 1000));
    const get = (text, turns = 0) => {
      const fetch = async () => {
        for (let turn = 0; turn < turns; turn += 1) await undefined;
        return responseTo(text);
      };
      return createContacts({ fetch }).promises.getContacts({ pageSize: 500 });
    };
    for (const text of texts) assert.deepEqual(shownIn(await get(text)), sentIn(text));

    // Each comes a little later than the one before, so that some are read while others begin.
    const opened = await Promise.all(texts.map((text, index) => get(text, index)));
    assert.deepEqual(opened.map(shownIn), texts.map(sentIn));
    assert.ok(texts.some((text) => text.length > 300_000));
  });
}

test('a response that breaks off, and one that is no JSON, leave the next one as it is', async () => {
  const text = page(300, 0);
  const cutOff = new ReadableStream({
    type: 'bytes',
    pull(controller) {
      controller.enqueue(encode(text.slice(0, 1000)));
      controller.error(new TypeError('terminated'));
    },
  });
  const left = [new Response(cutOff), new Response(`${text}x`), new Response(text)];
  const { promises } = createContacts({ fetch: async () => left.shift(), maxRetries: 0 });
  const get = () => promises.getContacts({ pageSize: 500 });
  assert.equal((await failure(get())).code, 'NETWORK');
  const { code, cause } = await failure(get());
  assert.equal(code, 'INVALID_RESPONSE');
  assert.match(cause.message, /JSON/);
  assert.deepEqual(shownIn(await get()), sentIn(text));
});
