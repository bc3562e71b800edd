// The browsers that the dashboard is tested in. Playwright drives both: Firefox as its makers ship it, over WebDriver BiDi.

import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firefox as driver } from 'playwright-core';
import { launchChromium } from '../../../scripts/lib/chromium.js';
import { firefox as tool } from '../../../scripts/lib/tools.js';

/** A name of this machine that browsers don't trust as they do localhost: a page from there is as one without https. */
export const UNTRUSTED = 'untrusted.test';

export const chromium = {
  name: 'Chromium',
  async launch() {
    const browser = await launchChromium(`host-resolver-rules=MAP ${UNTRUSTED} 127.0.0.1`);
    const permissions = ['clipboard-read', 'clipboard-write'];
    return {
      name: chromium.name,
      newContext: (options) => browser.newContext({ permissions, ...options }),
      async nextDownload(page) {
        const download = await page.waitForEvent('download', { timeout: 0 });
        return { name: download.suggestedFilename(), path: await download.path() };
      },
      close: () => browser.close(),
    };
  },
};

export const firefox = {
  name: 'Firefox',
  // Over BiDi a page cannot be told of another colour scheme, so each has a Firefox of its own.
  async launch() {
    const launched = {};
    const downloads = mkdtempSync(join(tmpdir(), 'downloads-'));
    return {
      name: firefox.name,
      async newContext({ colorScheme = 'light', ...options }) {
        launched[colorScheme] ??= launchFirefox(colorScheme, downloads);
        return (await launched[colorScheme]).newContext(options);
      },
      // Over BiDi Playwright tells of no download that comes from the memory of a page.
      nextDownload: () => nextFile(downloads),
      async close() {
        for (const browser of Object.values(launched)) await (await browser).close();
        rmSync(downloads, { recursive: true });
      },
    };
  },
};

export const browsers = [chromium, firefox];

function launchFirefox(colorScheme, downloadsPath) {
  return driver.launch({
    channel: 'moz-firefox',
    executablePath: tool.path(),
    downloadsPath,
    firefoxUserPrefs: {
      'network.dns.localDomains': UNTRUSTED,
      'ui.systemUsesDarkTheme': colorScheme === 'dark' ? 1 : 0,
      // Reading the clipboard needs no click of a person.
      'dom.events.testing.asyncClipboard': true,
      // A page that is gone back to loads anew, which is what Playwright waits for.
      'browser.sessionhistory.max_total_viewers': 0,
    },
  });
}

/** The file that is put into a folder next, once it is whole; what was there before is removed. */
async function nextFile(folder) {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  for await (const _change of watch(folder)) {
    // Firefox writes to a .part, keeps the place with an empty file, and moves the part there when it is whole.
    const [name, ...others] = readdirSync(folder);
    const isWhole = name && others.length === 0 && !name.endsWith('.part');
    if (isWhole && statSync(join(folder, name), { throwIfNoEntry: false })?.size > 0)
      return { name, path: join(folder, name) };
  }
}
