// Where a site is called from: a process of Node, or a page of Chromium. Each opens a host (host.js), and asks it.

import { readFileSync } from 'node:fs';
import { launch, stop } from '../../scripts/lib/process.js';
import { inProject } from '../../scripts/lib/project.js';

/** @returns {{name: string, open: () => Promise<{ask: (method: string, options?: object) => Promise<any>, close: Function}>}} */
export const node = {
  name: 'Node',
  async open() {
    const args = ['--expose-gc', inProject('bench', 'emulators', 'process.js')];
    const child = launch(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const waiting = new Map();
    child.on('message', ({ number, result, error }) => {
      const { resolve, reject } = waiting.get(number);
      waiting.delete(number);
      if (error) reject(new Error(error));
      else resolve(result);
    });
    let asked = 0;
    return {
      ask: (method, options) =>
        new Promise((resolve, reject) => {
          asked += 1;
          waiting.set(asked, { resolve, reject });
          child.send({ number: asked, method, options });
        }),
      close: () => stop(child),
    };
  },
};

/** @param {object} lab */
export function chromium(lab) {
  return {
    name: 'Chromium',
    async open() {
      const page = await lab.open('/emulator/');
      return {
        ask: (method, options) =>
          method === 'collect'
            ? page.send('HeapProfiler.collectGarbage')
            : page.evaluate(([method, options]) => globalThis.host[method](options), [method, options]),
        close: () => page.close(),
      };
    },
  };
}

/** The files that a page with a site loads, by their paths. */
export async function pageFiles() {
  const { bundled, html } = await import('../bundles.js');
  const loaded = await bundled('emulator');
  const own = Object.fromEntries(loaded.map(({ path, brotli }) => [`/emulator/${path}`, brotli]));
  const { brotliCompressSync } = await import('node:zlib');
  const compressed = (...path) => brotliCompressSync(readFileSync(inProject(...path)));
  return {
    ...own,
    '/emulator/': html(loaded),
    '/emulator/mockServiceWorker.js': compressed(
      'bench',
      'node_modules',
      'msw',
      'lib',
      'mockServiceWorker.js',
    ),
    // Beside the script's folder, where the package looks for it.
    '/pkg/emulator_bg.wasm': compressed('emulator', 'npm', 'pkg', 'emulator_bg.wasm'),
  };
}
