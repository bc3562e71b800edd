// Where things are in the project.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');
export const target = resolve(root, process.env.CARGO_TARGET_DIR ?? 'target');

/** The path of a file of the project. */
export const inProject = (...parts) => join(root, ...parts);

/** Every file in a folder and its subfolders, but for node_modules; a file is itself, what does not exist is nothing. */
export function filesIn(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => name !== 'node_modules')
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}

/** A hash over the names and contents of files and folders, and over `facts` that matter as much. */
export function fingerprint(paths, facts = []) {
  const hash = createHash('sha256').update(JSON.stringify(facts));
  for (const file of paths.flatMap(filesIn)) {
    hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/**
 * Makes files from others, unless all of them are as they were when that was done last, which a file `record` tells. So
 * nobody who reads them finds them gone for a moment.
 * @param {() => string[]} paths what they are made from, and what is made
 */
export async function makeIfChanged(record, paths, make) {
  const state = () => fingerprint(paths().filter((path) => path !== record));
  if (textOf(record) === state()) return;
  await make();
  writeFileSync(record, state());
}

/** The text of a file, or '' if there is none. */
export const textOf = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');
