// The pages as an app's bundler makes them: one for each variant, and one with all of them.

import { basename } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { inProject, root } from '../scripts/lib/project.js';
import { VARIANTS } from './variants/names.js';

/** Every file of the pages by its path, and the files that each page loads; all of them compressed, as a CDN would. */
export async function bundle() {
  const pages = { lab: await bundled('lab') };
  for (const variant of VARIANTS) {
    pages[variant] = await bundled('start', inProject('bench', 'variants', `${variant}.js`));
  }
  const files = {};
  for (const [name, loaded] of Object.entries(pages)) {
    Object.assign(files, ...loaded.map(({ path, brotli }) => ({ [`/${name}/${path}`]: brotli })));
    files[`/${name}/`] = html(loaded);
  }
  // What the documentation advises: the wasm is asked for at once, not when the script has come.
  files['/ours/preloaded'] = html(pages.ours, { preload: true });
  return { files, pages };
}

/** The files of a page, compressed. */
export async function bundled(page, variant) {
  const { outputFiles } = await build({
    entryPoints: [inProject('bench', 'pages', `${page}.js`)],
    alias: variant && { variant },
    plugins: [packageItself],
    // The wasm in files (docs/browsers.md).
    conditions: ['production'],
    loader: { '.wasm': 'file' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    outdir: 'out',
    write: false,
    logLevel: 'error',
  });
  return outputFiles.map(({ path, contents }) => ({
    path: basename(path),
    brotli: brotliCompressSync(contents),
  }));
}

/** Finds wix-contacts by the exports of the project's own package.json, as an app that had installed it. */
const packageItself = {
  name: 'wix-contacts',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^wix-contacts(\/|$)/ }, ({ path, kind, pluginData }) => {
      if (pluginData !== packageItself)
        return resolve(path, { kind, resolveDir: root, pluginData: packageItself });
    });
  },
};

export function html(files, { preload = false } = {}) {
  const scripts = files.filter(({ path }) => path.endsWith('.js'));
  const core = files.filter(({ path }) => preload && path.startsWith('wix_contacts_bg'));
  const tags = [
    ...scripts.map(({ path }) => `<script type="module" src="${path}"></script>`),
    // Behind the script: what is first is sent first.
    ...core.map(
      ({ path }) => `<link rel="preload" href="${path}" as="fetch" type="application/wasm" crossorigin>`,
    ),
  ];
  // An icon of its own, or the browser would ask for one meanwhile.
  const head = '<title>bench</title><link rel="icon" href="data:,">';
  return brotliCompressSync(`<!doctype html><html lang="en">${head}${tags.join('')}</html>`);
}
