// Every variant gets the same responses, from memory and from a server: those that the package asks for, and one with all fields.

import { strict as assert } from 'node:assert';
import { inTurn } from '../rounds.js';
import { VARIANTS } from '../variants/names.js';

export const about = 'decoding a page: from the headers of a response to objects';

const target = (atMost, goal) => ({ of: 'raw', atMost, goal });

export async function measure({ lab, rounds }) {
  const server = await lab.server(1000);
  return lab.visit('/lab/', async (page) => {
    const { decode, decodeFromServer, requestOf } = decoderOf(page, server, rounds(40));
    const request = await requestOf('ours', 500);
    assert.deepEqual(request, await requestOf('raw', 500), 'raw.js asks for other fields than the package');
    const { fields: _, ...everything } = request.query;
    return [
      row('decode 500 contacts', await decode(request), target(0.85, 0.6)),
      row('decode 500 contacts with all of their fields', await decode({ query: everything }), target(0.7)),
      row('decode 100 contacts', await decode(await requestOf('ours', 100)), target(1)),
      row('decode 25 contacts', await decode(await requestOf('ours', 25)), target(1.2)),
      row('decode 500 contacts from a server', await decodeFromServer(500), target(0.6)),
    ];
  });
}

/** What times it in a page of the lab. */
export function decoderOf(page, server, rounds) {
  const measured = async (pageSize) => {
    const shown = (name) =>
      page.evaluate(([name, pageSize]) => globalThis.lab.variants[name].open(pageSize), [name, pageSize]);
    assert.deepEqual((await shown('ours')).contacts, (await shown('hand-written')).contacts);
    const times = Math.ceil(6000 / pageSize);
    return inTurn(VARIANTS, rounds, (name) =>
      page.evaluate((args) => globalThis.lab.timeToDecode(...args), [name, pageSize, times]),
    );
  };
  return {
    async decode(request) {
      await page.evaluate((text) => globalThis.lab.respondWith(text), await server.query(request));
      return measured(request.query.paging.limit);
    },
    async decodeFromServer(pageSize) {
      await page.evaluate((url) => globalThis.lab.ask(url), server.url);
      return measured(pageSize);
    },
    requestOf: (name, pageSize) =>
      page.evaluate((args) => globalThis.lab.requestOf(...args), [name, pageSize]),
  };
}

export const row = (name, samples, target) => ({ name, unit: 'ms', of: 'raw', samples, target });
