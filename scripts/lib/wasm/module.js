// A module of the package and its glue, made of a crate: by wasm-pack, or by the programs that wasm-pack runs, one by one.
// The latter is for npm start, since wasm-pack takes longer to install than all of them to run. A test holds that both make
// the same bytes.

import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { make } from '../process.js';
import { inProject, root, target, textOf } from '../project.js';
// What is run here may be in folders that this one knows.
import '../tools.js';
import { versionOfRust, withoutPaths } from './paths.js';

const TARGET = 'wasm32-unknown-unknown';

/** Those of the package: the crate, and its folder. */
export const modules = [
  { crate: 'wix-contacts', folder: '.' },
  { crate: 'wix-contacts-deferred', folder: 'crates/deferred' },
];

/** In a folder of its own first: wasm-pack optimizes all wasm that it finds where it writes, once more. */
export async function withWasmPack({ crate, folder }, into) {
  const own = join(into, `.${crate}`);
  const args = ['build', folder, '--target', 'web', '--release', '--no-pack', '--no-gitignore'];
  const mode = ['--mode', 'no-install', '--out-dir', own];
  await succeed('wasm-pack', ['--log-level', 'error', ...args, ...mode], await forCargo());
  for (const file of readdirSync(own)) renameSync(join(own, file), join(into, file));
  rmSync(own, { recursive: true });
}

/** Alone, as wasm-pack does: in one go with others, their crates would share features, and the bytes would be others. */
export async function compile({ crate }) {
  const args = ['build', '--quiet', '--lib', '--release', '--target', TARGET, '--package', crate];
  await succeed('cargo', args, await forCargo());
}

export async function bind({ crate, folder }, into) {
  const name = crate.replaceAll('-', '_');
  const compiled = join(target, TARGET, 'release', `${name}.wasm`);
  const args = ['--out-dir', into, '--typescript', '--target', 'web', '--omit-default-module-path'];
  await succeed('wasm-bindgen', [compiled, ...args]);
  const [, flags] = textOf(inProject(folder, 'Cargo.toml')).match(/^wasm-opt = (\[.+\])/m);
  const module = join(into, `${name}_bg.wasm`);
  await succeed('wasm-opt', [module, '--output', module, ...JSON.parse(flags)]);
}

/** Most of a module's first memory is its stack, of which nothing here needs much. */
const STACK = 128 * 1024;

async function forCargo() {
  const flags = [`-Clink-arg=-zstack-size=${STACK}`, ...(await withoutPaths(await versionOfRust()))];
  return { CARGO_ENCODED_RUSTFLAGS: flags.join('\x1f') };
}

const succeed = (program, args, env) =>
  make('The package could not be built', program, args, { cwd: root, env });
