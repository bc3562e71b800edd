// A copy of the package in a folder of its own: its wasm is not loaded yet, and can be taken away and put back.

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = new URL('../../../', import.meta.url);

export const CORE = 'wix_contacts_bg.wasm';
export const DEFERRED = 'wix_contacts_deferred_bg.wasm';

export function copyPackage(t) {
  const folder = mkdtempSync(join(tmpdir(), 'wix-contacts-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const part of ['js', 'pkg', 'package.json']) {
    cpSync(new URL(part, root), join(folder, part), { recursive: true });
  }
  const path = (file) => join(folder, 'pkg', file);
  const hidden = (file) => `${path(file)}.hidden`;
  return {
    /** Imports one of its files: of `js/`, as Node gets it, or of `pkg/`, as browsers do. */
    load: (path) => import(pathToFileURL(join(folder, path))),
    wasmBytes: (file = CORE) => readFile(path(file)),
    hideWasm: (file = CORE) => rename(path(file), hidden(file)),
    showWasm: (file = CORE) => rename(hidden(file), path(file)),
    /** Changes the code that browsers get. */
    edit(change) {
      for (const name of readdirSync(join(folder, 'pkg')).filter((file) => file.endsWith('.js'))) {
        writeFileSync(path(name), change(readFileSync(path(name), 'utf8')));
      }
    },
    /** Puts something else in its place. */
    replaceWasm: (file, bytes) => writeFileSync(path(file), bytes),
  };
}
