// Where it is measured: local servers, and pages in a browser.

import { firefox } from 'playwright-core';
import { launchChromium } from '../scripts/lib/chromium.js';
import { startEmulator } from '../scripts/lib/emulator.js';
import { firefox as firefoxTool } from '../scripts/lib/tools.js';
import { bundle } from './bundles.js';
import { openPage } from './page.js';
import { serveFiles } from './site.js';

/** @param {string} program the local Contacts v4 server */
export async function openLab(program) {
  const { files, pages } = await bundle();
  const site = await serveFiles(files);
  const browser = await launchChromium();
  const devtools = await browser.newBrowserCDPSession();
  const servers = new Map();

  return {
    pages,
    browserVersion: browser.version(),

    /** A server with so many contacts, the same each time and shared by all measures. */
    async server(contacts) {
      if (!servers.has(contacts)) servers.set(contacts, await startServer(program, contacts));
      return servers.get(contacts);
    },

    /** Serves more files by their paths. */
    serve: (more) => Object.assign(files, more),

    /** Serves all of them over a slow network, too. */
    serveOver: (network) => serveFiles(files, network),

    /** Opens a page, by its path or URL, with nothing in its cache. `prepare` gets it before it goes there. */
    async open(path, prepare = () => {}) {
      const page = await openPage(devtools);
      try {
        await prepare(page);
        await page.goto(new URL(path, site.url).href);
        return page;
      } catch (error) {
        await page.close();
        throw error;
      }
    },

    /** Gives a measure a page of its own. */
    async visit(path, use, prepare) {
      const page = await this.open(path, prepare);
      try {
        return await use(page);
      } finally {
        await page.close();
      }
    },

    /** The same in Firefox, without its tools for developers. */
    async visitInFirefox(path, use) {
      const firefox = await launchFirefox();
      try {
        const page = await firefox.newPage();
        await page.goto(site.url + path);
        return await use(page);
      } finally {
        await firefox.close();
      }
    },

    async close() {
      await browser.close();
      site.stop();
      for (const server of servers.values()) await server.stop();
    },
  };
}

/** With a clock as fine as Chromium's. */
const launchFirefox = () =>
  firefox.launch({
    channel: 'moz-firefox',
    executablePath: firefoxTool.path(),
    firefoxUserPrefs: { 'privacy.reduceTimerPrecision': false },
  });

async function startServer(program, contacts) {
  const { url, stop } = await startEmulator({
    program,
    args: ['--db', ':memory:', '--seed', `${contacts}`, '--seed-until', '2026-01-01'],
  });
  const local = async (method, path, body) => {
    const response = await fetch(`${url}/_local/${path}`, { method, body: body && JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
  };
  const post = (path, body) => {
    const headers = { authorization: 'bench', 'content-type': 'application/json' };
    return fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  };
  return {
    url,
    contacts,
    stop,

    /** Delays each response, in milliseconds; 0 for not at all. */
    setLatency: (latencyMs) =>
      local('PUT', 'faults', latencyMs > 0 ? [{ path: '/contacts/v4/*', latencyMs }] : []),

    /** How many requests it has received, of the last thousand. */
    countRequests: async () => (await local('GET', 'journal')).length,

    /** The text of the response to a request for a page of contacts. */
    query: async (body) => (await post('/contacts/v4/contacts/query', body)).text(),

    createContact: (info) => post('/contacts/v4/contacts', { info }),
  };
}
