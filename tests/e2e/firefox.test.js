// The dashboard in Firefox: what differs there is the browser, not what it shows, so this goes through it once.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { installIntoPage } from '../../scripts/lib/package.js';
import { inProject } from '../../scripts/lib/project.js';
import { start } from '../support/emulator.js';
import { startFirefox } from './support/firefox.js';

describe('the dashboard in Firefox', () => {
  let server;
  let page;
  before(async () => {
    await installIntoPage();
    server = await start({ args: ['--seed', '60', '--www', inProject('www')] });
    page = await startFirefox();
    await page.visit(server.url);
    await page.evaluate(() => {
      window.problems = [];
      for (const type of ['error', 'unhandledrejection', 'securitypolicyviolation']) {
        addEventListener(type, (event) => window.problems.push(`${type}: ${event.message ?? event.reason}`));
      }
    });
  });
  after(async () => {
    await page?.stop();
    await server?.stop();
  });

  it('turns the pages', async () => {
    await page.shows('1 to 25 of 60');
    await page.click('#next');
    await page.shows('26 to 50 of 60');
    await page.click('#previous');
    await page.shows('1 to 25 of 60');
  });

  it('filters by a label', async () => {
    await page.click('#label-filter');
    await page.click('#label-list input[value="custom.vip"]');
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          const look = () =>
            / of 60$/.test(document.querySelector('#range').innerText)
              ? requestAnimationFrame(look)
              : resolve();
          look();
        }),
    );
    await page.click('#label-clear');
    await page.shows('1 to 25 of 60');
    await page.evaluate(() => document.querySelector('#label-options').hidePopover());
  });

  it('shows a contact', async () => {
    await page.click('td.contact a');
    await page.shows('Changed');
    await page.click('#details [data-close]');
    await page.shows('1 to 25 of 60');
  });

  it('adds someone', async () => {
    await page.click('#add');
    await page.type('input[name="name.first"]', 'Ada');
    await page.type('input[name="email"]', 'ada@example.com');
    await page.click('#reconcile-save');
    await page.shows('A new contact was added');
    await page.click('#reconcile [data-close]');
    await page.shows('1 to 25 of 61');
  });

  it('exports all', async () => {
    await page.click('#export-open');
    await page.click('#export-form .button');
    await page.shows('61 contacts exported to');
    await page.click('#export [data-close]');
  });

  it('draws the insights', async () => {
    await page.click('[data-view="insights"]');
    await page.shows('61 contacts since');
    assert.equal(await page.evaluate(() => document.querySelectorAll('canvas').length), 4);
  });

  it('does all that without an error', async () => {
    assert.deepEqual(await page.evaluate(() => window.problems), []);
  });
});
