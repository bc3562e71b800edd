import { inTurn } from '../rounds.js';

export const about = 'reconciling a contact that exists';

const VARIANTS = ['official', 'ours'];

export async function measure({ lab, rounds }) {
  const server = await lab.server(100);
  return lab.visit('/lab/', async (page) => {
    let contacts = 0;
    const requests = {};
    const reconcile = async (name) => {
      contacts += 1;
      const email = `bench-${contacts}@example.com`;
      await server.createContact({ name: { first: 'Bench' }, emails: { items: [{ email }] } });
      const before = await server.countRequests();
      const milliseconds = await page.evaluate(timeToReconcile, { name, baseUrl: server.url, email });
      requests[name] = [(await server.countRequests()) - before];
      return milliseconds;
    };
    const samples = await inTurn(VARIANTS, rounds(15), reconcile);
    return [
      {
        name: 'requests to reconcile a contact that exists, with something to add',
        unit: 'requests',
        samples: requests,
        target: { atMost: 2 },
      },
      { name: '… and the time', unit: 'ms', of: 'official', samples },
    ];
  });
}

/** In the page. */
async function timeToReconcile({ name, baseUrl, email }) {
  const variant = globalThis.lab.variants[name];
  variant.connect({ baseUrl });
  const start = performance.now();
  await variant.reconcile({ email, company: 'Acme' });
  return performance.now() - start;
}
