// The code of a page runs for the first time: nothing of it is compiled yet, or only as far as it was loaded.

import { inTurn } from '../rounds.js';
import { VARIANTS } from '../variants/names.js';
import { row } from './decode.js';

export const about = 'the first call in a fresh page: from the headers of a response to objects';

export async function measure({ lab, rounds }) {
  const server = await lab.server(1000);
  const timed = (name, pageSize) =>
    lab.visit('/lab/', async (page) => {
      const request = await page.evaluate((size) => globalThis.lab.requestOf('raw', size), pageSize);
      await page.evaluate((text) => globalThis.lab.respondWith(text), await server.query(request));
      await page.evaluate(() => globalThis.lab.loaded);
      return page.evaluate((args) => globalThis.lab.timeToDecode(...args), [name, pageSize, 1]);
    });
  const rows = [];
  for (const pageSize of [500, 25]) {
    const samples = await inTurn(VARIANTS, rounds(30), (name) => timed(name, pageSize));
    rows.push(row(`first call in a fresh page, ${pageSize} contacts`, samples));
  }
  return rows;
}
