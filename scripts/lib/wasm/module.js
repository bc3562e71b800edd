// One module and its glue, made of crates/ and src/: by wasm-pack, or by the programs that wasm-pack runs, one by one.
// The latter is for npm start, since wasm-pack takes longer to install than all of them to run. A test holds that both make
// the same bytes.

import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, run } from '../process.js';
import { inProject, root, target, textOf } from '../project.js';
// What is run here may be in folders that this one knows.
import '../tools.js';
import { versionOfRust, withoutPaths } from './paths.js';
import { TABLE_BASE } from './split.js';

const TARGET = 'wasm32-unknown-unknown';
// By a path that is the same on every machine: it counts for the names of functions.
const MAP = join('target', 'wix_contacts.map');
const made = join(target, TARGET, 'release');

/** The linker's map of the module. */
export const linkerMap = () => readFileSync(inProject(MAP), 'utf8');

/** What is linked already would not be linked again, and the map might be of another build. */
export const forgetLinked = () => rmSync(join(made, 'deps', 'wix_contacts.wasm'), { force: true });

export async function withWasmPack(folder) {
  const args = ['build', '--target', 'web', '--release', '--no-pack', '--no-gitignore', '--out-dir', folder];
  await succeed('wasm-pack', ['--log-level', 'error', ...args, '--mode', 'no-install'], await forCargo());
}

export async function compile() {
  await succeed('cargo', ['build', '--quiet', '--lib', '--release', '--target', TARGET], await forCargo());
}

export async function bind(folder) {
  const args = ['--out-dir', folder, '--typescript', '--target', 'web'];
  await succeed('wasm-bindgen', [join(made, 'wix_contacts.wasm'), ...args]);
  const [, flags] = textOf(inProject('Cargo.toml')).match(/^wasm-opt = (\[.+\])/m);
  const module = join(folder, 'wix_contacts_bg.wasm');
  await succeed('wasm-opt', [module, '--output', module, ...JSON.parse(flags)]);
}

async function forCargo() {
  const flags = [
    `-Clink-arg=--table-base=${TABLE_BASE}`,
    `-Clink-arg=-Map=${MAP}`,
    ...(await withoutPaths(await versionOfRust())),
  ];
  mkdirSync(inProject('target'), { recursive: true });
  return { CARGO_ENCODED_RUSTFLAGS: flags.join('\x1f') };
}

async function succeed(program, args, env) {
  const { ok } = await run(program, args, { cwd: root, env });
  if (!ok) throw new Failure('The package could not be built; the reason is above.');
}
