// Every view in light and dark, wide and narrow: for people who see, hear or press keys, whatever their contacts hold.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { violations } from './support/axe.js';
import { inEachBrowser } from './support/dashboard.js';
import { SIZES, THEMES, VIEWS } from './support/views.js';

inEachBrowser('accessibility', (dashboard) => {
  for (const { name, address = '/', show, expect } of Object.values(VIEWS)) {
    for (const colorScheme of THEMES) {
      it(`axe finds nothing in ${name}, ${colorScheme}, wide or narrow`, () =>
        dashboard.visit(
          address,
          async (page, problems) => {
            if (expect) problems.expect(expect);
            await page.setViewportSize(SIZES.wide);
            await show(page);
            assert.deepEqual(await violations(page), []);
            await page.setViewportSize(SIZES.narrow);
            assert.deepEqual(await violations(page), []);
            const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            assert.ok(overflow <= 0, `the page is ${overflow} px wider than the window`);
          },
          { colorScheme },
        ));
    }
  }
});
