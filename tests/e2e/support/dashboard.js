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
 * started. Before each test it holds the same ones again, unless `reset` is false: the tests change none. `isolated` is that of
 * a Dashboard.
 */
export function inBrowsers(
  title,
  tests,
  { contacts = 60, reset = true, isolated = false, start = startEmulator } = {},
) {
  return (browsers) =>
    describe(title, () => {
      let server;
      before(async () => {
        server = await serve(contacts, start);
      });
      after(() => server?.stop());
      for (const browser of browsers) {
        describe(`in ${browser.name}`, () => {
          const dashboard = new Dashboard(browser, { isolated });
          before(() => dashboard.open(server));
          after(() => dashboard.close());
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

/**
 * The dashboard of a server in a browser that is running. Tests share a browser context and its page: a new one costs as much
 * as the page does, and the dashboard keeps nothing in the browser. Those that are `isolated` have one of their own.
 */
export class Dashboard {
  #browser;
  #isolated;
  #url;
  #shared = new Map();

  constructor(browser, { isolated = false } = {}) {
    this.#browser = browser;
    this.#isolated = isolated;
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

  close() {
    return Promise.all([...this.#shared.values()].map(({ context }) => context.close()));
  }

  /**
   * Runs a test with a page at an address. `options` are those of a browser context; `isolated` is for a test that changes
   * more of it than `leave` makes good.
   */
  async visit(address, test, { isolated = this.#isolated, ...options } = {}) {
    const key = JSON.stringify(options);
    const visit = (!isolated && this.#shared.get(key)) || (await this.#openPage(options));
    this.#shared.delete(key);
    const { context, page, watched } = visit;
    const problems = watched();
    try {
      // Else a field that is typed into loses the place in its text: Playwright takes it for one without the focus.
      await page.bringToFront();
      await page.goto(address);
      await test(page, problems);
      assert.deepEqual(problems.unexpected(), []);
    } catch (error) {
      // What the page complained of may well be why it did not do what the test waited for.
      error.message = [error.message, ...problems.unexpected()].join('\n');
      await context.close();
      throw error;
    }
    if (isolated) return context.close();
    await leave(page, options);
    this.#shared.set(key, visit);
  }

  async #openPage(options) {
    const context = await this.#browser.newContext({
      baseURL: this.#url,
      locale: 'en-US',
      timezoneId: 'UTC',
      ...options,
    });
    const watched = watch(context);
    return { context, watched, page: await context.newPage() };
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

/** Playwright's. */
const DEFAULT_VIEWPORT = { width: 1280, height: 720 };

// A page that moves on cancels what it no longer needs, such as a page of contacts fetched ahead.
const CANCELLED = ['net::ERR_ABORTED', 'NS_BINDING_ABORTED'];

/** What goes wrong on the pages of a context, from each call of it on. `expect` names what a test brings about itself. */
function watch(context) {
  let seen = [];
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
  return () => {
    seen = [];
    const expected = [];
    return {
      expect: (...patterns) => expected.push(...patterns),
      unexpected: () => seen.filter((problem) => !expected.some((pattern) => pattern.test(problem))),
    };
  };
}

/** Leaves a page for the next test, which finds it as if it were new. */
async function leave(page, { viewport = DEFAULT_VIEWPORT }) {
  await page.goto('about:blank');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  page.removeAllListeners('request');
  await page.mouse.move(0, 0);
  await page.setViewportSize(viewport);
}
