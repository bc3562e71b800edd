// Pages that use the package, in Chromium and in Firefox, with contacts from the local server.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from '../../../scripts/lib/chromium.js';
import { launch, stop } from '../../../scripts/lib/process.js';
import { firefox } from '../../../scripts/lib/tools.js';
import { start } from '../../support/emulator.js';
import { serve } from './site.js';

/** What the app of projects/app.js shows. */
const CONTACTS = { contacts: 3, total: 7 };

/** A server in development compiles what it is first asked for, on a machine that may have much else to do. */
const TIMEOUT = 120_000;

/** Starts Chromium and the local server. */
export async function startPages() {
  const emulator = await start({ args: ['--seed', String(CONTACTS.total), '--seed-until', '2026-01-01'] });
  const browser = await launchChromium();
  const appAt = (address) => {
    const url = new URL(address);
    url.searchParams.set('api', emulator.url);
    return url.href;
  };

  return {
    api: emulator.url,

    /** Opens a page that is `prepare`d, and gives it, what its app shows, and which files of wasm it asked for. */
    async open(t, address, prepare) {
      const page = await browser.newPage();
      page.setDefaultTimeout(TIMEOUT);
      t.after(async () => {
        await page.unrouteAll({ behavior: 'ignoreErrors' });
        await page.close();
      });
      await prepare?.(page);
      const wasm = [];
      page.on('request', (request) => {
        if (isWasm(new URL(request.url()).pathname)) wasm.push(request.url());
      });
      await page.goto(appAt(address));
      const shown = JSON.parse(await page.locator('output:not(:empty)').textContent());
      return { page, shown, wasm };
    },

    /** The same for a folder in Firefox: Playwright drives no Firefox but its own, so the app says what it shows. */
    async openInFirefox(t, folder, options) {
      const wasm = [];
      const shown = await new Promise((resolve, reject) => {
        const onRequest = (path, body) => {
          if (isWasm(path)) wasm.push(path);
          if (path === '/shown') resolve(body);
        };
        serve(t, folder, { ...options, onRequest }).then(
          (address) => launchFirefox(t, appAt(address)),
          reject,
        );
      });
      return { shown: JSON.parse(shown), wasm };
    },

    async stop() {
      await browser.close();
      await emulator.stop();
    },
  };
}

/** A page got contacts, and loaded as many files of wasm as it should. */
export function givesContacts({ shown, wasm }, { files = 1 } = {}) {
  assert.deepEqual(shown, CONTACTS);
  assert.equal(wasm.length, files);
}

/** A call of a page failed, as it should where there is no wasm. */
export function failsToLoad({ shown }, remedy) {
  assert.deepEqual([shown.errorType, shown.code], ['WIX_ERROR', 'LOAD_FAILED']);
  assert.match(shown.message, remedy);
}

const isWasm = (path) => path.endsWith('.wasm');

function launchFirefox(t, address) {
  const profile = mkdtempSync(join(tmpdir(), 'firefox-'));
  const running = launch(firefox.path(), ['--headless', '--no-remote', '--profile', profile, address]);
  t.after(async () => {
    await stop(running);
    rmSync(profile, { recursive: true, maxRetries: 5 });
  });
}
