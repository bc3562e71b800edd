// A static host at its plainest: the files of a folder with their types and sizes, and no other header.

import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/**
 * Serves a folder. `overrides` may hold other responses to some paths: functions of the response and of the file's bytes.
 * @returns {Promise<{url: string, port: number, overrides: Record<string, Function>, stop: () => void}>}
 */
export async function startHost(folder) {
  const overrides = {};
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://host');
    const path = join(folder, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    if (!existsSync(path)) return response.writeHead(404).end();
    const bytes = readFileSync(path);
    response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream');
    const override = overrides[pathname];
    if (override) override(response, bytes);
    else response.end(bytes);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}`, port, overrides, stop };
}
