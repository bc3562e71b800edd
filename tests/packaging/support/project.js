// Throw-away projects that have the package as an app has it: packed, and installed from the tarball.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { run } from '../../../scripts/lib/process.js';
import { filesIn, inProject, root } from '../../../scripts/lib/project.js';

/** Files of tests may run at the same time. */
const own = inProject('.local', 'packaging', String(process.pid));
process.once('exit', () => rmSync(own, { recursive: true, force: true, maxRetries: 5 }));
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
 * Packs the package, or another one in a folder of the project.
 * @returns {Promise<{path: string, files: string[], version: string}>} the tarball, and what npm says of it
 */
export async function pack(folder = root) {
  mkdirSync(own, { recursive: true });
  const [tarball] = JSON.parse(
    await succeed('npm', ['pack', '--json', '--pack-destination', own], { cwd: folder }),
  );
  const files = tarball.files.map(({ path }) => path);
  return { path: join(own, tarball.filename), files, version: tarball.version };
}

/** Makes a project from a folder of projects/, and installs tarballs into it. @returns {Promise<string>} its folder */
export async function createProject(name, ...tarballs) {
  const folder = join(own, name);
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(sources, 'projects', name), folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const packed = tarballs.map(({ path }) => path);
  const args = ['install', ...packed, '--offline', '--no-save', '--no-audit', '--no-fund'];
  await succeed('npm', args, { cwd: folder });
  return folder;
}

/** Makes a project that has the app, too. */
export async function createApp(name, tarball) {
  const folder = await createProject(name, tarball);
  cpSync(join(sources, 'projects', 'app.js'), join(folder, 'app.js'));
  return folder;
}

/** What is built in another folder is, byte for byte, what the package has in this one. */
export async function isSameElsewhere(t, folder, build) {
  const elsewhere = mkdtempSync(join(tmpdir(), 'build-'));
  t.after(() => rmSync(elsewhere, { recursive: true }));
  await build(elsewhere);
  const files = filesIn(elsewhere);
  assert(files.length > 0);
  for (const path of files) {
    const name = relative(elsewhere, path);
    const packed = readFileSync(join(folder, name));
    assert(packed.equals(readFileSync(path)), name);
    assert(!packed.includes('sourceMappingURL'));
  }
}
