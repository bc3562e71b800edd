// The page at /_local, in Chromium: what it shows, what its buttons do, and that it fits narrow and dark screens.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';

import { launchChromium } from '../../../scripts/lib/chromium.js';
import { startEmulator } from '../../../scripts/lib/emulator.js';
import { violations } from '../../../tests/e2e/support/axe.js';

let server;
let browser;
let page;
let complaints;

before(async () => {
  server = await startEmulator({ args: ['--seed', '5'] });
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

beforeEach(async () => {
  await fetch(`${server.url}/_local/reset`, { method: 'POST' });
  await page?.close();
  page = await browser.newPage();
  complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => dialog.accept());
  await page.goto(`${server.url}/_local`);
  await page.getByText('Extended fields').waitFor();
});

const request = (path, method = 'GET') =>
  fetch(`${server.url}/contacts/v4${path}`, { method, headers: { authorization: 'a token' } });
const count = (number) =>
  page
    .locator('dd')
    .first()
    .filter({ hasText: new RegExp(`^${number}$`) });

test('the page shows what the server holds, and adds contacts', async () => {
  await count(5).waitFor();
  await page.getByLabel('Add contacts').fill('20');
  await page.getByRole('button', { name: 'Seed' }).click();
  await count(25).waitFor();
  await page.getByText('20 contacts added.').waitFor();
});

test('a reset leaves what the first start made', async () => {
  await request('/labels');
  await page.getByRole('cell', { name: '/contacts/v4/labels' }).waitFor();
  await page.getByRole('button', { name: 'Reset everything' }).click();
  await page.getByText('All is as at the first start.').waitFor();
  await page.getByText('None yet.').waitFor();
  await count(5).waitFor();
});

test('requests show up as they come in, the newest first', async () => {
  await request('/contacts?paging.limit=1');
  await request('/contacts/<img src=x onerror=alert(1)>');
  const first = page.locator('#journal tr').first();
  await first.filter({ hasText: '404' }).waitFor();
  assert.match(await first.innerText(), /GET\s+\/contacts\/v4\/contacts\/%3Cimg/);
  assert.match(await page.locator('#journal tr').nth(1).innerText(), /paging\.limit=1\s+200/);
});

test('an injected fault is in force, is told in words, and goes away', async () => {
  await page.getByLabel('Method').selectOption('GET');
  await page.getByLabel('Path').fill('/contacts/v4/labels');
  await page.getByLabel('Status').fill('503');
  await page.getByLabel('Times').fill('1');
  await page.getByRole('button', { name: 'Inject' }).click();
  await page.getByText('GET /contacts/v4/labels: answers 503, 1 more times').waitFor();
  assert.equal((await request('/labels')).status, 503);
  await page.getByText('used up').waitFor();
  assert.equal((await request('/labels')).status, 200);
  await page.getByRole('button', { name: 'Remove all' }).click();
  await page.locator('#rules li').first().waitFor({ state: 'detached' });
});

test('the page is accessible, light and dark', async () => {
  await request('/contacts/nobody');
  await page.locator('#journal tr').first().waitFor();
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await violations(page), [], colorScheme);
  }
});

test('nothing sticks out of a narrow window, and the policy finds nothing to complain of', async () => {
  await request(`/contacts?${'sort.fieldName=createdDate&'.repeat(10)}`);
  const headers = JSON.stringify([{ path: '/x', headers: { 'x-long': 'y'.repeat(300) } }]);
  await fetch(`${server.url}/_local/faults`, { method: 'PUT', body: headers });
  for (const width of [320, 390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.locator('#journal tr').first().waitFor();
    await page.locator('#rules li').first().waitFor();
    const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(inner <= outer, `${inner} pixels in a window of ${width}`);
  }
  assert.deepEqual(complaints, []);
});
