// The npm package: building its wasm, and installing it into www/ as an app would.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { buildForBrowsers, bundleGlue, bundlePackage } from './bundle.js';
import { OFFLINE, quietly } from './installer.js';
import { filesIn, fingerprint, inProject, makeIfChanged, textOf } from './project.js';
import { timed } from './timings.js';
import { npmPackages } from './tools.js';
import { buildWasm, wasmSteps } from './wasm/build.js';

/** Builds the package, if its sources changed since it was built: the wasm, and the builds around it. */
export async function buildPackage() {
  await timed('building the wasm', buildWasm);
  await timed('building the entries for browsers', buildEntries);
}

const buildEntries = () =>
  makeIfChanged(inProject('pkg', '.builds-hash'), filesOfBuilds, async () => {
    await bundleGlue();
    await buildForBrowsers();
    await bundlePackage();
  });

const filesOfBuilds = () =>
  ['package.json', 'package-lock.json', 'scripts/lib/bundle.js', 'js', 'pkg', 'dist']
    .flatMap((name) => filesIn(inProject(name)))
    .filter((path) => !path.startsWith(site));

/** The static site is beside the builds, and no part of the package. */
const site = inProject('dist', 'www');

/** The same as steps for setUp, without wasm-pack, and with the package in www/. */
export const pageSteps = [
  ...wasmSteps,
  {
    name: 'the package into www/',
    verb: 'installing',
    after: [npmPackages, ...wasmSteps],
    async install() {
      await buildEntries();
      await installIntoPage();
    },
  },
];

/** Install the package into the dashboard's page, and into the example, as an app would have it. */
export const installIntoPage = () => installInto('www');
export const installIntoExample = () => installInto('examples/dashboard-app');

async function installInto(folder) {
  const manifest = inProject('package.json');
  const { files } = JSON.parse(readFileSync(manifest, 'utf8'));
  const app = ['package.json', 'package-lock.json', '.npmrc'].map((name) => inProject(folder, name));
  const packed = files.flatMap((name) => filesIn(inProject(name))).filter((path) => !path.startsWith(site));
  const wanted = fingerprint([manifest, ...packed, ...app]);
  const installed = inProject(folder, 'node_modules', '.package-hash');
  if (textOf(installed) === wanted) return;

  // npm would keep a copy of the same version.
  rmSync(inProject(folder, 'node_modules', 'wix-contacts'), { recursive: true, force: true });
  const args = ['install', '--no-save', '--prefer-offline', '--no-audit', '--no-fund'];
  await quietly('npm', args, OFFLINE, { cwd: inProject(folder) });
  writeFileSync(installed, wanted);
}
