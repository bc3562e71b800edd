// Pages far away: opened in a few requests, and gone on from as from any other.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inBrowsers } from '../support/dashboard.js';

const CONTACTS = 400;
const MOST_REQUESTS = 12;
const START = Date.UTC(2030, 0, 1);

/** Contacts named 0001 to 0400 in the order of the list; of `together` each, the dates are the same. */
function people(together = 1) {
  return Array.from({ length: CONTACTS }, (_, index) => ({
    id: `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
    createdDate: new Date(START - Math.floor(index / together) * 1000).toISOString(),
    info: { name: { first: String(index + 1).padStart(4, '0') }, labelKeys: { items: ['custom.vip'] } },
  }));
}

export default inBrowsers(
  'a page far away',
  (dashboard) => {
    const seed = (contacts) => dashboard.call('POST', '/_local/seed', { contacts });
    const shown = (page) => page.locator('#contact-list[aria-busy="false"] td.contact a').allInnerTexts();
    const shows = (page, text) => page.getByText(text, { exact: true }).waitFor();
    const numbers = (first, last) =>
      Array.from({ length: last - first + 1 }, (_, index) => String(first + index).padStart(4, '0'));
    const press = (page, name) => page.getByRole('button', { name }).click();

    for (const [what, together, label] of [
      ['whose contacts have dates of their own', 1, ''],
      ['whose contacts came at one time', CONTACTS, ''],
      ['whose contacts came some at a time', 7, ''],
      ['of those with a label', 3, '&label=custom.vip'],
    ]) {
      it(`opens in a few requests where ${what}, and turns both ways`, async () => {
        await seed(people(together));
        await dashboard.visit('about:blank', async (page) => {
          const requests = [];
          page.on('request', (request) => request.url().includes('/contacts/v4/') && requests.push(request));
          await page.goto(`${dashboard.url}/?size=10&page=38${label}`);
          await shows(page, '371 to 380 of 400');
          assert.ok(requests.length <= MOST_REQUESTS, `${requests.length} requests`);
          assert.deepEqual(await shown(page), numbers(371, 380));
          await press(page, 'Next page');
          await shows(page, '381 to 390 of 400');
          assert.deepEqual(await shown(page), numbers(381, 390));
          await press(page, 'Next page');
          await shows(page, '391 to 400 of 400');
          assert.equal(
            await page.getByRole('button', { name: 'Next page' }).getAttribute('aria-disabled'),
            'true',
          );
          for (const first of [381, 371, 361, 351]) {
            await press(page, 'Previous page');
            await shows(page, `${first} to ${first + 9} of 400`);
            assert.deepEqual(await shown(page), numbers(first, first + 9));
          }
        });
      });
    }

    it('passes nobody over and shows nobody twice while contacts come and go', async () => {
      await seed(people(3));
      await dashboard.visit('/?size=10&page=20', async (page) => {
        await shows(page, '191 to 200 of 400');
        await seed([
          { createdDate: '2031-01-01T00:00:00Z', info: { name: { first: 'newer' } } },
          { createdDate: '2031-01-01T00:00:00Z', info: { name: { first: 'newer still' } } },
        ]);
        await dashboard.call('DELETE', `/contacts/v4/contacts/${people()[0].id}`);
        await press(page, 'Previous page');
        await shows(page, '181 to 190 of 400');
        assert.deepEqual(await shown(page), numbers(181, 190));
        await press(page, 'Next page');
        await shows(page, '191 to 200 of 400');
        assert.deepEqual(await shown(page), numbers(191, 200));
        await press(page, 'Next page');
        await shows(page, '201 to 210 of 400');
        assert.deepEqual(await shown(page), numbers(201, 210));
      });
    });

    it('leads back to the first, past whoever came meanwhile', async () => {
      await seed(people());
      await dashboard.visit('/?size=10&page=6', async (page) => {
        await shows(page, '51 to 60 of 400');
        await seed([{ createdDate: '2031-01-01T00:00:00Z', info: { name: { first: 'newer' } } }]);
        for (const first of [41, 31, 21, 11, 1]) {
          await press(page, 'Previous page');
          await shows(page, `${first} to ${first + 9} of 400`);
          assert.deepEqual(await shown(page), numbers(first, first + 9));
        }
      });
    });

    it('is the last one for a link to a page that there is not', async () => {
      await seed(people());
      await dashboard.visit('/?size=10&page=99', async (page) => {
        await shows(page, '391 to 400 of 400');
        await page.waitForURL((url) => url.search === '?size=10&page=40');
        assert.deepEqual(await shown(page), numbers(391, 400));
      });
    });
  },
  { contacts: 0 },
);
