// Takes the pictures of docs/screenshots anew: `node tests/e2e/screenshots.js`, after `npm test -- page` has built all it
// needs. Look at them before they are committed.

import { inProject } from '../../scripts/lib/project.js';
import { start } from './support/dashboard.js';
import { VIEWS } from './support/views.js';

const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 360, height: 740 } };

const dashboard = await start({ contacts: 500 });
try {
  for (const [file, { address = '/', show, expect }] of Object.entries(VIEWS)) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      for (const colorScheme of ['light', 'dark']) {
        const take = async (page, problems) => {
          if (expect) problems.expect(expect);
          await show(page);
          await page.screenshot({
            path: inProject('docs', 'screenshots', `${file}-${size}-${colorScheme}.png`),
            animations: 'disabled',
          });
        };
        await dashboard.visit(address, take, { viewport, colorScheme, reducedMotion: 'reduce' });
        await dashboard.reset();
      }
    }
  }
} finally {
  await dashboard.stop();
}
