// Every view in light and dark, wide and narrow: for people who see, hear or press keys, whatever their contacts hold.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { violations } from './support/axe.js';
import { start } from './support/dashboard.js';
import { VIEWS } from './support/views.js';

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 360, height: 740 };

describe('accessibility', () => {
  let dashboard;
  before(async () => {
    dashboard = await start();
  });
  beforeEach(() => dashboard.reset());
  after(() => dashboard?.stop());

  for (const { name, address = '/', show, expect } of Object.values(VIEWS)) {
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
      }));
  }
});
