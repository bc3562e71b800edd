import { strict as assert } from 'node:assert';
import { setTimeout as wait } from 'node:timers/promises';
import { inTurn } from '../rounds.js';
import { VARIANTS } from '../variants/names.js';

export const about = 'next() when the page was prefetched';

const LATENCY = 100;
/** How long a person looks at a page, at least: by then the next one is there. */
const READING = 400;

export async function measure({ lab, rounds }) {
  const server = await lab.server(1000);
  await server.setLatency(LATENCY);
  try {
    return await lab.visit('/lab/', async (page) => {
      const shown = {};
      const samples = await inTurn(VARIANTS, rounds(15), async (name) => {
        await page.evaluate(toSecondPage, { name, baseUrl: server.url });
        await wait(READING);
        const { milliseconds, contacts } = await page.evaluate(next);
        shown[name] = contacts;
        return milliseconds;
      });
      assert.deepEqual(shown.ours, shown['hand-written']);
      return [
        {
          name: `next() when the page was prefetched, server at ${LATENCY} ms`,
          unit: 'ms',
          samples,
          target: { atMost: 5 },
        },
      ];
    });
  } finally {
    await server.setLatency(0);
  }
}

/** In the page. An app that called next() once gets the pages after that ahead of their use. */
async function toSecondPage({ name, baseUrl }) {
  const { variants } = globalThis.lab;
  variants[name].connect({ baseUrl });
  const first = await variants[name].open(50);
  globalThis.second = await first.next();
}

/** In the page. */
async function next() {
  const start = performance.now();
  const { contacts } = await globalThis.second.next();
  return { milliseconds: performance.now() - start, contacts };
}
