// A site with 100,000 contacts: an export neither fills the memory of the page nor makes it stutter.

import assert from 'node:assert/strict';
import { open } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { start } from './support/dashboard.js';

const CONTACTS = 100_000;
const MINUTES = 5;
const MOST_GROWTH = 24 * 1024 * 1024;
const LONGEST_TASK = 500;

describe('a site with 100,000 contacts', () => {
  let dashboard;
  before(async () => {
    dashboard = await start({ contacts: CONTACTS });
  });
  after(() => dashboard?.stop());

  it('exports them all in little memory and without stuttering', () =>
    dashboard.visit('/', async (page) => {
      await page.getByText('1 to 25 of 100,000').waitFor();
      const heap = await heapOf(page);
      await page.evaluate(() => {
        globalThis.longest = 0;
        new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries())
            globalThis.longest = Math.max(globalThis.longest, duration);
        }).observe({ type: 'longtask' });
      });

      const before = await heap.used();
      const downloading = page.waitForEvent('download', { timeout: MINUTES * 60_000 });
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).click();
      const sizes = [];
      for (const tenth of [1, 3, 5, 7, 9]) {
        await page.waitForFunction(
          (share) => {
            const bar = document.querySelector('progress');
            return bar ? bar.position >= share : true;
          },
          tenth / 10,
          { timeout: MINUTES * 60_000 },
        );
        sizes.push(await heap.used());
      }
      const download = await downloading;

      assert.equal(await linesIn(await download.path()), CONTACTS + 1);
      const growth = Math.max(...sizes) - before;
      assert.ok(growth < MOST_GROWTH, `the heap grew by ${growth} bytes`);
      const longest = await page.evaluate(() => globalThis.longest);
      assert.ok(longest < LONGEST_TASK, `the page stood still for ${longest} ms`);
    }));
});

/** What the page holds: what is garbage does not count. */
async function heapOf(page) {
  const session = await page.context().newCDPSession(page);
  return {
    async used() {
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      return usedSize;
    },
  };
}

async function linesIn(path) {
  const file = await open(path);
  let lines = 0;
  for await (const line of file.readLines()) lines += line.length > 0 ? 1 : 0;
  return lines;
}
