// Every sample of the docs: JavaScript runs in Node, pages in Chromium, both with the local server; TypeScript compiles.

import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { run } from '../../scripts/lib/process.js';
import { inProject } from '../../scripts/lib/project.js';
import { startPages } from './support/pages.js';
import { createProject, pack, succeed, tool } from './support/project.js';
import { serve } from './support/site.js';

let project;
let pages;
let env;
before(async () => {
  project = await createProject('docs', await pack());
  cpSync(join(project, 'packages'), join(project, 'node_modules'), { recursive: true });
  pages = await startPages();
  const headers = { authorization: 'a token' };
  const list = await fetch(`${pages.api}/contacts/v4/contacts?paging.limit=1`, { headers });
  const { contacts } = await list.json();
  env = { API: pages.api, CONTACT_ID: contacts[0].id, WIX_API_KEY: 'a key', WIX_SITE_ID: 'a site' };
});
after(() => pages?.stop());

/** How a sample is tried, by its language. */
const TRIALS = {
  async js(code, name) {
    writeFileSync(join(project, `${name}.js`), code);
    const options = { cwd: project, env, quiet: true };
    const { ok, stdout, output } = await run(process.execPath, ['run.js', `./${name}.js`], options);
    assert(ok, output);
    // A failure that nobody listens to is reported there.
    assert.equal(output, stdout);
  },

  async ts(code, name) {
    writeFileSync(join(project, `${name}.ts`), code);
    const flags = [
      '--ignoreConfig',
      '--noEmit',
      '--strict',
      '--target',
      'es2022',
      '--moduleResolution',
      'bundler',
    ];
    await succeed(tool('tsc'), [...flags, '--module', 'esnext', '--types', '', `${name}.ts`], {
      cwd: project,
    });
  },

  async html(code, name, t) {
    const folder = join(project, 'node_modules', 'wix-contacts', 'dist');
    const show = 'document.querySelector("output").textContent = JSON.stringify(values)';
    const before = `<!doctype html><output></output><script>const show = (...values) => { ${show} };</script>`;
    writeFileSync(join(folder, `${name}.html`), before + code.replace('http://127.0.0.1:8787', pages.api));
    const { shown } = await pages.open(t, `${await serve(t, folder)}${name}.html`);
    // onFailure would have shown two.
    assert.equal(shown.length, 1);
  },
};

const docs = readdirSync(inProject('docs')).filter((name) => name.endsWith('.md'));
for (const page of ['README.md', ...docs.map((name) => `docs/${name}`)]) {
  for (const { language, code, line } of samplesOf(readFileSync(inProject(page), 'utf8'))) {
    test(`the sample of ${page} in line ${line} works`, async (t) => {
      await TRIALS[language](code, `${page.replaceAll('/', '-')}-${line}`, t);
    });
  }
}

function samplesOf(markdown) {
  const blocks = markdown.matchAll(/^```(js|ts|html)\n(.*?)^```$/gms);
  return [...blocks].map(({ 1: language, 2: code, index }) => ({
    language,
    code,
    line: markdown.slice(0, index).split('\n').length,
  }));
}
