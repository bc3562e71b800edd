// A page in the dashboard's place until that is there, which shows how far `npm start` is. It asks for the steps once a second,
// and gives way to whatever does not know of them.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inProject } from '../project.js';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

const FILES = {
  '/.waiting/page.js': here('page.js'),
  '/.waiting/duration.js': inProject('scripts', 'lib', 'duration.js'),
  '/.waiting/page.css': here('page.css'),
  '/.waiting/theme.css': inProject('www', 'styles', 'theme.css'),
  '/.waiting/frame.css': inProject('www', 'styles', 'page.css'),
  '/icon.svg': inProject('www', 'icon.svg'),
};
const TYPES = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };

/**
 * Serves the page for every address, as what is not available yet (503), and the steps that `show` was given last at one.
 * @param {number} port 0 chooses one
 * @returns {Promise<{port: number, show: (steps: import('../setup.js').Progress[]) => void, close: () => Promise<void>}>}
 */
export async function serveWaitingPage(port) {
  let steps = [];
  const server = createServer(({ url }, response) => {
    response.setHeader('cache-control', 'no-store');
    const [path] = url.split('?');
    if (path === '/.waiting/steps') {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(steps));
    } else if (Object.hasOwn(FILES, path)) {
      const file = FILES[path];
      response.setHeader('content-type', TYPES[extname(file)]).end(readFileSync(file));
    } else {
      response.writeHead(503, { 'content-type': 'text/html; charset=utf-8', 'retry-after': '5' });
      response.end(readFileSync(here('page.html')));
    }
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    port: server.address().port,
    show(begun) {
      steps = begun;
    },
    close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      return closed;
    },
  };
}
