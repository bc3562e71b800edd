// The types of the tarball, in an app: what tests/types/ says must compile and must not.

import { cpSync } from 'node:fs';
import { before, test } from 'node:test';
import { inProject } from '../../scripts/lib/project.js';
import { createProject, pack, succeed, tool } from './support/project.js';

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
