import { VARIANTS } from '../variants/names.js';

export const about = 'bytes loaded before the first contact';

/** Nothing here varies: one look is enough. */
export async function measure({ lab }) {
  const sizeOf = (name, ending) =>
    lab.pages[name]
      .filter(({ path }) => path.endsWith(ending))
      .reduce((sum, { brotli }) => sum + brotli.length, 0);
  const sizes = (ending) => Object.fromEntries(VARIANTS.map((name) => [name, [sizeOf(name, ending)]]));
  return [
    {
      name: 'bytes loaded before the first contact, brotli',
      unit: 'B',
      samples: sizes(''),
      target: { atMost: 40_000, goal: 16_000 },
    },
    { name: '… of these JavaScript', unit: 'B', samples: sizes('.js') },
    { name: '… of these wasm', unit: 'B', samples: sizes('.wasm') },
  ];
}
