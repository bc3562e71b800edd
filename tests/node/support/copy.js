// A copy of the package in a folder of its own: its wasm is not loaded yet, and can be taken away and put back.

import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = new URL('../../../', import.meta.url);

export function copyPackage(t) {
  const folder = mkdtempSync(join(tmpdir(), 'wix-contacts-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const part of ['js', 'pkg']) cpSync(new URL(part, root), join(folder, part), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  const wasm = join(folder, 'pkg', 'wix_contacts_bg.wasm');
  const hidden = `${wasm}.hidden`;
  return {
    /** Imports one of its files, such as `js/index.js`. */
    load: (path) => import(pathToFileURL(join(folder, path))),
    wasmBytes: () => readFile(wasm),
    hideWasm: () => rename(wasm, hidden),
    showWasm: () => rename(hidden, wasm),
  };
}
