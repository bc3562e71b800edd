// The page that is there before the dashboard is, from its first steps until the dashboard takes its place.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { installIntoPage } from '../../scripts/lib/package.js';
import { inProject } from '../../scripts/lib/project.js';
import { serveWaitingPage } from '../../scripts/lib/waiting/server.js';
import { start as startEmulator } from '../support/emulator.js';
import { violations } from './support/axe.js';
import { chromium } from './support/browsers.js';

const NOW = Date.now();
const STEPS = [
  { title: 'fetching the crates of Cargo.lock', began: NOW - 75_000, ended: NOW - 70_000 },
  { title: 'compiling <b>the emulator</b>', time: 'about a minute', began: NOW - 65_000 },
  { title: 'compiling the package to WebAssembly', time: 'about a minute' },
];

let browser;
let page;
let waiting;
before(async () => {
  browser = await chromium.launch();
});
after(() => browser?.close());
beforeEach(async () => {
  waiting = await serveWaitingPage(0);
  page = await (await browser.newContext({ baseURL: `http://127.0.0.1:${waiting.port}` })).newPage();
});
afterEach(async () => {
  await page.context().close();
  await waiting.close();
});

test('until the dashboard is there, a page at any address says which steps are done, under way and to come', async () => {
  waiting.show(STEPS);
  const response = await page.goto('/?view=insights');
  assert.equal(response.status(), 503);
  assert.equal((await fetch(`http://127.0.0.1:${waiting.port}//`)).status, 503);
  await page.locator('li').nth(2).waitFor();
  const [fetching, emulator, wasm] = await page.locator('li').allInnerTexts();
  assert.match(fetching, /^fetching the crates of Cargo.lock\s+done in 0:05$/);
  assert.match(emulator, /^compiling <b>the emulator<\/b>\s+1:\d\d$/);
  assert.match(wasm, /^compiling the package to WebAssembly\s+about a minute$/);
  assert.equal(await page.locator('progress').evaluate(({ value, max }) => value / max), 1 / 3);
  assert.deepEqual(await violations(page), []);
});

test('that page becomes the dashboard, at the same address, once its server has the port', async (t) => {
  await installIntoPage();
  await page.goto('/?view=developer');
  await page.getByText('The dashboard is being built').waitFor();
  await waiting.close();
  const server = await startEmulator({ args: ['--port', `${waiting.port}`, '--www', inProject('www')] });
  t.after(() => server.stop());
  await page.getByRole('heading', { name: 'Try it out' }).waitFor();
  assert.equal(page.url(), `${server.url}/?view=developer`);
});

test('that page says when nobody answers any more, and goes on once somebody does', async () => {
  await page.clock.install();
  await page.goto('/');
  await waiting.close();
  await says(/^“npm start” has ended\./);
  waiting = await serveWaitingPage(waiting.port);
  await says(/^It appears here/);
});

/** Lets the page's clock run until it says something. */
async function says(pattern) {
  const state = page.getByRole('status');
  while (!pattern.test(await state.innerText())) await page.clock.runFor(1000);
}
