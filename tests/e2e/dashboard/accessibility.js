// Every view in light and dark, on small and large windows: for people who see, hear, touch or press keys.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { violations } from '../support/axe.js';
import { inBrowsers } from '../support/dashboard.js';
import { SIZES, VIEWS } from '../support/views.js';

const LARGE = { width: 2560, height: 1300 };
const ENLARGED_TO_400_PERCENT = { width: 320, height: 256 };
/** WCAG 2.2, 2.5.8: the least size of what one presses, in CSS pixels. Links in a text are exempt. */
const LEAST_TARGET = 24;

const LOOKS = [
  { colorScheme: 'light', viewport: SIZES.wide },
  { colorScheme: 'dark', viewport: SIZES.narrow },
];

export default inBrowsers('accessibility', (dashboard) => {
  for (const { name, address = '/', show, expect } of Object.values(VIEWS)) {
    for (const look of LOOKS) {
      it(`axe finds nothing in ${name}, ${look.colorScheme}, and it fits every window`, () => {
        const check = async (page, problems) => {
          if (expect) problems.expect(expect);
          await show(page);
          assert.deepEqual(await violations(page), []);
          for (const viewport of [look.viewport, LARGE, ENLARGED_TO_400_PERCENT]) {
            await page.setViewportSize(viewport);
            assert.deepEqual(await page.evaluate(misfits, LEAST_TARGET), [], `${viewport.width} px`);
          }
        };
        return dashboard.visit(address, check, look);
      });
    }
  }
});

/** What is wider than the window, or smaller than `least` and to be pressed. */
function misfits(least) {
  const overflow = document.documentElement.scrollWidth - innerWidth;
  const targets = document.querySelectorAll(
    'button, select, input, summary, label:has(input), a:not(:is(p, li, dd) a)',
  );
  const small = [...targets]
    .filter((target) => target.checkVisibility() && !target.matches('.skip, label input'))
    .map((target) => ({ target, box: target.getBoundingClientRect() }))
    .filter(({ box }) => box.width < least || box.height < least)
    .map(({ target, box }) => `${target.outerHTML.slice(0, 80)}: ${box.width} by ${box.height}`);
  return overflow > 0 ? [`the page: ${overflow} px wider than the window`, ...small] : small;
}
