// The wasm of the emulator's package, from emulator/ to emulator/npm/pkg/.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { make, run } from '../process.js';
import { fingerprint, inProject, root, target, textOf } from '../project.js';
import { clang } from '../tools.js';
import { versionOfRust, withoutPaths } from './paths.js';
import { cCompiler } from './sqlite.js';

const CRATE = 'contacts-emulator-wasm';
const PROFILE = 'emulator-wasm';

const pkg = inProject('emulator', 'npm', 'pkg');
const bindings = join(target, PROFILE);
const SOURCES = [
  'Cargo.toml',
  'Cargo.lock',
  'package-lock.json',
  'emulator/Cargo.toml',
  'emulator/build.rs',
  'emulator/src',
  'emulator/wasm',
  'scripts/lib/wasm/emulator.js',
  'scripts/lib/wasm/paths.js',
  'scripts/lib/wasm/sqlite.js',
];

/** Builds it, if its sources changed since it was built. */
export async function buildEmulatorWasm() {
  const toolchain = await versions();
  const wanted = fingerprint(
    SOURCES.map((name) => inProject(name)),
    toolchain,
  );
  const built = join(pkg, '.sources-hash');
  if (textOf(built) === wanted) return;

  rmSync(pkg, { recursive: true, force: true });
  mkdirSync(pkg, { recursive: true });
  await compile(toolchain[0]);
  await bind();
  await optimize();
  writeFileSync(built, wanted);
}

async function versions() {
  const ofClang = run(clang.path(), ['--version'], { quiet: true });
  return [await versionOfRust(), (await ofClang).stdout];
}

async function compile(toolchain) {
  const args = ['build', '--package', CRATE, '--target', 'wasm32-unknown-unknown', '--profile', PROFILE];
  await succeed('cargo', args, {
    CARGO_ENCODED_RUSTFLAGS: (await withoutPaths(toolchain)).join('\x1f'),
    ...cCompiler(),
  });
}

/** Makes the bindings, as a function: each site is an instance of its own, with memory of its own. */
async function bind() {
  const file = join(target, 'wasm32-unknown-unknown', PROFILE, `${CRATE.replaceAll('-', '_')}.wasm`);
  await succeed('wasm-bindgen', ['--target', 'web', '--out-dir', bindings, '--out-name', 'emulator', file]);
  const { build } = await import('esbuild');
  await build({
    // From here on, esbuild writes where a file was; the target folder may be anywhere.
    absWorkingDir: bindings,
    entryPoints: [join(bindings, 'emulator.js')],
    outfile: join(pkg, 'emulator.js'),
    bundle: true,
    format: 'iife',
    globalName: 'bindings',
    banner: { js: 'export function instantiate(module) {' },
    footer: { js: 'bindings.initSync({ module });\nreturn bindings;\n}' },
    // The wasm is always given.
    define: { 'import.meta.url': 'undefined' },
    target: 'es2022',
    logLevel: 'warning',
  });
}

async function optimize() {
  const [from, to] = [bindings, pkg].map((folder) => join(folder, 'emulator_bg.wasm'));
  await succeed('wasm-opt', ['-Os', '--strip-debug', ...FEATURES, from, '--output', to]);
}

/** What rustc uses of WebAssembly, and every browser of docs/browsers.md knows. */
const FEATURES = [
  'bulk-memory',
  'bulk-memory-opt',
  'call-indirect-overlong',
  'multivalue',
  'mutable-globals',
  'nontrapping-float-to-int',
  'reference-types',
  'sign-ext',
].map((name) => `--enable-${name}`);

const succeed = (program, args, env) =>
  make("The emulator's package could not be built", program, args, { cwd: root, env });
