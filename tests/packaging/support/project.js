// Throw-away projects that have the package as an app has it: packed, and installed from the tarball.

import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../scripts/lib/process.js';
import { inProject, root } from '../../../scripts/lib/project.js';

/** Files of tests may run at the same time. */
const own = inProject('.local', 'packaging', String(process.pid));
process.once('exit', () => rmSync(own, { recursive: true, force: true }));
const sources = inProject('tests', 'packaging');

/** Runs a program quietly to its end, and gives what it wrote to stdout. */
export async function succeed(program, args, options) {
  const { ok, stdout, output } = await run(program, args, { quiet: true, minutes: 5, ...options });
  if (!ok) throw new Error(`${program} ${args.join(' ')} failed:\n${output}`);
  return stdout;
}

/** A program that a package of the project brings. */
export const tool = (name) => inProject('node_modules', '.bin', name);

/**
 * Packs the package.
 * @returns {Promise<{path: string, files: string[], version: string}>} the tarball, and what npm says of it
 */
export async function pack() {
  mkdirSync(own, { recursive: true });
  const [tarball] = JSON.parse(
    await succeed('npm', ['pack', '--json', '--pack-destination', own], { cwd: root }),
  );
  const files = tarball.files.map(({ path }) => path);
  return { path: join(own, tarball.filename), files, version: tarball.version };
}

/** Makes a project from a folder of projects/, and installs the package into it. @returns {Promise<string>} its folder */
export async function createProject(name, tarball) {
  const folder = join(own, name);
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(sources, 'projects', name), folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const args = ['install', tarball.path, '--offline', '--no-save', '--no-audit', '--no-fund'];
  await succeed('npm', args, { cwd: folder });
  return folder;
}

/** Makes a project that has the app, too. */
export async function createApp(name, tarball) {
  const folder = await createProject(name, tarball);
  cpSync(join(sources, 'projects', 'app.js'), join(folder, 'app.js'));
  return folder;
}
