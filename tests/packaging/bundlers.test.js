// The tarball in a page, made by each bundler or by none, with contacts from the local server; and its size in there.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { launch, stop } from '../../scripts/lib/process.js';
import { inProject } from '../../scripts/lib/project.js';
import { firefox, chromium as program } from '../../scripts/lib/tools.js';
import { start } from '../support/emulator.js';
import { bundler, createProject, installBundlers, pack, succeed } from './support/project.js';
import { serve } from './support/site.js';

const WASM = 'wix_contacts_bg.wasm';
const CONTACTS = { contacts: 3, total: 7 };
/** Most bytes that a page has to load, after brotli: no more than now. The goals are 60,000 and 6,000. */
const LIMITS = { wasm: 120_000, main: 8_500 };

let tarball;
let emulator;
let browser;
before(async () => {
  await installBundlers();
  tarball = await pack();
  emulator = await start({ args: ['--seed', String(CONTACTS.total)] });
  browser = await chromium.launch({
    executablePath: program.path(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
  });
});
after(async () => {
  await browser?.close();
  await emulator?.stop();
});

test('Vite serves it to a page in development', async (t) => {
  const project = await createApp('vite');
  const vite = launch(bundler('vite'), ['--host', '127.0.0.1'], { cwd: project });
  t.after(() => stop(vite));
  await gives(t, await addressOf(vite));
});

test('Vite builds a page with it', async (t) => {
  await gives(t, await serve(t, await buildWithVite()));
});

test('webpack builds a page with it', async (t) => {
  const project = await createApp('webpack');
  await succeed(process.execPath, ['build.js'], { cwd: project });
  await gives(t, await serve(t, project));
});

test('esbuild builds a page with it', async (t) => {
  const project = await createApp('esbuild');
  const flags = ['--bundle', '--format=esm', '--loader:.wasm=file', '--outfile=dist/app.js'];
  await succeed(bundler('esbuild'), ['main.js', ...flags], { cwd: project });
  await gives(t, await serve(t, project));
});

test('Rollup builds a page with it', async (t) => {
  const project = await createApp('rollup');
  const flags = ['--plugin', 'node-resolve', '--format', 'es', '--file', 'dist/app.js'];
  await succeed(bundler('rollup'), ['app.js', ...flags], { cwd: project });
  // Rollup copies no file that a URL names.
  cpSync(join(project, 'node_modules', 'wix-contacts', 'pkg', WASM), join(project, 'dist', WASM));
  await gives(t, await serve(t, project));
});

test('a page without a bundler imports it', async (t) => {
  await gives(t, await serve(t, await createApp('html')));
});

test('so does one in Firefox', {
  skip: !firefox.path() && 'there is no Firefox',
  timeout: 120_000,
}, async (t) => {
  const project = await createApp('html');
  const wasm = [];
  const shown = await new Promise((resolve, reject) => {
    const onRequest = (path, body) => {
      if (path.endsWith('.wasm')) wasm.push(path);
      if (path === '/shown') resolve(body);
    };
    serve(t, project, { onRequest }).then((address) => openInFirefox(t, appAt(address)), reject);
  });
  assert.deepEqual(JSON.parse(shown), CONTACTS);
  assert.equal(wasm.length, 1);
});

test('a page under a strict Content-Security-Policy imports it', async (t) => {
  const headers = { 'content-security-policy': policy("script-src 'self' 'wasm-unsafe-eval'") };
  await gives(t, await serve(t, await buildWithVite(), { headers }));
});

test('a policy that forbids wasm fails the call, and the message says what to allow', async (t) => {
  const headers = { 'content-security-policy': policy("script-src 'self'") };
  const { shown } = await open(t, await serve(t, await buildWithVite(), { headers }));
  assert.deepEqual([shown.errorType, shown.code], ['WIX_ERROR', 'LOAD_FAILED']);
  assert.match(shown.message, /'wasm-unsafe-eval'/);
});

test('a page of HTML in place of the wasm fails the call, and the message says so', async (t) => {
  const replace = { '.wasm': '<!doctype html><title>Not found</title>' };
  const { shown } = await open(t, await serve(t, await buildWithVite(), { replace }));
  assert.deepEqual([shown.errorType, shown.code], ['WIX_ERROR', 'LOAD_FAILED']);
  assert.match(shown.message, /a page of HTML/);
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
  const flags = ['--bundle', '--format=esm', '--minify', '--target=es2022', '--outdir=out'];
  const entries = ['main', 'promises', 'v4', 'global'];
  await succeed(bundler('esbuild'), [...entries.map((name) => `${name}.js`), ...flags], { cwd: project });
  const sizes = { wasm: sizeOf(join(project, 'node_modules', 'wix-contacts', 'pkg', WASM)) };
  for (const name of entries) sizes[name] = sizeOf(join(project, 'out', `${name}.js`));
  console.table(sizes);
  const tooLarge = Object.keys(LIMITS).filter((name) => sizes[name].brotli > LIMITS[name]);
  assert.deepEqual(tooLarge, []);
});

function sizeOf(path) {
  const bytes = readFileSync(path);
  return { bytes: bytes.length, brotli: brotliCompressSync(bytes).length };
}

const policy = (scripts) => `default-src 'none'; ${scripts}; connect-src 'self' ${emulator.url}`;

async function buildWithVite() {
  const project = await createApp('vite');
  await succeed(bundler('vite'), ['build'], { cwd: project });
  return join(project, 'dist');
}

/** A project that has the package, and the app that uses it. */
async function createApp(name) {
  const project = await createProject(name, tarball);
  cpSync(inProject('tests', 'packaging', 'projects', 'app.js'), join(project, 'app.js'));
  return project;
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

/** Opens a page, and gives what its app shows and which files of wasm it asked for. */
async function open(t, address) {
  const page = await browser.newPage();
  t.after(() => page.close());
  const wasm = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.endsWith('.wasm')) wasm.push(request.url());
  });
  await page.goto(appAt(address));
  const shown = JSON.parse(await page.locator('output:not(:empty)').textContent());
  return { shown, wasm };
}

/** The page says by itself what it shows: Playwright drives no Firefox but its own. */
function openInFirefox(t, address) {
  const profile = mkdtempSync(join(tmpdir(), 'firefox-'));
  const running = launch(firefox.path(), ['--headless', '--no-remote', '--profile', profile, address]);
  t.after(async () => {
    await stop(running);
    rmSync(profile, { recursive: true, maxRetries: 5 });
  });
}

const appAt = (address) => `${address}?api=${encodeURIComponent(emulator.url)}`;

/** The page gets contacts, and loads the wasm once. */
async function gives(t, address) {
  const { shown, wasm } = await open(t, address);
  assert.deepEqual(shown, CONTACTS);
  assert.equal(wasm.length, 1);
}
