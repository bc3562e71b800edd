// A site with 100,000 contacts: an export neither fills the memory of the page nor makes it stutter. Firefox tells nobody
// how much a page holds, so that is measured in Chromium alone.

import assert from 'node:assert/strict';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { it } from 'node:test';
import { startEmulator } from '../../scripts/lib/emulator.js';
import { command } from '../../scripts/lib/emulator-package.js';
import { streamXlsxRows } from '../../www/node_modules/hucre/dist/xlsx.mjs';
import { browsers } from './support/browsers.js';
import { inBrowsers, testIn } from './support/dashboard.js';

const CONTACTS = 100_000;
const MINUTES = 5;
const MOST_GROWTH = 24 * 1024 * 1024;
/** In milliseconds. Where a machine does much else, an export takes longer, and so may its pauses. */
const LONGEST_PAUSE = 2000;
const LONGEST_SHARE = 0.1;

/** How many rows a file of each format has. */
const ROWS = {
  CSV: linesIn,
  async Excel(path) {
    let rows = 0;
    for await (const _row of streamXlsxRows(Readable.toWeb(createReadStream(path)))) rows += 1;
    return rows;
  },
};

const exportsOfMany = inBrowsers(
  'a site with 100,000 contacts',
  (dashboard) => {
    for (const [format, rowsIn] of Object.entries(ROWS)) {
      it(`exports them all as ${format} in little memory and without stuttering`, (test) =>
        dashboard.visit('/', async (page) => {
          page.setDefaultTimeout(MINUTES * 60_000);
          await page.getByText('1 to 25 of 100,000').waitFor();
          const heap = dashboard.browserName === 'Chromium' ? await heapOf(page) : undefined;
          await page.getByRole('button', { name: 'Export' }).click();
          await page.getByLabel(format).check();
          const before = await heap?.used();
          await page.evaluate(watchPauses);

          const sizes = [];
          const { path } = await dashboard.download(page, async () => {
            await page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).click();
            for (const share of [0.1, 0.3, 0.5, 0.7, 0.9]) {
              await page.waitForFunction(
                (least) => (document.querySelector('progress')?.position ?? 1) >= least,
                share,
              );
              sizes.push(await heap?.used());
            }
          });

          const [pause, all] = await page.evaluate(() => globalThis.pauses());
          assert.equal(await rowsIn(path), CONTACTS + 1);
          const pauseWords = `the page stood still for ${Math.round(pause)} of ${Math.round(all)} ms`;
          test.diagnostic(pauseWords);
          assert.ok(pause < Math.max(LONGEST_PAUSE, all * LONGEST_SHARE), pauseWords);
          if (!heap) return;
          const growth = Math.max(...sizes) - before;
          test.diagnostic(`the heap grew by ${Math.round(growth / 1024)} KB`);
          assert.ok(growth < MOST_GROWTH, `the heap grew by ${growth} bytes`);
        }));
    }
  },
  { contacts: CONTACTS, reset: false, isolated: true, start: startFast },
);

/**
 * The package's server, on a file. It is compiled for speed, which the native one is not in tests: that would take a minute to
 * make up so many people.
 */
function startFast({ args }) {
  const folder = mkdtempSync(join(tmpdir(), 'large-'));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  return startEmulator({ program: command, args: ['--db', join(folder, 'contacts.db'), ...args] });
}

await testIn(browsers, [exportsOfMany]);

/** Makes `pauses` tell the longest time that the page could not do anything else, and since when it is watched, in milliseconds. */
function watchPauses() {
  const start = performance.now();
  let longest = 0;
  globalThis.pauses = () => [longest, performance.now() - start];
  const { port1, port2 } = new MessageChannel();
  let last = start;
  port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    setTimeout(() => port2.postMessage(undefined), 10);
  };
  port2.postMessage(undefined);
}

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
