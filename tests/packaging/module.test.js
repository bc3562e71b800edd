// How the wasm of the package is made.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { filesIn } from '../../scripts/lib/project.js';
import { bind, compile, modules, withWasmPack } from '../../scripts/lib/wasm/module.js';

test('wasm-pack, and what is in its place for npm start, make the same bytes', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'wix-contacts-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const [packed, bound] = ['packed', 'bound'].map((name) => join(folder, name));
  for (const module of modules) await withWasmPack(module, packed);
  for (const module of modules) {
    await compile(module);
    await bind(module, bound);
  }
  const names = (made) => filesIn(made).map((path) => relative(made, path));
  assert.deepEqual(names(bound), names(packed));
  for (const name of names(packed))
    assert.ok(readFileSync(join(bound, name)).equals(readFileSync(join(packed, name))), name);
});
