import { strict as assert } from 'node:assert';
import { SlowNetwork } from '../network.js';
import { inTurn } from '../rounds.js';
import { serveGateway } from '../site.js';

export const about = 'cold start: from the navigation to the first 50 contacts';

const PAGES = {
  raw: 'raw/',
  'hand-written': 'hand-written/',
  official: 'official/',
  ours: 'ours/',
  preloaded: 'ours/preloaded',
};
const MOBILE = { latency: 60, bytesPerSecond: 9_000_000 / 8 };

export async function measure({ lab, rounds }) {
  const server = await lab.server(1000);
  const network = new SlowNetwork(MOBILE);
  const gateway = await serveGateway(server.url, network);
  const site = await lab.serveOver(network);
  try {
    return [
      ...(await start(lab, server.url, rounds(80), { name: 'cold start, local server', atMost: 1 })),
      ...(await start(lab, gateway.url, rounds(60), {
        name: 'cold start, 4G (9 Mbit/s, 60 ms), CPU slowed 4 times',
        atMost: 0.95,
        site: site.url,
        prepare: (page) => page.send('Emulation.setCPUThrottlingRate', { rate: 4 }),
      })),
    ];
  } finally {
    gateway.stop();
    site.stop();
  }
}

async function start(lab, api, rounds, { name, atMost, site = '', prepare }) {
  const starts = await inTurn(Object.keys(PAGES), rounds, async (variant) => {
    const address = `${site}/${PAGES[variant]}?api=${encodeURIComponent(api)}`;
    const start = await lab.visit(address, startOf, async (page) => {
      page.hasStarted = page.nextEvent('Page.navigatedWithinDocument');
      await prepare?.(page);
    });
    assert.equal(start.contacts.length, 50, `${variant} got no page of contacts`);
    return start;
  });
  assert.deepEqual(starts.ours[0].contacts, starts['hand-written'][0].contacts);

  const samples = (key, ours = 'ours') => {
    const { preloaded: _, ...others } = { ...starts, ours: starts[ours] };
    return Object.fromEntries(
      Object.entries(others).map(([name, starts]) => [name, starts.map((start) => start[key])]),
    );
  };
  const row = { unit: 'ms', of: 'raw' };
  const target = { of: 'official', atMost, goal: 0.9 };
  return [
    { ...row, name, samples: samples('milliseconds'), target },
    { ...row, name: '… the wasm preloaded', samples: samples('milliseconds', 'preloaded'), target },
    { ...row, name: '… until the first request to the API', samples: samples('firstRequest') },
    { ...row, name: '… the same, the wasm preloaded', samples: samples('firstRequest', 'preloaded') },
  ];
}

async function startOf(page) {
  await page.hasStarted;
  return page.evaluate(async () => {
    const started = await globalThis.started;
    const requests = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/query'));
    return { ...started, firstRequest: requests[0].startTime };
  });
}
