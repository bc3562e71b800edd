// The single-file builds of the package, with the wasm inside: for a script tag, and for bundlers that don't know wasm; and
// the wasm alone as a module, for servers' bundlers.

import { readFileSync, rmSync } from 'node:fs';
import { inProject, root } from './project.js';

const BUILDS = [
  { entry: 'js/inline/index.js', file: 'wix-contacts.inline.js', format: 'esm' },
  { entry: 'js/inline/global.js', file: 'wix-contacts.global.js', format: 'iife', globalName: 'WixContacts' },
  { entry: 'js/inline/wasm.js', file: 'wasm.js', format: 'esm' },
];

/** Makes them from js/ and pkg/, in a folder that is emptied first. */
export async function bundlePackage(folder = inProject('dist')) {
  const { build } = await import('esbuild');
  const { name, version, license } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  rmSync(folder, { recursive: true, force: true });
  for (const { entry, file, ...output } of BUILDS) {
    await build({
      ...output,
      absWorkingDir: root,
      entryPoints: [entry],
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
      // wasm-bindgen names a module once for each of its functions.
      logOverride: { 'duplicate-object-key': 'silent' },
    });
  }
}
