// The tarball in pages without a bundler, and in one that a bundler made, in Chromium and in Firefox; and what a page is
// told where the wasm cannot be had.

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

/** Why there is no wasm, and what the message must say. */
const PROBLEMS = {
  'a policy that forbids wasm': {
    options: () => ({ headers: policy("script-src 'self'") }),
    remedy: /add 'wasm-unsafe-eval' to script-src/,
  },
  'a page of HTML in its place': {
    options: () => ({ replace: { '.wasm': '<!doctype html><title>Not found</title>' } }),
    remedy: /such as a page of HTML/,
  },
  'a file that is not there': {
    options: () => ({ missing: '.wasm' }),
    remedy: /served beside the code that loads it/,
  },
  'a connection that is blocked': {
    options: () => ({ blocked: '.wasm' }),
    remedy: /blocked.*connect-src/,
  },
};

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

  for (const [problem, { options, remedy }] of Object.entries(PROBLEMS)) {
    test(`${problem} fails the call in ${browser}, and the message says what to do`, TIMEOUT, async (t) => {
      failsToLoad(await open(t, withFile, options()), remedy);
    });
  }
}

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

/** A project whose page is made by esbuild. @returns {Promise<string>} its folder */
async function bundle(name, entry, ...flags) {
  const project = await createApp(name, tarball);
  await succeed(tool('esbuild'), [entry, '--bundle', '--format=esm', '--outfile=dist/app.js', ...flags], {
    cwd: project,
  });
  return project;
}
