// Takes the pictures of docs/screenshots anew: `node tests/e2e/screenshots.js`, after `npm test -- page` has built all it
// needs, with Debian's fonts-noto-core and fonts-noto-cjk for the names; then `pngquant --force --ext .png` makes them small.
// Look at them before they are committed.

import { inProject } from '../../scripts/lib/project.js';
import { chromium } from './support/browsers.js';
import { Dashboard, serve } from './support/dashboard.js';
import { SIZES, THEMES, VIEWS } from './support/views.js';

const server = await serve(500);
const browser = await chromium.launch();
const dashboard = new Dashboard(browser, { isolated: true });
dashboard.open(server);
try {
  for (const [view, { address = '/', show, expect }] of Object.entries(VIEWS)) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      for (const colorScheme of THEMES) {
        const take = async (page, problems) => {
          if (expect) problems.expect(expect);
          // The day on which the made-up contacts end, so that a picture is the same on whatever day it is taken.
          await page.clock.install({ time: '2026-01-01T12:00:00Z' });
          await page.reload();
          await show(page);
          await page.screenshot({
            path: inProject('docs', 'screenshots', `${view}-${size}-${colorScheme}.png`),
            animations: 'disabled',
          });
        };
        await dashboard.visit(address, take, { viewport, colorScheme, reducedMotion: 'reduce' });
        await dashboard.reset();
      }
    }
  }
} finally {
  await browser.close();
  await server.stop();
}
