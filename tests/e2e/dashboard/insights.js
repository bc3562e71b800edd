// The insights: no date keeps them from being shown.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inBrowsers } from '../support/dashboard.js';

const MOST_ROWS = 3000;

export default inBrowsers(
  'the insights',
  (dashboard) => {
    const seed = (...dates) =>
      dashboard.call('POST', '/_local/seed', {
        contacts: dates.map((createdDate, index) => ({
          createdDate,
          info: { name: { first: `Ada ${index}` } },
        })),
      });

    for (const [what, date, words] of [
      ['the year 1', '0001-01-01T00:00:00.000Z', '1 contact since Mar 2026, 1 before.'],
      ['the year 9999', '9999-12-31T23:59:59.000Z', '1 contact since Mar 2026, 1 after Mar 2026.'],
    ]) {
      it(`stay short with a contact of ${what}`, async () => {
        await seed(date, '2026-03-01T00:00:00.000Z');
        await dashboard.visit('/?view=insights', async (page) => {
          await page.getByText(words, { exact: true }).waitFor();
          assert.equal(await page.getByRole('img').count(), 4);
          const rows = await page.locator('#insights tbody tr').count();
          assert.ok(rows < MOST_ROWS, `${rows} rows`);
        });
      });
    }

    it('count a contact without a date, which the list and the contact show as well', async () => {
      await seed('2026-03-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z');
      const { contacts } = await dashboard.call(
        'GET',
        '/contacts/v4/contacts?sort.fieldName=createdDate&sort.order=DESC',
      );
      delete contacts[0].createdDate;
      const pagingMetadata = { count: 2, offset: 0, total: 2 };
      await dashboard.visit('about:blank', async (page) => {
        await page.route('**/contacts/query', (route) =>
          route.fulfill({ json: { contacts, pagingMetadata } }),
        );
        await page.route(`**/contacts/${contacts[0].id}?*`, (route) =>
          route.fulfill({ json: { contact: contacts[0] } }),
        );
        await page.goto(`${dashboard.url}/?view=insights`);
        await page.getByText('1 contact since Feb 2026, 1 without a date.', { exact: true }).waitFor();
        await page.getByRole('link', { name: 'Contacts', exact: true }).click();
        await page.getByRole('link', { name: 'Ada 0' }).click();
        await page.getByRole('dialog').getByRole('heading', { name: 'Ada 0' }).waitFor();
      });
    });
  },
  { contacts: 0 },
);
