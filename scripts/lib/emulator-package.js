// The npm package wix-contacts-emulator, in emulator/npm.

import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, inProject, makeIfChanged, root } from './project.js';
import { buildEmulatorWasm } from './wasm/emulator.js';

const folder = inProject('emulator', 'npm');

/** The package's command, which takes the flags of the native server. */
export const command = inProject('emulator', 'npm', 'js', 'node', 'command.js');

/** Builds the wasm and what is made of js/, if their sources changed since they were built. */
export async function buildEmulatorPackage() {
  await buildEmulatorWasm();
  await makeIfChanged(join(folder, 'pkg', '.builds-hash'), filesOfBuilds, () => bundleForRequire());
}

const filesOfBuilds = () => [
  ...['package-lock.json', 'scripts/lib/emulator-package.js'].map((name) => inProject(name)),
  ...['js', 'dist'].flatMap((name) => filesIn(join(folder, name))),
];

/** One file for those who still `require`, such as Jest, in a folder that is emptied first. */
export async function bundleForRequire(dist = join(folder, 'dist')) {
  const { build } = await import('esbuild');
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: ['emulator/npm/js/node/index.js'],
    outfile: join(dist, 'index.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    banner: { js: BANNER },
    define: { 'import.meta.url': 'moduleUrl' },
    logLevel: 'warning',
  });
  copyFileSync(join(folder, 'js', 'index.d.ts'), join(dist, 'index.d.cts'));
}

/** Beside where the modules are; and what Jest's page does not have, and the process around it does. */
const BANNER = `
const moduleUrl = require('node:url').pathToFileURL(require('node:path').join(__dirname, '..', 'js', 'wasm', 'node.js')).href;
const { TextDecoder, TextEncoder } = require('node:util');
const { Response = require('node:vm').runInThisContext('Response') } = globalThis;
`.trim();
