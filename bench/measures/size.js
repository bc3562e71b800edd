import { VARIANTS } from '../variants/names.js';

export const about = 'bytes loaded before the first contact';

/** Nothing here varies: one look is enough. */
export async function measure({ lab }) {
  const { url } = await lab.server(1000);
  const loaded = {};
  for (const name of VARIANTS) {
    const path = `/${name}/?api=${encodeURIComponent(url)}`;
    const paths = await lab.visit(path, (page) => page.evaluate(pathsLoaded));
    loaded[name] = lab.pages[name].filter(({ path }) => paths.includes(`/${name}/${path}`));
  }
  const sizeOf = (name, ending) =>
    loaded[name]
      .filter(({ path }) => path.endsWith(ending))
      .reduce((sum, { brotli }) => sum + brotli.length, 0);
  const sizes = (ending) => Object.fromEntries(VARIANTS.map((name) => [name, [sizeOf(name, ending)]]));
  return [
    {
      name: 'bytes loaded before the first contact, brotli',
      unit: 'B',
      samples: sizes(''),
      target: { atMost: 48_000 },
    },
    { name: '… of these JavaScript', unit: 'B', samples: sizes('.js') },
    { name: '… of these wasm', unit: 'B', samples: sizes('.wasm') },
  ];
}

/** In the page. */
async function pathsLoaded() {
  await globalThis.started;
  return performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
}
