// The npm package: building its wasm, and installing it into www/ as an app would.

import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { bundlePackage } from './bundle.js';
import { shortenImports } from './imports.js';
import { Failure, run } from './process.js';
import { fingerprint, inProject, root, textOf } from './project.js';

const pkg = inProject('pkg');

/** Builds the package: the wasm, if its sources changed since it was built, and the single-file builds around it. */
export async function buildPackage() {
  await buildWasm();
  await bundlePackage();
}

async function buildWasm() {
  const toolchain = (await run('rustc', ['--version', '--verbose'], { quiet: true })).stdout;
  const scripts = ['scripts/lib/package.js', 'scripts/lib/imports.js'];
  const sources = ['Cargo.toml', 'Cargo.lock', 'package-lock.json', 'src', ...scripts];
  const wanted = fingerprint(
    sources.map((name) => inProject(name)),
    [toolchain],
  );
  const built = join(pkg, '.sources-hash');
  if (textOf(built) === wanted) return;

  rmSync(pkg, { recursive: true, force: true });
  const args = ['build', '--target', 'web', '--release', '--no-pack', '--no-gitignore', '--out-dir', 'pkg'];
  const { ok } = await run('wasm-pack', ['--log-level', 'error', ...args, '--mode', 'no-install'], {
    cwd: root,
    env: { CARGO_ENCODED_RUSTFLAGS: (await withoutPaths(toolchain)).join('\x1f') },
  });
  if (!ok) throw new Failure('The package could not be built; the reason is above.');
  shorten(join(pkg, 'wix_contacts_bg.wasm'), join(pkg, 'wix_contacts.js'));
  // The package has types of its own for its entries; these are of what js/ calls.
  rmSync(join(pkg, 'wix_contacts.d.ts'), { force: true });
  writeFileSync(built, wanted);
}

function shorten(wasmFile, glueFile) {
  const { wasm, glue } = shortenImports(readFileSync(wasmFile), readFileSync(glueFile, 'utf8'));
  writeFileSync(wasmFile, wasm);
  writeFileSync(glueFile, glue);
}

/**
 * Flags that keep the folders of this machine out of the wasm, so that the same sources give the same bytes anywhere.
 * Of two that fit a path, rustc takes the later.
 */
async function withoutPaths(toolchain) {
  const [, commit] = toolchain.match(/^commit-hash: (.+)$/m);
  const sysroot = (await run('rustc', ['--print', 'sysroot'], { quiet: true })).stdout.trim();
  const registries = join(process.env.CARGO_HOME || join(homedir(), '.cargo'), 'registry', 'src');
  return [
    [root, '/wix-contacts'],
    ...readdirSync(registries).map((registry) => [join(registries, registry), '/crates']),
    [join(sysroot, 'lib', 'rustlib', 'src', 'rust'), `/rustc/${commit}`],
  ].map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
}

/** Install the package into the dashboard's page, and into the example, as an app would have it. */
export const installIntoPage = () => installInto('www');
export const installIntoExample = () => installInto('examples/dashboard-app');

async function installInto(folder) {
  const manifest = inProject('package.json');
  const { files } = JSON.parse(readFileSync(manifest, 'utf8'));
  const app = ['package.json', 'package-lock.json', '.npmrc'].map((name) => inProject(folder, name));
  const wanted = fingerprint([manifest, ...files.map((name) => inProject(name)), ...app]);
  const installed = inProject(folder, 'node_modules', '.package-hash');
  if (textOf(installed) === wanted) return;

  // npm would keep a copy of the same version.
  rmSync(inProject(folder, 'node_modules', 'wix-contacts'), { recursive: true, force: true });
  const args = ['install', '--no-save', '--prefer-offline', '--no-audit', '--no-fund'];
  const { ok } = await run('npm', args, { cwd: inProject(folder), quiet: true });
  if (!ok)
    throw new Failure(
      `"npm install" failed in ${folder}/. Check the network connection, then run the same command again.`,
    );
  writeFileSync(installed, wanted);
}
