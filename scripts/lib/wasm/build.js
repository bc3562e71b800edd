// The wasm of the package, from crates/ and src/ to pkg/: two modules, and the glue of each.

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, inProject, textOf } from '../project.js';
import { crates, npmPackages, wasmBindgen, wasmTarget } from '../tools.js';
import { bind, compile, modules, withWasmPack } from './module.js';
import { versionOfRust } from './paths.js';

const pkg = inProject('pkg');
const built = join(pkg, '.sources-hash');
const SOURCES = ['Cargo.toml', 'Cargo.lock', 'package-lock.json', 'crates', 'src', 'scripts/lib/wasm'];

/** Builds it, if its sources changed since it was built. */
export async function buildWasm() {
  const wanted = await wantedHash();
  if (textOf(built) === wanted) return;
  rmSync(pkg, { recursive: true, force: true });
  for (const module of modules) await withWasmPack(module, pkg);
  finish(wanted);
}

// The same as steps for setUp, without wasm-pack.

const isReady = async () => textOf(built) === (await wantedHash());
let compiledFrom;

const compiling = {
  name: 'the package to WebAssembly',
  verb: 'compiling',
  time: 'about a minute',
  after: [wasmTarget, crates],
  isReady,
  async install() {
    compiledFrom = await wantedHash();
    for (const module of modules) await compile(module);
  },
};
const binding = {
  name: "the package's wasm",
  verb: 'optimizing',
  after: [compiling, wasmBindgen, npmPackages],
  isReady,
  async install() {
    rmSync(pkg, { recursive: true, force: true });
    await Promise.all(modules.map((module) => bind(module, pkg)));
    finish(compiledFrom);
  },
};
export const wasmSteps = [compiling, binding];

async function wantedHash() {
  return fingerprint(
    SOURCES.map((name) => inProject(name)),
    [await versionOfRust()],
  );
}

function finish(sources) {
  // The package has types of its own for its entries; these are of what js/ calls.
  for (const { crate } of modules) {
    const name = crate.replaceAll('-', '_');
    for (const types of [`${name}.d.ts`, `${name}_bg.wasm.d.ts`]) rmSync(join(pkg, types), { force: true });
  }
  writeFileSync(built, sources);
}
