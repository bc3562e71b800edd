// Docs, types and code name the same things, and the links of the docs lead somewhere.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { createContacts } from '../../js/index.js';
import { inProject } from '../../scripts/lib/project.js';
import { environments } from '../everywhere/environments/index.js';

const read = (path) => readFileSync(inProject(path), 'utf8');

/** The names in a text that match a pattern's first group, sorted. */
const names = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name))].sort();

/** The text of a declaration in a file of types. */
const declaration = (path, start) => {
  const text = read(path);
  const from = text.indexOf(`export ${start}`);
  return text.slice(from, text.indexOf('\n\n', from));
};

test('the options are the same in the code, the types and configuration.md', () => {
  const table = read('docs/configuration.md').match(/^\| option .*?\n\n/ms)[0];
  const firstColumn = table.match(/^\| `[^|]+/gm).join();
  const options = names(firstColumn, /`(\w+)`/g);
  assert.deepEqual(names(declaration('js/types.d.ts', 'interface Settings'), /^ {2}(\w+)\?:/gm), options);
  const listsThem = ({ message }) => {
    assert.deepEqual(
      message
        .match(/there are (.+)$/)[1]
        .split(', ')
        .sort(),
      options,
    );
    return true;
  };
  assert.throws(() => createContacts({ unknown: true }), listsThem);
});

test('the type of a contact has the members that contacts have', () => {
  const contacts = Object.values(JSON.parse(read('tests/node/support/legacy-contacts.json')));
  const members = new Set(contacts.flatMap((contact) => Object.keys(contact)));
  assert.deepEqual(
    names(declaration('js/types.d.ts', 'interface Contact '), /^ {2}(\w+)\??:/gm),
    [...members].sort(),
  );
});

test('errors.md has every error type and code that the types name', () => {
  const page = read('docs/errors.md');
  for (const type of ['WixErrorType', 'PackageErrorCode', 'ContactsErrorCode']) {
    for (const code of names(declaration('js/error.d.ts', `type ${type}`), /'(\w+)'/g)) {
      assert(page.includes(`\`${code}\``), `errors.md lacks ${code}`);
    }
  }
});

test('reconcile.md has every reason that the types name', () => {
  const reasons = names(declaration('js/types.d.ts', 'type RejectionReason'), /'(\w+)'/g);
  assert.deepEqual(names(read('docs/reconcile.md'), /^\| `([A-Z_]+)` \|/gm), reasons);
});

test('browsers.md has every environment that the package is tried in, with its version', () => {
  const { packages } = JSON.parse(read('tests/everywhere/package-lock.json'));
  const tried = Object.entries(environments).map(([name, { package: tool, checks, withEmulator }]) => {
    assert(Object.keys({ ...checks, ...withEmulator }).length > 0, name);
    return [name, tool ? packages[`node_modules/${tool}`].version : 'Chromium'];
  });
  const [table] = read('docs/browsers.md').match(/^\| in \|.*?\n\n/ms);
  const [, , ...rows] = table.trim().split('\n');
  const named = rows.map((row) => row.split('|').map((cell) => cell.trim()));
  assert.deepEqual(
    named.map(([, name, version]) => [name, version]),
    tried,
  );
});

const PAGES = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'emulator/README.md', 'findings/README.md'];
for (const folder of ['docs', 'docs/decisions']) {
  const files = readdirSync(inProject(folder)).filter((name) => name.endsWith('.md'));
  PAGES.push(...files.map((name) => `${folder}/${name}`));
}
for (const page of PAGES) {
  test(`the links of ${page} lead somewhere`, () => {
    for (const [, link] of read(page).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(link)) continue;
      const [file, anchor] = link.split('#');
      const target = file ? join(dirname(page), file) : page;
      assert(existsSync(inProject(target)), link);
      assert(!anchor || anchorsOf(read(target)).includes(anchor), link);
    }
  });
}

/** The anchors of a page's headings, as the sites that show Markdown make them. */
function anchorsOf(markdown) {
  const headings = names(markdown, /^#+ (.+)$/gm);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}
