// The example app, built, in Chromium: alone with the local server, or in a frame of a site's dashboard.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { build } from 'esbuild';
import { launchChromium } from '../../scripts/lib/chromium.js';
import { run } from '../../scripts/lib/process.js';
import { inProject } from '../../scripts/lib/project.js';
import { start as startEmulator } from '../support/emulator.js';

const app = inProject('examples', 'dashboard-app');

/** Where the app is when it is developed, and where the local server is; where it is in use, and Wix. */
const LOCAL = 'http://localhost:5173';
const LOCAL_SERVER = 'http://127.0.0.1:8787';
const DEPLOYED = 'https://app.example.com';
const DASHBOARD = 'https://manage.wix.com';
const API = 'https://www.wixapis.com';
/** The design system has its fonts from there; a page does without them. */
const FONTS = 'https://static.parastorage.com';
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
};

/** Builds the app as its README says, and starts a server with contacts for it. */
export async function start({ contacts }) {
  const { ok, output } = await run('npm', ['run', 'build'], { cwd: app, quiet: true, minutes: 5 });
  assert(ok, output);
  const tokens = ['--token', 'local', '--token', 'a token of the site'];
  const server = await startEmulator({
    args: ['--seed', `${contacts}`, '--seed-until', '2026-01-01', '--allow-origin', DEPLOYED, ...tokens],
  });
  const browser = await launchChromium();

  return {
    /** Runs a test with the app on a page of its own. */
    alone: (test) => visit(LOCAL, test),

    /** Runs a test with the app in the dashboard of a site; `calls` are the requests to Wix. */
    inDashboard: (test) => visit(DASHBOARD, test),

    async call(method, path, body) {
      const headers = { authorization: 'local', 'content-type': 'application/json' };
      return fetch(server.url + path, { method, headers, body: body && JSON.stringify(body) });
    },

    async stop() {
      await browser.close();
      await server.stop();
    },
  };

  async function visit(address, test) {
    const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const problems = [];
    page.on('pageerror', (error) => problems.push(error.stack));
    page.on('console', (message) => {
      const fine = message.location().url.startsWith(FONTS) || !['error', 'warning'].includes(message.type());
      if (!fine) problems.push(message.text());
    });
    const calls = [];
    const respond = async (route) => {
      calls.push(route.request());
      const { pathname, search } = new URL(route.request().url());
      await route.fulfill({ response: await route.fetch({ url: server.url + pathname + search }) });
    };
    const routes = {
      [LOCAL]: serveApp,
      [DEPLOYED]: serveApp,
      [DASHBOARD]: serveDashboard,
      [LOCAL_SERVER]: respond,
      [API]: respond,
      [FONTS]: (route) => route.abort(),
    };
    for (const [origin, handler] of Object.entries(routes)) await context.route(`${origin}/**`, handler);
    try {
      await page.goto(address);
      await test(page, { calls, problems });
      assert.deepEqual(problems, []);
    } catch (error) {
      error.message = [error.message, ...problems].join('\n');
      throw error;
    } finally {
      // What a page still asks for when its test has ended would fail the whole file.
      await context.unrouteAll({ behavior: 'ignoreErrors' });
      await context.close();
    }
  }
}

async function serveApp(route) {
  const { pathname } = new URL(route.request().url());
  const path = join(app, 'dist', pathname === '/' ? 'index.html' : pathname);
  await route.fulfill({ body: await readFile(path), contentType: TYPES[extname(path)] });
}

async function serveDashboard(route) {
  const { outputFiles } = await build({
    entryPoints: [inProject('tests', 'dashboard-app', 'host.js')],
    nodePaths: [join(app, 'node_modules')],
    bundle: true,
    write: false,
  });
  const query = new URLSearchParams({ origin: DASHBOARD, siteInfo: encodeURIComponent('{}') });
  const frame = `<iframe src="${DEPLOYED}/?${query}" width="1200" height="700"></iframe>`;
  const body = `<!doctype html><link rel="icon" href="data:,"><script>${outputFiles[0].text}</script>${frame}`;
  await route.fulfill({ body, contentType: 'text/html' });
}
