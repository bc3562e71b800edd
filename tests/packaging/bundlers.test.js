// The tarball in a page, made by each bundler, with contacts from the local server; and its size in there.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { launch, stop } from '../../scripts/lib/process.js';
import { givesContacts, startPages } from './support/pages.js';
import { bundler, createApp, createProject, installBundlers, pack, succeed } from './support/project.js';
import { serve } from './support/site.js';

const CORE = 'wix_contacts_bg.wasm';
const REST = 'wix_contacts_rest_bg.wasm';
/** By this condition the wasm stays in files; esbuild leaves it to the app to copy them. */
const FILES = ['--conditions=production'];
/** Most bytes of a file, after brotli. */
const LIMITS = { core: 29_300, rest: 36_900, main: 6_800 };

let tarball;
let pages;
before(async () => {
  await installBundlers();
  tarball = await pack();
  pages = await startPages();
});
after(() => pages?.stop());

test('Vite serves it to a page in development', async (t) => {
  const project = await createApp('vite', tarball);
  const vite = launch(bundler('vite'), ['--host', '127.0.0.1'], { cwd: project });
  t.after(() => stop(vite));
  givesContacts(await pages.open(t, await addressOf(vite)), { files: 0 });
});

test('Vite builds a page with it', async (t) => {
  const project = await createApp('vite', tarball);
  await succeed(bundler('vite'), ['build'], { cwd: project });
  givesContacts(await pages.open(t, await serve(t, join(project, 'dist'))));
});

test('webpack builds a page with it', async (t) => {
  const project = await createApp('webpack', tarball);
  await succeed(process.execPath, ['build.js'], { cwd: project });
  givesContacts(await pages.open(t, await serve(t, project)));
});

test('esbuild builds a page with it', async (t) => {
  const project = await createApp('esbuild', tarball);
  const flags = ['--bundle', '--format=esm', '--loader:.wasm=file', '--outfile=dist/app.js', ...FILES];
  await succeed(bundler('esbuild'), ['main.js', ...flags], { cwd: project });
  givesContacts(await pages.open(t, await serve(t, project)));
});

test('Rollup builds a page with it', async (t) => {
  const project = await createApp('rollup', tarball);
  const flags = ['--plugin', 'node-resolve', '--format', 'es', '--file', 'dist/app.js'];
  await succeed(bundler('rollup'), ['app.js', ...flags], { cwd: project });
  givesContacts(await pages.open(t, await serve(t, project)), { files: 0 });
});

test('webpack 4 builds a page with it', async (t) => {
  const project = await createApp('webpack4', tarball);
  await succeed(process.execPath, ['build.js'], { cwd: project });
  givesContacts(await pages.open(t, await serve(t, project)), { files: 0 });
});

test('Next gives contacts to a component on the server and to one in the browser', async (t) => {
  const project = await createProject('next', tarball);
  const env = { API: pages.api, NEXT_TELEMETRY_DISABLED: '1' };
  await succeed(bundler('next'), ['build'], { cwd: project, env });
  const next = launch(bundler('next'), ['start', '--hostname', '127.0.0.1', '--port', '0'], {
    cwd: project,
    env,
  });
  t.after(() => stop(next));
  const opened = await pages.open(t, await addressOf(next));
  givesContacts(opened);
  const rendered = await opened.page.locator('pre').textContent();
  assert.deepEqual(JSON.parse(rendered), opened.shown);
});

test('a bundle leaves out what is not used', async () => {
  const project = await createProject('unused', tarball);
  const flags = ['--bundle', '--format=esm', '--minify'];
  const bundle = (file) => succeed(bundler('esbuild'), [file, ...flags], { cwd: project });
  assert.equal(await bundle('nothing.js'), '');
  assert.match(await bundle('global.js'), /Wix/);
});

test('a page has no more to load than it may', async () => {
  const project = await createProject('size', tarball);
  const flags = ['--bundle', '--format=esm', '--minify', '--target=es2022', '--outdir=out', ...FILES];
  const entries = ['main', 'promises', 'v4', 'global'];
  await succeed(bundler('esbuild'), [...entries.map((name) => `${name}.js`), ...flags], { cwd: project });
  const inPackage = (...path) => join(project, 'node_modules', 'wix-contacts', ...path);
  const sizes = { core: sizeOf(inPackage('pkg', CORE)), rest: sizeOf(inPackage('pkg', REST)) };
  for (const name of entries) sizes[name] = sizeOf(join(project, 'out', `${name}.js`));
  for (const name of ['inline', 'global']) {
    sizes[`one file: ${name}`] = sizeOf(inPackage('dist', `wix-contacts.${name}.js`));
  }
  console.table(sizes);
  const tooLarge = Object.keys(LIMITS).filter((name) => sizes[name].brotli > LIMITS[name]);
  assert.deepEqual(tooLarge, []);
});

function sizeOf(path) {
  const bytes = readFileSync(path);
  return { bytes: bytes.length, brotli: brotliCompressSync(bytes).length };
}

/** Where a development server says that it is. */
function addressOf(server) {
  return new Promise((resolve, reject) => {
    createInterface(server.stdout).on('line', (line) => {
      const [address] = stripVTControlCharacters(line).match(/http:\S+/) ?? [];
      if (address) resolve(address);
    });
    server.ended.then((code) => reject(new Error(`The server ended with ${code}.`)));
  });
}
