// Every JavaScript sample of the docs, run in Node against the local server.

import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { run } from '../../scripts/lib/process.js';
import { inProject } from '../../scripts/lib/project.js';
import { start } from '../support/emulator.js';
import { createProject, pack } from './support/project.js';

let project;
let emulator;
let env;
before(async () => {
  project = await createProject('docs', await pack());
  cpSync(join(project, 'packages'), join(project, 'node_modules'), { recursive: true });
  emulator = await start({ args: ['--seed', '20'] });
  const headers = { authorization: 'a token' };
  const list = await fetch(`${emulator.url}/contacts/v4/contacts?paging.limit=1`, { headers });
  const { contacts } = await list.json();
  env = { API: emulator.url, CONTACT_ID: contacts[0].id, WIX_API_KEY: 'a key', WIX_SITE_ID: 'a site' };
});
after(() => emulator?.stop());

const docs = readdirSync(inProject('docs')).filter((name) => name.endsWith('.md'));
for (const page of ['README.md', ...docs.map((name) => `docs/${name}`)]) {
  for (const { code, line } of samplesOf(readFileSync(inProject(page), 'utf8'))) {
    test(`the sample of ${page} in line ${line} runs`, async () => {
      const sample = `./${page.replaceAll('/', '-')}-${line}.js`;
      writeFileSync(join(project, sample), code);
      const { ok, stdout, output } = await run(process.execPath, ['run.js', sample], {
        cwd: project,
        env,
        quiet: true,
      });
      assert(ok, output);
      // A failure that nobody listens to is reported there.
      assert.equal(output, stdout);
    });
  }
}

function samplesOf(markdown) {
  const blocks = markdown.matchAll(/^```js\n(.*?)^```$/gms);
  return [...blocks].map(({ 1: code, index }) => ({
    code,
    line: markdown.slice(0, index).split('\n').length,
  }));
}
