// The dashboard in real browsers with a real server behind it, for tests: `inBrowsers('the dashboard', (dashboard) => …)` is what
// `testIn` runs. A page that logs an error, throws one or loses a request fails its test, unless the test expects that.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe } from 'node:test';
import { installIntoPage } from '../../../scripts/lib/package.js';
import { inProject } from '../../../scripts/lib/project.js';
import { start as startEmulator } from '../../support/emulator.js';

/** Runs parts of the tests, such as `inBrowsers` gives, in browsers that are started once for all of them. */
export async function testIn(browsers, parts) {
  const running = await Promise.all(browsers.map(({ launch }) => launch()));
  after(() => Promise.all(running.map((browser) => browser.close())));
  for (const part of parts) part(running);
}

/**
 * Tests for each of some browsers, with one server that holds as many contacts as `contacts` says; `start` may say how that is
 * started. Before each test it holds the same ones again, unless `reset` is false: the tests change none.
 */
export function inBrowsers(title, tests, { contacts = 60, reset = true, start = startEmulator } = {}) {
  return (browsers) =>
    describe(title, () => {
      let server;
      before(async () => {
        server = await serve(contacts, start);
      });
      after(() => server?.stop());
      for (const browser of browsers) {
        describe(`in ${browser.name}`, () => {
          const dashboard = new Dashboard(browser);
          before(() => dashboard.open(server));
          if (reset) beforeEach(() => dashboard.reset());
          tests(dashboard);
        });
      }
    });
}

/** The server with the dashboard, and contacts that are the same each time. */
export async function serve(contacts, start = startEmulator) {
  await installIntoPage();
  return start({
    args: ['--seed', `${contacts}`, '--seed-until', '2026-01-01', '--www', inProject('www')],
  });
}

/** The dashboard of a server in a browser that is running. */
export class Dashboard {
  #browser;
  #url;

  constructor(browser) {
    this.#browser = browser;
  }

  get browserName() {
    return this.#browser.name;
  }

  get url() {
    return this.#url;
  }

  open({ url }) {
    this.#url = url;
  }

  /** Runs a test with a page at an address; `options` are those of a browser context. */
  async visit(address, test, options = {}) {
    const context = await this.#browser.newContext({
      baseURL: this.#url,
      locale: 'en-US',
      timezoneId: 'UTC',
      ...options,
    });
    const problems = watch(context);
    const page = await context.newPage();
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
  }

  /** The file that an action makes a page download: `{name, path}`. */
  async download(page, act) {
    const [file] = await Promise.all([this.#browser.nextDownload(page), act()]);
    return file;
  }

  /** Calls the server: `/_local` to control it, `/contacts/v4` as Wix would be called. */
  async call(method, path, body) {
    const headers = { authorization: 'test', 'content-type': 'application/json' };
    const response = await fetch(this.#url + path, {
      method,
      headers,
      body: body && JSON.stringify(body),
    });
    return response.json();
  }

  /** As it was at the start. */
  reset() {
    return this.call('POST', '/_local/reset');
  }
}

// A page that moves on cancels what it no longer needs, such as a page of contacts fetched ahead.
const CANCELLED = ['net::ERR_ABORTED', 'NS_BINDING_ABORTED'];

/** What goes wrong on the pages of a context. `expect` names what a test brings about itself. */
function watch(context) {
  const seen = [];
  const expected = [];
  context.on('page', (page) => {
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) seen.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => seen.push(`uncaught: ${error.stack}`));
    page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText;
      if (!CANCELLED.includes(reason)) seen.push(`${request.method()} ${request.url()}: ${reason}`);
    });
  });
  return {
    expect: (...patterns) => expected.push(...patterns),
    unexpected: () => seen.filter((problem) => !expected.some((pattern) => pattern.test(problem))),
  };
}
