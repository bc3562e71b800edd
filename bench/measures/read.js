import { strict as assert } from 'node:assert';
import { inTurn } from '../rounds.js';

export const about = 'reading all contacts, the server at 50 ms a request';

const LATENCY = 50;
const LENGTHS = [1000, 10_000, 100_000];
const CONCURRENCIES = [1, 2, 4, 8];

export async function measure({ lab, rounds, quick }) {
  const server = await lab.server(quick ? 10_000 : 100_000);
  const limit = server.contacts;
  const ways = {
    raw: { variant: 'raw', pageSize: 1000, concurrency: 4, limit },
    official: { variant: 'official', pageSize: 1000, limit },
    'official, 500 a page': { variant: 'official', pageSize: 500, limit },
    ours: { variant: 'ours', limit },
  };
  const byLength = Object.fromEntries(
    LENGTHS.filter((length) => length <= limit).map((length) => [length, { variant: 'ours', limit: length }]),
  );
  const byConcurrency = Object.fromEntries(
    CONCURRENCIES.map((concurrency) => [concurrency, { variant: 'ours', concurrency, limit: limit / 5 }]),
  );

  await server.setLatency(LATENCY);
  try {
    return await lab.visit('/lab/', async (page) => {
      const read = async ({ variant, ...options }) => {
        const args = { variant, baseUrl: server.url, options };
        const { milliseconds, count } = await page.evaluate(readAll, args);
        assert.equal(count, options.limit, `${variant} read another number of contacts`);
        return milliseconds;
      };
      const compare = (ways) => inTurn(Object.keys(ways), rounds(3), (name) => read(ways[name]));

      const { raw, official, 'official, 500 a page': samePages, ours } = await compare(ways);
      const name = `read ${count(limit)} contacts, server at ${LATENCY} ms`;
      const target = { of: 'official', atMost: 0.25 };
      return [
        {
          name: `${name}; official 1000 a page`,
          unit: 'ms',
          of: 'raw',
          samples: { raw, official, ours },
          target,
        },
        {
          name: `${name}; official 500 a page`,
          unit: 'ms',
          of: 'raw',
          samples: { raw, official: samePages, ours },
          target,
        },
        {
          name: 'iterateContacts, by contacts',
          unit: 'ms',
          growth: true,
          samples: await compare(byLength),
        },
        {
          name: `iterateContacts over ${count(limit / 5)} contacts, by concurrency`,
          unit: 'ms',
          growth: true,
          samples: await compare(byConcurrency),
        },
      ];
    });
  } finally {
    await server.setLatency(0);
  }
}

const count = (contacts) => contacts.toLocaleString('en');

/** In the page. */
async function readAll({ variant, baseUrl, options }) {
  const { connect, readAll } = globalThis.lab.variants[variant];
  connect({ baseUrl });
  const start = performance.now();
  const count = await readAll(options);
  return { milliseconds: performance.now() - start, count };
}
