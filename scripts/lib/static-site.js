// The dashboard as a static site, in dist/www: its modules in a few files, and the emulator in a worker.

import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { installIntoPage } from './package.js';
import { inProject, root } from './project.js';
import { timed } from './timings.js';

export const staticSite = inProject('dist', 'www');

/** What stays as it is. */
const FILES = ['icon.svg', 'icons.svg', 'styles'];
/** Parts of packages that stay files, too: they leave themselves on globalThis, or look for their wasm beside them. */
const PARTS = [
  'wix-contacts/pkg',
  'chart.js/dist/chart.umd.min.js',
  'libphonenumber-js/bundle/libphonenumber-min.js',
];

/** Builds it, from both packages as they were built last. */
export async function buildStaticSite() {
  await installIntoPage();
  await timed('building the static site', async () => {
    rmSync(staticSite, { recursive: true, force: true });
    for (const name of FILES) copy(inProject('www', name), name);
    for (const name of PARTS) copy(inProject('www', 'node_modules', name), join('packages', name));
    copy(inProject('www', 'static', 'static.css'), join('styles', 'static.css'));
    writePage();
    await bundle('www/app/main.js', { splitting: true, plugins: [parts] });
    await bundle('www/static/worker/main.js', { entryNames: 'worker' });
    const wasm = readFileSync(inProject('emulator', 'npm', 'pkg', 'emulator_bg.wasm'));
    writeFileSync(join(staticSite, 'app', 'emulator.bin'), gzipSync(wasm, { level: 9 }));
  });
}

/** Of a package that is built, the modules and the wasm. */
function copy(from, to) {
  cpSync(from, join(staticSite, to), {
    recursive: true,
    filter: (path) => !/(\.d\.ts|\.json|\.md|\/\.[^/]*)$/.test(path),
  });
}

function writePage() {
  const [page, head] = ['index.html', 'static/head.html'].map((name) =>
    readFileSync(inProject('www', name), 'utf8'),
  );
  const html = page.replaceAll('node_modules/', 'packages/').replace('  </head>', `${head}  </head>`);
  writeFileSync(join(staticSite, 'index.html'), html);
}

async function bundle(entry, options) {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outdir: join(staticSite, 'app'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'warning',
    ...options,
  });
}

/** Puts the server of the static site in the place of the page's own, and leads to the parts of packages. */
const parts = {
  name: 'parts',
  setup({ onResolve }) {
    onResolve({ filter: /\/server\.js$/ }, () => ({ path: inProject('www', 'static', 'server.js') }));
    onResolve({ filter: /\/node_modules\// }, ({ path }) => {
      const [, name] = path.split('/node_modules/');
      const isPart = PARTS.some((part) => name.startsWith(part));
      return isPart ? { path: `../packages/${name}`, external: true } : undefined;
    });
  },
};
