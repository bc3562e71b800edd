// The types of the tarball, in an app: what tests/types/ says must compile and must not.

import assert from 'node:assert/strict';
import { cpSync, readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { filesIn, inProject } from '../../scripts/lib/project.js';
import { createProject, pack, succeed, tool } from './support/project.js';

/** A declaration that no comment precedes. */
const BARE = /(?<!\*\/\n)^(export (?:declare|interface|type \w).*)$/gm;

let project;
before(async () => {
  project = await createProject('types', await pack());
  cpSync(inProject('tests', 'types'), project, { recursive: true });
});

for (const [module, moduleResolution] of [
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
]) {
  test(`an app with the module resolution ${moduleResolution} compiles as it should`, async () => {
    const args = ['--project', '.', '--module', module, '--moduleResolution', moduleResolution];
    await succeed(tool('tsc'), args, { cwd: project });
  });
}

test('every exported declaration is documented', () => {
  const bare = filesIn(inProject('js'))
    .filter((path) => path.endsWith('.d.ts'))
    .flatMap((path) => [...readFileSync(path, 'utf8').matchAll(BARE)])
    .map(([, declaration]) => declaration);
  assert.deepEqual(bare, []);
});
