// Firefox, driven by geckodriver: Playwright drives no Firefox but its own.

import { createInterface } from 'node:readline';
import { launch, stop } from '../../../scripts/lib/process.js';
import { firefox } from '../../../scripts/lib/tools.js';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const PATIENCE = 30_000;

/** Starts Firefox. Elements are named by CSS selectors. */
export async function startFirefox() {
  const driver = launch('geckodriver', ['--port', '0']);
  const lines = createInterface(driver.stdout);
  const port = await new Promise((resolve, reject) => {
    driver.once('error', reject);
    lines.on('line', (line) => {
      const [, port] = line.match(/Listening on 127\.0\.0\.1:(\d+)/) ?? [];
      if (port) resolve(port);
    });
  });

  const call = async (method, path, body) => {
    const url = `http://127.0.0.1:${port}/session${path}`;
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${path}: ${value.message}`);
    return value;
  };
  const options = {
    binary: firefox.path(),
    args: ['-headless'],
    prefs: { 'intl.accept_languages': 'en-US' },
  };
  const { sessionId } = await call('POST', '', {
    capabilities: {
      alwaysMatch: { 'moz:firefoxOptions': options, timeouts: { implicit: PATIENCE, script: PATIENCE } },
    },
  });
  const session = (method, path, body) => call(method, `/${sessionId}${path}`, body);
  const element = async (css) => {
    const found = await session('POST', '/element', { using: 'css selector', value: css });
    return `/element/${found[ELEMENT]}`;
  };

  return {
    visit: (url) => session('POST', '/url', { url }),
    click: async (css) => session('POST', `${await element(css)}/click`, {}),
    type: async (css, text) => session('POST', `${await element(css)}/value`, { text }),
    /** What a function gives there; a promise is waited for. */
    evaluate: (code, ...args) =>
      session('POST', '/execute/sync', { script: `return (${code})(...arguments)`, args }),
    /** Waits until a text can be read on the page. */
    shows(text) {
      return this.evaluate(
        (wanted) =>
          new Promise((resolve) => {
            const look = () =>
              document.body.innerText.includes(wanted) ? resolve() : requestAnimationFrame(look);
            look();
          }),
        text,
      );
    },
    async stop() {
      await session('DELETE', '');
      await stop(driver);
    },
  };
}
