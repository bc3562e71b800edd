import { inTurn } from '../rounds.js';
import { VARIANTS } from '../variants/names.js';

export const about = 'what is allocated to read a page of contacts';

/** As many as a page of iterateContacts has. */
const CONTACTS = 1000;
/** One sample for so many bytes, of what lives and of what is garbage by then. */
const SAMPLING = {
  samplingInterval: 4096,
  includeObjectsCollectedByMajorGC: true,
  includeObjectsCollectedByMinorGC: true,
};

export async function measure({ lab, rounds }) {
  const server = await lab.server(CONTACTS);
  return lab.visit('/lab/', async (page) => {
    const allocated = async (variant) => {
      await page.send('HeapProfiler.startSampling', SAMPLING);
      await page.evaluate(readPage, { variant, baseUrl: server.url, size: CONTACTS });
      const { profile } = await page.send('HeapProfiler.stopSampling');
      return profile.samples.reduce((sum, { size }) => sum + size, 0);
    };
    return [
      {
        name: `JavaScript heap allocated to read a page of ${CONTACTS.toLocaleString('en')}`,
        unit: 'B',
        of: 'raw',
        samples: await inTurn(VARIANTS, rounds(5), allocated),
        target: { of: 'hand-written', atMost: 1 },
      },
    ];
  });
}

/** In the page. */
async function readPage({ variant, baseUrl, size }) {
  const { connect, open, readAll } = globalThis.lab.variants[variant];
  connect({ baseUrl });
  // getContacts gives at most 500 a page.
  if (variant === 'ours') await readAll({ limit: size });
  else await open(size);
}
