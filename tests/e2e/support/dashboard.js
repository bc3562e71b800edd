// The dashboard in a real browser with a real server behind it, for tests: `const dashboard = await start()`, then a page
// for each test. A page that logs an error, throws one or loses a request fails its test, unless the test expects that.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { installIntoPage } from '../../../scripts/lib/package.js';
import { inProject } from '../../../scripts/lib/project.js';
import { chromium as tool } from '../../../scripts/lib/tools.js';
import { start as startEmulator } from '../../support/emulator.js';

const { args } = JSON.parse(readFileSync(inProject('webdriver.json'), 'utf8'))['goog:chromeOptions'];

/** Starts the server with contacts that are the same each time, and the browser. */
export async function start({ contacts = 60 } = {}) {
  await installIntoPage();
  const server = await startEmulator({ args: ['--seed', `${contacts}`, '--www', inProject('www')] });
  const browser = await chromium.launch({
    executablePath: tool.path(),
    args: args.map((name) => `--${name}`),
  });

  return {
    server,

    /** Runs a test with a page at an address; `options` are those of a browser context. */
    async visit(address, test, options = {}) {
      const context = await browser.newContext({
        baseURL: server.url,
        locale: 'en-US',
        timezoneId: 'UTC',
        ...options,
      });
      const page = await context.newPage();
      const problems = watch(page);
      try {
        await page.goto(address);
        await test(page, problems);
        assert.deepEqual(problems.unexpected(), []);
      } catch (error) {
        // What the page complained of may well be why it did not do what the test waited for.
        error.message = [error.message, ...problems.unexpected()].join('\n');
        throw error;
      } finally {
        await context.close();
      }
    },

    /** Calls the server: `/_local` to control it, `/contacts/v4` as Wix would be called. */
    async call(method, path, body) {
      const headers = { authorization: 'test', 'content-type': 'application/json' };
      const response = await fetch(server.url + path, {
        method,
        headers,
        body: body && JSON.stringify(body),
      });
      return response.json();
    },

    /** As it was at the start. */
    reset() {
      return this.call('POST', '/_local/reset');
    },

    async stop() {
      await browser.close();
      await server.stop();
    },
  };
}

/** What goes wrong on a page. `expect` names what a test brings about itself. */
function watch(page) {
  const seen = [];
  const expected = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) seen.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => seen.push(`uncaught: ${error.stack}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // A page that moves on cancels what it no longer needs, such as a page of contacts fetched ahead.
    if (reason !== 'net::ERR_ABORTED') seen.push(`${request.method()} ${request.url()}: ${reason}`);
  });
  return {
    expect: (...patterns) => expected.push(...patterns),
    unexpected: () => seen.filter((problem) => !expected.some((pattern) => pattern.test(problem))),
  };
}
