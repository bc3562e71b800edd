// Every variant gets the same answers, from memory: those that the package asks for, and one with all fields.

import { strict as assert } from 'node:assert';
import { inTurn } from '../rounds.js';
import { VARIANTS } from '../variants/names.js';

export const about = 'decoding a page: from the text of an answer to objects';

const target = { of: 'raw', atMost: 1.4, goal: 1.15 };

export async function measure({ lab, rounds }) {
  const server = await lab.server(1000);
  return lab.visit('/lab/', async (page) => {
    const decode = async (request) => {
      const pageSize = request.query.paging.limit;
      await page.evaluate((text) => globalThis.lab.answer(text), await server.query(request));
      const shown = (name) =>
        page.evaluate(([name, pageSize]) => globalThis.lab.variants[name].open(pageSize), [name, pageSize]);
      assert.deepEqual((await shown('ours')).contacts, (await shown('hand-written')).contacts);
      const times = Math.ceil(6000 / pageSize);
      return inTurn(VARIANTS, rounds(40), (name) =>
        page.evaluate((args) => globalThis.lab.timeToDecode(...args), [name, pageSize, times]),
      );
    };
    const requestOf = (name, pageSize) =>
      page.evaluate((args) => globalThis.lab.requestOf(...args), [name, pageSize]);

    const request = await requestOf('ours', 500);
    assert.deepEqual(request, await requestOf('raw', 500), 'raw.js asks for other fields than the package');
    const { fields: _, ...everything } = request.query;
    return [
      row('decode 500 contacts', await decode(request), target),
      row('decode 500 contacts with all of their fields', await decode({ query: everything }), target),
      row('decode 100 contacts', await decode(await requestOf('ours', 100))),
      row('decode 25 contacts', await decode(await requestOf('ours', 25))),
    ];
  });
}

const row = (name, samples, target) => ({ name, unit: 'ms', of: 'raw', samples, target });
