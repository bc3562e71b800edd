// createEmulator's options: the flags of the command, typed.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createEmulator } from '../../npm/js/node/index.js';
import { instantiate } from '../../npm/pkg/emulator.js';

const PACKAGE = new URL('../../npm/', import.meta.url);
const CONTACTS = '/contacts/v4/contacts';

for (const [options, message] of [
  [{ sede: 1 }, /no option "sede"; it has .*seed/],
  [{ port: 8787 }, /no option "port"/],
  [{ seed: 'many' }, /invalid value 'many' for '--seed <N>'/],
  [{ seed: -1 }, /--seed/],
  [{ seed: [1] }, /seed is a text, a number or a boolean/],
  [{ strict: 'yes' }, /strict is true or false/],
  [{ token: [1, {}] }, /token is a text or an array of texts/],
  [{ defaultOrder: 'up' }, /possible values: asc, desc/],
  [{ allowOrigin: 'null' }, /such as https:\/\/manage\.wix\.com/],
  [null, /takes an object/],
  [500, /takes an object/],
]) {
  test(`${JSON.stringify(options)} is refused in one line`, async () => {
    await assert.rejects(createEmulator(options), (error) => {
      assert.match(error.message, message);
      assert.ok(!error.message.includes('\n'));
      return true;
    });
  });
}

test('an option that is undefined is as if it were not there', async () => {
  const site = await createEmulator({ seed: undefined, db: undefined });
  assert.deepEqual((await site.export()).contacts, []);
});

test('options reach the server: flags, lists, and switches that are off', async () => {
  const site = await createEmulator({
    token: ['writer', 'other'],
    readOnlyToken: 'reader',
    randomFieldKeys: false,
  });
  const ask = (authorization, method) =>
    site.fetch(CONTACTS, { method, headers: { authorization }, ...(method === 'POST' && { body: '{}' }) });
  assert.equal((await ask('other', 'GET')).status, 200);
  assert.equal((await ask('stranger', 'GET')).status, 401);
  assert.equal((await ask('reader', 'POST')).status, 403);
  const body = JSON.stringify({ displayName: 'Shoe size', dataType: 'NUMBER' });
  const made = await site.fetch('/contacts/v4/extended-fields', { method: 'POST', body });
  assert.equal((await made.json()).field.key, 'custom.shoe-size', 'who sends none has the first token');
});

test('every flag of the command is an option with a type, but for where it listens and when it ends', async () => {
  const wasm = await readFile(new URL('pkg/emulator_bg.wasm', PACKAGE));
  const { flags } = instantiate(await WebAssembly.compile(wasm));
  const expected = flags()
    .map(({ name }) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase()))
    .filter((name) => !['host', 'port', 'untilStdinEnds'].includes(name));
  const [, declared] = (await readFile(new URL('js/index.d.ts', PACKAGE), 'utf8')).match(
    /interface EmulatorOptions \{(.*?)\n\}/s,
  );
  const typed = [...declared.matchAll(/^ {2}(\w+)\?:/gm)].map(([, name]) => name);
  assert.deepEqual(typed.toSorted(), [...expected, 'wasm'].toSorted());
});

test('the wasm may be given: a module, or its bytes', async () => {
  const bytes = await readFile(new URL('pkg/emulator_bg.wasm', PACKAGE));
  for (const wasm of [bytes, WebAssembly.compile(bytes)]) {
    const site = await createEmulator({ wasm: await wasm });
    assert.equal((await site.fetch(CONTACTS)).status, 200);
  }
});

test('a page of HTML in the place of the wasm, as some development servers answer, is told, and what to do', async () => {
  const page = () =>
    new Response('<!doctype html><title>App</title>', { headers: { 'content-type': 'text/html' } });
  await assert.rejects(
    createEmulator({ wasm: page() }),
    /is none: .*say where it is: createEmulator\(\{ wasm: url \}\)/,
  );
});
