// What the tarball is in a page that a bundler made: the files of wasm, and its size.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { givesContacts, startPages } from './support/pages.js';
import { createApp, createProject, pack, succeed, tool } from './support/project.js';
import { serve } from './support/site.js';

const CORE = 'wix_contacts_bg.wasm';
const DEFERRED = 'wix_contacts_deferred_bg.wasm';
/** By this condition the wasm stays in files; esbuild leaves it to the app to copy them. */
const FILES = ['--conditions=production'];
/** Most bytes, after brotli. The first contacts take the core and what the app imports. */
const LIMITS = { 'before the first contact': 48_000, deferred: 68_000 };

let tarball;
let pages;
before(async () => {
  tarball = await pack();
  pages = await startPages();
});
after(() => pages?.stop());

test('a bundler that is told to builds a page with files of wasm', async (t) => {
  const project = await createApp('esbuild', tarball);
  const flags = ['--bundle', '--format=esm', '--loader:.wasm=file', '--outfile=dist/app.js', ...FILES];
  await succeed(tool('esbuild'), ['main.js', ...flags], { cwd: project });
  givesContacts(await pages.open(t, await serve(t, project)));
});

test('a bundle leaves out what is not used', async () => {
  const project = await createProject('unused', tarball);
  const flags = ['--bundle', '--format=esm', '--minify'];
  const bundle = (file) => succeed(tool('esbuild'), [file, ...flags], { cwd: project });
  assert.equal(await bundle('nothing.js'), '');
  assert.match(await bundle('global.js'), /Wix/);
});

test('a page has no more to load than it may', async () => {
  const project = await createProject('size', tarball);
  const flags = ['--bundle', '--format=esm', '--minify', '--target=es2022', '--outdir=out', ...FILES];
  const entries = ['main', 'promises', 'v4', 'global'];
  await succeed(tool('esbuild'), [...entries.map((name) => `${name}.js`), ...flags], { cwd: project });
  const inPackage = (...path) => join(project, 'node_modules', 'wix-contacts', ...path);
  const sizes = { core: sizeOf(inPackage('pkg', CORE)), deferred: sizeOf(inPackage('pkg', DEFERRED)) };
  for (const name of entries) sizes[name] = sizeOf(join(project, 'out', `${name}.js`));
  for (const name of ['inline', 'global']) {
    sizes[`one file: ${name}`] = sizeOf(inPackage('dist', `wix-contacts.${name}.js`));
  }
  sizes['before the first contact'] = sum(sizes.core, sizes.main);
  console.table(sizes);
  const tooLarge = Object.keys(LIMITS).filter((name) => sizes[name].brotli > LIMITS[name]);
  assert.deepEqual(tooLarge, []);
});

const sum = (one, other) => ({ bytes: one.bytes + other.bytes, brotli: one.brotli + other.brotli });

function sizeOf(path) {
  const bytes = readFileSync(path);
  return { bytes: bytes.length, brotli: brotliCompressSync(bytes).length };
}
