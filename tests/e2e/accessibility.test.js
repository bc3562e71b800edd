// Every view in light and dark, wide and narrow: for people who see, hear or press keys, whatever their contacts hold.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { violations } from './support/axe.js';
import { start } from './support/dashboard.js';

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 360, height: 740 };

const VIEWS = {
  'the list of contacts': { show: (page) => page.getByText('1 to 25 of 60').waitFor() },
  'the labels': {
    show: async (page) => {
      await page.getByRole('button', { name: 'All labels' }).click();
      await page.getByRole('checkbox', { name: 'VIP' }).waitFor();
    },
  },
  'nobody found': {
    address: '/?q=nobody',
    show: (page) => page.getByRole('heading', { name: 'No contact found' }).waitFor(),
  },
  'a contact': {
    show: async (page) => {
      await page.locator('td.contact a').first().click();
      await page.getByRole('heading', { name: 'Phones' }).waitFor();
    },
  },
  'the form': { show: (page) => page.getByRole('button', { name: 'Add or update' }).click() },
  'the outcome of the form': {
    show: async (page) => {
      await page.getByRole('button', { name: 'Add or update' }).click();
      await page.getByLabel('First name').fill('x'.repeat(101));
      await page.getByLabel('Email', { exact: true }).fill('ada@example.com');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Not kept (1)').waitFor();
    },
    changes: true,
  },
  'the insights': {
    address: '/?view=insights',
    show: (page) => page.getByText('Email reachability').waitFor(),
  },
  'the panel for developers': {
    show: async (page) => {
      await page.getByText('1 to 25 of 60').waitFor();
      await page.getByRole('link', { name: 'Developer' }).click();
      await page.getByRole('cell', { name: 'POST /contacts/v4/contacts/query' }).first().waitFor();
    },
  },
  'the export': { show: (page) => page.getByRole('button', { name: 'Export' }).click() },
  'an error': {
    show: async (page) => {
      await page.route('**/contacts/query', (route) => route.fulfill({ status: 501, body: '{}' }));
      await page.getByLabel('Contacts per page').selectOption('50');
      await page.getByRole('heading', { name: 'The server has a problem' }).waitFor();
    },
    expect: /501/,
  },
};

describe('accessibility', () => {
  let dashboard;
  before(async () => {
    dashboard = await start();
  });
  after(() => dashboard?.stop());

  for (const [name, { address = '/', show, changes, expect }] of Object.entries(VIEWS)) {
    it(`axe finds nothing in ${name}, light or dark, wide or narrow`, () =>
      dashboard.visit(address, async (page, problems) => {
        if (expect) problems.expect(expect);
        await page.setViewportSize(WIDE);
        await show(page);
        assert.deepEqual(await violations(page), []);
        await page.emulateMedia({ colorScheme: 'dark' });
        await page.setViewportSize(NARROW);
        assert.deepEqual(await violations(page), []);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `the page is ${overflow} px wider than the window`);
        if (changes) await dashboard.reset();
      }));
  }
});
