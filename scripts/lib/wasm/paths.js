// The same sources give the same bytes on every machine.

import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from '../process.js';
import { root } from '../project.js';

/**
 * Flags that keep the folders of this machine out of the wasm, so that the same sources give the same bytes anywhere.
 * Of two that fit a path, rustc takes the later.
 */
export async function withoutPaths(toolchain) {
  const [, commit] = toolchain.match(/^commit-hash: (.+)$/m);
  const sysroot = (await run('rustc', ['--print', 'sysroot'], { quiet: true })).stdout.trim();
  const registries = join(process.env.CARGO_HOME || join(homedir(), '.cargo'), 'registry', 'src');
  return [
    [root, '/wix-contacts'],
    ...readdirSync(registries).map((registry) => [join(registries, registry), '/crates']),
    [join(sysroot, 'lib', 'rustlib', 'src', 'rust'), `/rustc/${commit}`],
  ].map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
}

export async function versionOfRust() {
  return (await run('rustc', ['--version', '--verbose'], { quiet: true })).stdout;
}
