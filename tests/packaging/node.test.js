// The tarball in a project of Node, where there is no window.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createProject, pack, succeed } from './support/project.js';

let project;
let version;
before(async () => {
  const tarball = await pack();
  version = tarball.version;
  project = await createProject('node', tarball);
});

const run = async (file, ...flags) =>
  JSON.parse(await succeed(process.execPath, [...flags, file], { cwd: project }));

for (const [entry, file] of [
  ['wix-contacts', 'index.js'],
  ['wix-contacts/promises', 'promises.js'],
  ['wix-contacts/v4', 'v4.js'],
  ['wix-contacts/global', 'global.js'],
  ['wix-contacts/inline', 'inline.js'],
]) {
  test(`${entry} gives a contact`, async () => {
    assert.equal((await run(file)).id, 'a-contact');
  });
}

test('CommonJS gets the package by import()', async () => {
  assert.deepEqual(await run('require.cjs'), { VERSION: version });
});

test('a call after a failed load asks the address that ready() named', async () => {
  const address = 'https://example.com/wix_contacts_bg.wasm';
  assert.deepEqual(await run('ready.js'), {
    code: 'LOAD_FAILED',
    asked: [address, address],
    id: 'a-contact',
  });
});

test('importing adds no global, but for wix-contacts/global', async () => {
  assert.deepEqual(await run('side-effects.js'), {
    'wix-contacts': [],
    'wix-contacts/promises': [],
    'wix-contacts/v4': [],
    'wix-contacts/inline': [],
    'wix-contacts/global': ['Wix'],
  });
});
