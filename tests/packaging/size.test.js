// How much a page has to load.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { bundler, createProject, installBundlers, pack, succeed } from './support/project.js';

/** Most bytes after brotli. */
const LIMITS = { wasm: 60_000, main: 6_000 };

const ENTRIES = ['main', 'promises', 'v4', 'global'];

const sizes = {};
before(async () => {
  await installBundlers();
  const project = await createProject('size', await pack());
  const wasm = readFileSync(join(project, 'node_modules', 'wix-contacts', 'pkg', 'wix_contacts_bg.wasm'));
  sizes.wasm = sizeOf(wasm);
  for (const name of ENTRIES) {
    const flags = ['--bundle', '--minify', '--format=esm', '--target=es2022', '--outdir=out'];
    await succeed(bundler('esbuild'), [`${name}.js`, ...flags], { cwd: project });
    sizes[name] = sizeOf(readFileSync(join(project, 'out', `${name}.js`)));
  }
  console.table(sizes);
});

for (const [name, limit] of Object.entries(LIMITS)) {
  test(`brotli leaves at most ${limit} bytes of ${name}`, () => {
    assert(sizes[name].brotli <= limit, `${sizes[name].brotli} bytes`);
  });
}

function sizeOf(bytes) {
  return { bytes: bytes.length, brotli: brotliCompressSync(bytes).length };
}
