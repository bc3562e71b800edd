// site.fetch, called in every way that fetch is.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createEmulator } from '../../npm/js/node/index.js';

const CONTACTS = 'https://www.wixapis.com/contacts/v4/contacts';
const BODY = JSON.stringify({ info: { name: { first: 'Ada' } } });

let site;
before(async () => {
  site = await createEmulator();
});
after(() => site.close());

const bytes = new TextEncoder().encode(BODY);

function stream() {
  const chunks = [bytes.slice(0, 7), bytes.slice(7)];
  return new ReadableStream({
    pull: (controller) => (chunks.length > 0 ? controller.enqueue(chunks.shift()) : controller.close()),
  });
}

async function* pieces() {
  yield BODY.slice(0, 9);
  yield BODY.slice(9);
}

for (const [kind, body] of Object.entries({
  'a text': () => BODY,
  bytes: () => bytes,
  'a part of a buffer': () => new Uint8Array([...bytes, 0]).subarray(0, -1),
  'an ArrayBuffer': () => bytes.buffer,
  'a Blob': () => new Blob([BODY]),
  'a stream': stream,
  'an async iterable': pieces,
})) {
  test(`a body is ${kind}`, async () => {
    const response = await site.fetch(CONTACTS, { method: 'POST', body: body(), duplex: 'half' });
    assert.equal(response.status, 200);
    const { contact } = await response.json();
    assert.equal(contact.info.name.first, 'Ada');
  });
}

for (const [kind, input, init] of [
  ['a text', CONTACTS],
  ['a URL', new URL(CONTACTS)],
  ['a Request', new Request(CONTACTS)],
  ['a path', '/contacts/v4/contacts'],
  ['an address of the local server', 'http://127.0.0.1:8787/contacts/v4/contacts'],
  ["an address of the client's own", 'https://manage.wix.com/_api/contacts/v4/contacts'],
  [
    'a Request that does not tell of its body',
    { url: CONTACTS, method: 'GET', bodyUsed: false, headers: {} },
  ],
  ['a Request whose method is replaced', new Request(CONTACTS, { method: 'DELETE' }), { method: 'get' }],
]) {
  test(`an address is ${kind}`, async () => {
    const response = await site.fetch(input, init);
    assert.equal(response.status, 200);
    assert.ok(Array.isArray((await response.json()).contacts));
  });
}

test('a Request with a body and headers is taken whole', async () => {
  const request = new Request(CONTACTS, { method: 'POST', body: BODY, headers: { authorization: '' } });
  assert.equal((await site.fetch(request)).status, 401, 'an Authorization is not replaced');
  const other = new Request(CONTACTS, { method: 'POST', body: BODY });
  assert.equal((await site.fetch(other)).status, 200);
});

test('headers are an object, pairs or Headers', async () => {
  for (const headers of [
    { Authorization: ' ' },
    [['AUTHORIZATION', '']],
    new Headers({ authorization: '' }),
  ]) {
    assert.equal((await site.fetch(CONTACTS, { headers })).status, 401);
  }
});

test('a response is a Response', async () => {
  const response = await site.fetch(`${CONTACTS}/nobody`);
  assert.ok(response instanceof Response);
  assert.deepEqual([response.ok, response.status, response.url], [false, 404, `${CONTACTS}/nobody`]);
  assert.match(response.headers.get('x-wix-request-id'), /^\d+\.\d{16}$/);
  assert.equal((await response.json()).details.applicationError.code, 'CONTACT_NOT_FOUND');
});

test('a body is read once, as one likes', async () => {
  const response = await site.fetch(`${CONTACTS}/nobody`);
  const [copy, bytes, stream] = [response.clone(), response.clone(), response.clone()];
  const text = await response.text();
  assert.deepEqual([response.bodyUsed, copy.bodyUsed], [true, false]);
  await assert.rejects(response.json(), { name: 'TypeError', message: /read already/ });
  assert.throws(() => response.clone(), TypeError);
  assert.deepEqual(await copy.json(), JSON.parse(text));
  assert.equal(new TextDecoder().decode(await bytes.arrayBuffer()), text);
  assert.equal((await Array.fromAsync?.(stream.body))?.length ?? 1, 1);
});

test('a preflight is answered without a body', async () => {
  const headers = { origin: 'http://localhost:3000', 'access-control-request-method': 'POST' };
  const response = await site.fetch(CONTACTS, { method: 'OPTIONS', headers });
  assert.deepEqual([response.status, response.body], [204, null]);
});

test('no other address is asked, and the error says which are', async (t) => {
  t.mock.method(globalThis, 'fetch', () => assert.fail('the network was asked'));
  for (const address of [
    'https://example.com/contacts/v4/contacts',
    'https://wixapis.com.example.com/',
    'file:///etc/hosts',
  ]) {
    await assert.rejects(site.fetch(address), {
      name: 'TypeError',
      message: /answers for https:\/\/www\.wixapis\.com/,
    });
  }
  await assert.rejects(site.fetch('http://['), { name: 'TypeError', message: /is no address/ });
  const { status } = await site.fetch('https://www.wixapis.com/blog/v3/posts');
  assert.equal(status, 501, 'what is not emulated says so');
});

test('a GET has no body', async () => {
  await assert.rejects(site.fetch(CONTACTS, { body: BODY }), TypeError);
});

test('an abort ends a call at once, and what it asked for is not done', async () => {
  await site.reset();
  await site.faults([{ latencyMs: 60_000, times: 1 }]);
  const controller = new AbortController();
  const call = site.fetch(CONTACTS, { method: 'POST', body: BODY, signal: controller.signal });
  controller.abort();
  await assert.rejects(call, { name: 'AbortError' });
  const { contacts } = await site.export();
  assert.deepEqual(contacts, []);
});

const ENDS = {
  aborted: (_, controller) => controller.abort(),
  'of a site that is closed': (waiting) => waiting.close(),
};
for (const [how, end] of Object.entries(ENDS)) {
  test(`a call that is ${how} leaves no timer behind, which would keep the process alive`, async () => {
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const waiting = await createEmulator();
    await waiting.faults([{ latencyMs: 60_000 }]);
    const before = timers();
    const controller = new AbortController();
    const call = waiting.fetch(CONTACTS, { signal: controller.signal });
    assert.equal(timers(), before + 1);
    await end(waiting, controller);
    await assert.rejects(call);
    await new Promise(setImmediate);
    assert.equal(timers(), before);
    await waiting.close();
  });
}

test('an abort has its own reason, also before the call', async () => {
  const reason = new Error('enough');
  await assert.rejects(site.fetch(CONTACTS, { signal: AbortSignal.abort(reason) }), reason);
  await assert.rejects(site.fetch(new Request(CONTACTS, { signal: AbortSignal.abort(reason) })), reason);
});

test('a signal of another library is taken', async () => {
  const foreign = { aborted: false, addEventListener() {}, removeEventListener() {} };
  assert.equal((await site.fetch(CONTACTS, { signal: foreign })).status, 200);
});

test('a dropped response fails as a lost connection does', async () => {
  await site.faults([{ path: '/contacts/v4/contacts', drop: 'after', times: 1 }]);
  await assert.rejects(site.fetch(CONTACTS), { name: 'TypeError', message: /without a response/ });
});
