// What npm pack makes.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { relative } from 'node:path';
import { before, test } from 'node:test';
import { buildForBrowsers, bundleGlue, bundlePackage } from '../../scripts/lib/bundle.js';
import { filesIn, inProject, root } from '../../scripts/lib/project.js';
import { versions } from '../../scripts/lib/version.js';
import { isSameElsewhere, pack, succeed, tool } from './support/project.js';

let tarball;
before(async () => {
  tarball = await pack();
});

test('the tarball holds the package, its types, README, LICENSE and CHANGELOG, and nothing else', () => {
  const sources = filesIn(inProject('js')).map((path) => relative(root, path));
  // What the builds are made from is of no use without a bundler that is told how.
  const forBuilds = /^js.(inline.\w+|wasm.(files|inlined)|globals)\.js$/;
  const entries = sources.filter((path) => /\.(js|d\.ts)$/.test(path) && !forBuilds.test(path));
  const wasm = ['core.js', 'deferred.js', 'wix_contacts_bg.wasm', 'wix_contacts_deferred_bg.wasm'];
  const browsers = ['index.js', 'promises.js', 'v4.js', 'global.js'];
  const bundles = ['wix-contacts.inline.js', 'wix-contacts.global.js', 'wasm.js'];
  const texts = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md'].filter((name) =>
    existsSync(inProject(name)),
  );
  const made = [
    ...[...wasm, ...browsers].map((name) => `pkg/${name}`),
    ...bundles.map((name) => `dist/${name}`),
  ];
  const shared = tarball.files.filter((path) => /^pkg.shared-\w+\.js$/.test(path));
  const expected = [...entries, ...made, ...shared, ...texts];
  assert.deepEqual(tarball.files.toSorted(), expected.toSorted());
});

for (const [about, folder, build] of [
  ['the glue', 'pkg', bundleGlue],
  ['the builds for browsers', 'pkg', buildForBrowsers],
  ['the single files', 'dist', bundlePackage],
]) {
  test(`${about} in ${folder}/ are the same bytes wherever they are made`, (t) =>
    isSameElsewhere(t, inProject(folder), build));
}

test('publint finds nothing to mend', async () => {
  await succeed(tool('publint'), ['run', '--strict', tarball.path]);
});

test('the types resolve for every entry, in Node and in bundlers, and as they did before there were exports', async () => {
  // That the package is ES modules alone is no fault: newer versions of Node require them, too.
  await succeed(tool('attw'), [tarball.path, '--profile', 'strict', '--ignore-rules', 'cjs-resolves-to-esm']);
});

test('every file that names the version names the same', () => {
  const found = versions();
  assert.deepEqual(found, Object.fromEntries(Object.keys(found).map((file) => [file, tarball.version])));
});

test('the wasm holds no path of the machine that built it', () => {
  const files = ['wix_contacts_bg.wasm', 'wix_contacts_deferred_bg.wasm'];
  const wasm = files.map((name) => readFileSync(inProject('pkg', name), 'latin1')).join();
  for (const path of [root, homedir(), process.env.CARGO_HOME, '/registry/src/', '.rustup']) {
    assert(!path || !wasm.includes(path), `it holds ${path}`);
  }
});
