// The tarball in pages without a bundler, and in one that a bundler made, in Chromium and in Firefox; and what a page is
// told where the wasm cannot be had.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { failsToLoad, givesContacts, startPages } from './support/pages.js';
import { createApp, createProject, pack, succeed, tool } from './support/project.js';
import { serve } from './support/site.js';

let tarball;
let pages;
let withFile;
before(async () => {
  tarball = await pack();
  pages = await startPages();
  withFile = await bundle('esbuild', 'main.js', '--loader:.wasm=file', '--conditions=production');
});
after(() => pages?.stop());

/** A browser that nothing drives may never say what it shows. */
const TIMEOUT = { timeout: 120_000 };

/** Each browser, and how a folder is opened in it. */
const BROWSERS = [
  ['Chromium', async (t, folder, options) => pages.open(t, await serve(t, folder, options))],
  ['Firefox', (t, folder, options) => pages.openInFirefox(t, folder, options)],
];

/** Why there is no wasm, and what the message must say, and no other message. */
const PROBLEMS = {
  'a policy that forbids wasm': {
    options: () => ({ headers: policy("script-src 'self'") }),
    remedy: /add 'wasm-unsafe-eval' to script-src/,
  },
  'a policy that forbids to fetch it': {
    elsewhere: true,
    options: () => ({ headers: policy("script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'") }),
    remedy: /add its origin to connect-src/,
  },
  'an origin that does not allow it': {
    elsewhere: true,
    remedy: /another origin.*Access-Control-Allow-Origin/,
  },
  'a page of HTML in its place': {
    options: () => ({ replace: { '.wasm': '<!doctype html><title>Not found</title>' } }),
    remedy: /page of HTML came/,
  },
  'a file that is not there': {
    options: () => ({ missing: '.wasm' }),
    remedy: /was not found: check that .* is served beside the code that loads it/,
  },
  'a server that fails': {
    options: () => ({ missing: '.wasm', status: 503 }),
    remedy: /answered with 503/,
  },
  'a file that is cut off': {
    options: () => ({ alter: (bytes) => bytes.subarray(0, bytes.length / 2) }),
    remedy: /Only a part/,
  },
  'another file': {
    options: () => ({ alter: () => Buffer.from('version https://git-lfs.github.com/spec/v1') }),
    remedy: /is no wasm/,
  },
  'a file of another version': {
    options: () => ({ alter: renameImport }),
    remedy: /of another version/,
  },
  'a connection that is lost': {
    options: () => ({ blocked: '.wasm' }),
    remedy: /connection was lost, or something blocked it/,
  },
};

/** The same module, but for a name in what it imports. */
const renameImport = (bytes) => Buffer.from(bytes.toString('latin1').replace('__wbg_', '__wbh_'), 'latin1');

for (const [browser, open] of BROWSERS) {
  test(`a page without a bundler imports it in ${browser}`, TIMEOUT, async (t) => {
    givesContacts(await open(t, await createApp('html', tarball)));
  });

  test(
    `a script tag puts it on Wix.Contacts in ${browser}, under a strict policy and without a file of wasm`,
    TIMEOUT,
    async (t) => {
      const project = await createProject('script', tarball);
      givesContacts(await open(t, project, { headers: STRICT() }), { files: 0 });
    },
  );

  test(
    `a bundler that doesn't know wasm makes one file of it for ${browser}, under a strict policy`,
    TIMEOUT,
    async (t) => {
      const project = await bundle('inline', 'app.js', '--alias:wix-contacts=wix-contacts/inline');
      givesContacts(await open(t, project, { headers: STRICT() }), { files: 0 });
    },
  );

  for (const [problem, { options, elsewhere, remedy }] of Object.entries(PROBLEMS)) {
    test(`${problem} fails the call in ${browser}, and the message says what to do`, TIMEOUT, async (t) => {
      const project = elsewhere ? await withFileElsewhere(t) : withFile;
      const opened = await open(t, project, options?.());
      failsToLoad(opened, remedy);
      const told = Object.values(PROBLEMS).filter((problem) => problem.remedy.test(opened.shown.message));
      assert.equal(told.length, 1);
    });
  }
}

test('a browser that is offline fails the call, and the message says so', async (t) => {
  const project = await createApp('html', tarball);
  const page = join(project, 'index.html');
  const offline = 'Object.defineProperty(navigator, "onLine", { value: false })';
  writeFileSync(page, `<script>${offline};</script>${readFileSync(page)}`);
  failsToLoad(await pages.open(t, await serve(t, project, { blocked: '.wasm' })), /offline/);
});

test('a browser that has WebAssembly switched off fails the call, and the message says so', async (t) => {
  const project = await createApp('html', tarball);
  const page = join(project, 'index.html');
  writeFileSync(page, `<script>delete globalThis.WebAssembly;</script>${readFileSync(page)}`);
  failsToLoad(await pages.open(t, await serve(t, project)), /switched off/);
});

const policy = (scripts) => ({
  'content-security-policy': `default-src 'none'; ${scripts}; connect-src 'self' ${pages.api}`,
});
const STRICT = () => policy("script-src 'self' 'wasm-unsafe-eval'");

/** A project that looks for the wasm on another server. */
async function withFileElsewhere(t) {
  const project = await createApp('html', tarball);
  const address = await serve(t, join(project, 'node_modules', 'wix-contacts', 'pkg'));
  const app = join(project, 'app.js');
  const ready = `import { ready } from 'wix-contacts';\nready('${address}wix_contacts_bg.wasm');\n`;
  writeFileSync(app, ready + readFileSync(app));
  return project;
}

/** A project whose page is made by esbuild. @returns {Promise<string>} its folder */
async function bundle(name, entry, ...flags) {
  const project = await createApp(name, tarball);
  await succeed(tool('esbuild'), [entry, '--bundle', '--format=esm', '--outfile=dist/app.js', ...flags], {
    cwd: project,
  });
  return project;
}
