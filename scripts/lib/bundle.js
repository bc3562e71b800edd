// The builds of the package: for browsers, beside the wasm; and in single files, with the wasm inside, for a script tag, for
// bundlers that don't know wasm, and, the wasm alone as a module, for servers' bundlers.

import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inProject, root } from './project.js';

const GLUE = { core: 'wix_contacts', deferred: 'wix_contacts_deferred' };
const ENTRIES = ['index', 'promises', 'v4', 'global'];
const SINGLE_FILES = [
  { entry: 'js/inline/index.js', file: 'wix-contacts.inline.js', format: 'esm' },
  { entry: 'js/inline/global.js', file: 'wix-contacts.global.js', format: 'iife', globalName: 'WixContacts' },
  { entry: 'js/wasm/inlined.js', file: 'wasm.js', format: 'esm' },
];

/** Makes what js/ imports of wasm-bindgen's glue. Not every host has all the globals that the glue uses. */
export async function bundleGlue(folder = inProject('pkg')) {
  // npm's packages may have been missing until now.
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(
      Object.entries(GLUE).map(([part, name]) => [part, inProject('pkg', `${name}.js`)]),
    ),
    outdir: folder,
    bundle: true,
    external: ['../js/*'],
    inject: ['js/globals.js'],
    format: 'esm',
    target: 'es2022',
    logLevel: 'warning',
    // wasm-bindgen names a module once for each of its functions.
    logOverride: { 'duplicate-object-key': 'silent' },
  });
}

/** Makes those for browsers from js/ and the glue, in a folder such as the wasm's. They share what they have in common. */
export async function buildForBrowsers(folder = inProject('pkg')) {
  const { build } = await import('esbuild');
  removeBuilds(folder);
  await build({
    absWorkingDir: root,
    entryPoints: ENTRIES.map((name) => `js/${name}.js`),
    alias: { '#wasm': './js/wasm/files.js' },
    outdir: folder,
    bundle: true,
    splitting: true,
    chunkNames: 'shared-[hash]',
    format: 'esm',
    target: 'es2022',
    // Most functions are called as soon as the page loads: browsers that know this compile them all at once.
    banner: { js: '//# allFunctionsCalledOnLoad' },
    logLevel: 'warning',
    logOverride: { 'duplicate-object-key': 'silent' },
  });
}

function removeBuilds(folder) {
  const isBuilt = (file) => file.startsWith('shared-') || ENTRIES.includes(basename(file, '.js'));
  for (const file of readdirSync(folder).filter(isBuilt)) rmSync(join(folder, file));
}

function removeFiles(folder) {
  if (!existsSync(folder)) return;
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) rmSync(join(folder, entry.name));
}

/** Makes the single files from js/ and pkg/, in the place of all files of a folder. */
export async function bundlePackage(folder = inProject('dist')) {
  const { build } = await import('esbuild');
  const { name, version, license } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  removeFiles(folder);
  for (const { entry, file, ...output } of SINGLE_FILES) {
    await build({
      ...output,
      absWorkingDir: root,
      entryPoints: [entry],
      alias: { '#wasm': './js/wasm/inlined.js' },
      outfile: `${folder}/${file}`,
      bundle: true,
      minify: true,
      // What webpack 4 can read; it takes `main` of package.json.
      target: 'es2019',
      // ASCII survives a page that names no encoding.
      charset: 'ascii',
      loader: { '.wasm': 'base64' },
      // Nothing is looked for beside these files, and a bundler that reads them must not either.
      define: { 'import.meta.url': 'undefined' },
      // `sideEffects` of package.json is for those who import the parts.
      ignoreAnnotations: true,
      banner: { js: `/*! ${name} ${version} | ${license} */` },
      logLevel: 'warning',
      logOverride: { 'duplicate-object-key': 'silent' },
    });
  }
}
