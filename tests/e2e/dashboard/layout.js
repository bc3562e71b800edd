// What stays in place while the page scrolls, and which way names are written.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inBrowsers } from '../support/dashboard.js';

export default inBrowsers('the layout', (dashboard) => {
  it('never covers what has the focus', () =>
    dashboard.visit(
      '/',
      async (page) => {
        await page.getByText('1 to 25 of 60').waitFor();
        await page.locator('td.contact a').first().focus();
        for (let row = 1; row < 25; row += 1) {
          await page.keyboard.press('Tab');
          assert.equal(await page.evaluate(isCovered), false, `row ${row}`);
        }
        for (let row = 24; row > 0; row -= 1) {
          await page.keyboard.press('Shift+Tab');
          assert.equal(await page.evaluate(isCovered), false, `row ${row}, on the way back`);
        }
      },
      { viewport: { width: 1280, height: 600 } },
    ));

  it('keeps what stays in place at the top in sight', () =>
    dashboard.visit('/', async (page) => {
      await page.getByText('1 to 25 of 60').waitFor();
      await page.locator('td.contact a').last().scrollIntoViewIfNeeded();
      const { y } = await page.getByRole('columnheader', { name: 'Email' }).boundingBox();
      assert.ok(Math.abs(y) < 1, `the head of the table is at ${y} px`);
    }));

  it('shows a name that is written from right to left from right to left', async () => {
    await dashboard.call('POST', '/_local/seed', {
      contacts: [
        { createdDate: '2030-01-01T00:00:00.000Z', info: { name: { first: 'יעל', last: 'בן־דוד' } } },
      ],
    });
    await dashboard.visit('/', async (page) => {
      const link = page.getByRole('link', { name: 'יעל בן־דוד' });
      assert.equal(await link.evaluate((element) => getComputedStyle(element).direction), 'rtl');
      await link.click();
      const heading = page.getByRole('heading', { name: 'יעל בן־דוד' });
      assert.equal(await heading.evaluate((element) => getComputedStyle(element).direction), 'rtl');
    });
  });
});

/** Whether something lies over the middle of what has the focus. */
function isCovered() {
  const { left, top, width, height } = document.activeElement.getBoundingClientRect();
  const above = document.elementFromPoint(left + Math.min(width / 2, 20), top + height / 2);
  return !document.activeElement.contains(above);
}
