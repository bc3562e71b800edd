// Who knows whom: the picture in ARCHITECTURE.md, read off the imports.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { filesIn, inProject, root } from '../../scripts/lib/project.js';

const pathOf = (file) => relative(root, file).replaceAll('\\', '/');

/** The imports of modules, as paths in the project; of packages and the like, as they are. */
const imports = new Map(
  filesIn(inProject('js'))
    .filter((file) => file.endsWith('.js'))
    .map((file) => {
      const names = readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?:[^;]*? from )?'([^']+)';/gm);
      const found = [...names].map(([, name]) =>
        name.startsWith('.') ? pathOf(join(dirname(file), name)) : name,
      );
      return [pathOf(file), found];
    }),
);

/** The rooms of js/, and of which others each may know. Entries of apps may know all of them. */
const ROOMS = {
  'js/host/': ['js/host/'],
  'js/wasm/': ['pkg/', 'node:'],
  'js/loading/': ['js/host/', 'js/loading/', 'pkg/', '#wasm'],
  'js/api/': ['js/host/', 'js/loading/', 'js/api/'],
};

for (const [room, others] of Object.entries(ROOMS)) {
  test(`${room} imports from ${others.join(', ')} alone`, () => {
    const own = [...imports].filter(([path]) => path.startsWith(room));
    assert.notEqual(own.length, 0);
    for (const [path, names] of own) {
      const strangers = names.filter((name) => !others.some((other) => name.startsWith(other)));
      assert.deepEqual(strangers, [], path);
    }
  });
}

test('no module of js/ imports itself by way of others', () => {
  const circle = (path, way) =>
    way.includes(path)
      ? [...way.slice(way.indexOf(path)), path]
      : (imports.get(path) ?? []).map((name) => circle(name, [...way, path])).find(Boolean);
  for (const path of imports.keys()) assert.equal(circle(path, [])?.join(' → '), undefined);
});

const rust = (folder) => filesIn(inProject(folder)).filter((file) => file.endsWith('.rs'));

for (const [folder, strangers] of Object.entries({
  'src/http': /\bcrate::(v4|contacts)\b/,
  'src/v4': /\bcrate::contacts\b/,
})) {
  test(`${folder} knows nothing of what is built on it`, () => {
    for (const file of rust(folder)) assert.doesNotMatch(readFileSync(file, 'utf8'), strangers, pathOf(file));
  });
}

test('rules know nothing of JavaScript', () => {
  for (const crate of ['scanner', 'reader', 'rules']) {
    const manifest = readFileSync(inProject('crates', crate, 'Cargo.toml'), 'utf8');
    assert.doesNotMatch(manifest, /js-sys|web-sys|wasm-bindgen|contacts-js/, crate);
  }
});
