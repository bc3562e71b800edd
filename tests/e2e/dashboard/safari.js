// Safari 16.4 is the oldest browser that the page is for. It does not run here, so what it lacks is taken away from the browsers
// that do.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inBrowsers } from '../support/dashboard.js';

/** Takes away what Safari 16.4 has not. */
function makeOld() {
  const later = [
    [URL, 'canParse', 'parse'],
    [Promise, 'withResolvers', 'try'],
    [Object, 'groupBy'],
    [Map, 'groupBy'],
    [Set.prototype, 'union', 'intersection', 'difference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom'],
    [
      globalThis.Iterator?.prototype ?? {},
      'map',
      'filter',
      'take',
      'drop',
      'toArray',
      'some',
      'find',
      'forEach',
    ],
    [globalThis, 'Iterator', 'requestIdleCallback', 'scheduler', 'CloseWatcher'],
    [AbortSignal, 'any'],
    [ReadableStream, 'from'],
    [ReadableStream.prototype, Symbol.asyncIterator, 'values'],
    [HTMLElement.prototype, 'showPopover', 'hidePopover', 'togglePopover', 'popover'],
    [Element.prototype, 'checkVisibility', 'setHTMLUnsafe', 'moveBefore'],
    [Uint8Array, 'fromBase64', 'fromHex'],
    [Uint8Array.prototype, 'toBase64', 'toHex'],
    [Blob.prototype, 'bytes'],
    [Response.prototype, 'bytes'],
    [RegExp, 'escape'],
    [Error, 'isError'],
  ];
  for (const [owner, ...names] of later) for (const name of names) delete owner[name];
}

export default inBrowsers(
  'a browser that knows no more than Safari 16.4',
  (dashboard) => {
    it('shows, searches, filters, adds, counts and exports contacts', () =>
      dashboard.visit('about:blank', async (page) => {
        await page.addInitScript(makeOld);
        await page.goto(`${dashboard.url}/?size=10&page=6`);
        await page.getByText('51 to 60 of 60', { exact: true }).waitFor();
        assert.equal(await page.evaluate(() => typeof URL.canParse), 'undefined');
        await page.getByRole('searchbox').fill('+1 212');
        await page.getByText(/match/).or(page.getByText('No contact found')).first().waitFor();
        await page.getByRole('searchbox').fill('');
        await page.getByRole('button', { name: 'All labels' }).click();
        await page.getByRole('checkbox', { name: 'VIP' }).check();
        await page.waitForURL((url) => url.search.includes('custom.vip'));
        await page.getByRole('button', { name: 'Clear' }).click();
        await page.getByRole('button', { name: 'Add or update' }).click();
        await page.getByLabel('Email', { exact: true }).fill('ada@example.com');
        await page.getByText('Links', { exact: true }).click();
        await page.getByLabel('Link', { exact: true }).fill('https://example.com/a,b');
        await page.getByRole('button', { name: 'Save' }).click();
        await page.getByRole('button', { name: 'Done' }).click();
        for (const format of ['CSV', 'Excel', 'vCard']) {
          await page.getByRole('button', { name: 'Export' }).click();
          await page.getByLabel(format).check();
          await page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).click();
          await page.getByText(/^61 contacts exported to /).waitFor();
          await page.keyboard.press('Escape');
        }
        await page.getByRole('link', { name: 'Insights' }).click();
        await page.getByText('Email reachability').waitFor();
      }));

    it('closes the labels by Escape, by a press elsewhere, and when the focus leaves them', () =>
      dashboard.visit('/', async (page) => {
        const button = page.getByRole('button', { name: 'All labels' });
        const vip = page.getByRole('checkbox', { name: 'VIP' });
        await button.click();
        await vip.waitFor();
        assert.equal(await button.getAttribute('aria-expanded'), 'true');
        await vip.focus();
        await page.keyboard.press('Escape');
        await vip.waitFor({ state: 'hidden' });
        assert.ok(await button.evaluate((element) => element === document.activeElement));
        await page.keyboard.press('Enter');
        await vip.waitFor();
        await page.getByRole('heading', { name: 'Contacts', exact: true }).click();
        await vip.waitFor({ state: 'hidden' });
        await button.click();
        await page.getByRole('searchbox').focus();
        await vip.waitFor({ state: 'hidden' });
      }));
  },
  { isolated: true },
);
