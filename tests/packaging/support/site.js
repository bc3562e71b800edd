// A web server for a folder.

import { createReadStream, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { text } from 'node:stream/consumers';

/** That of the wasm is missing: the package needs none. */
const TYPES = { '.html': 'text/html', '.js': 'text/javascript' };

/**
 * Serves a folder until the test ends.
 * @param {object} options
 * @param {Record<string, string>} [options.headers] for every response
 * @param {Record<string, string>} [options.replace] pages of HTML to answer instead of files whose names end so
 * @param {string} [options.missing] the end of the names of files that are refused
 * @param {number} [options.status] with what; they are not found, if it is not said
 * @param {(bytes: Buffer) => Buffer} [options.alter] what becomes of files of wasm
 * @param {string} [options.blocked] the end of the names of files whose connection breaks
 * @param {(path: string, body: string) => void} [options.onRequest] told of the requests
 * @returns {Promise<string>} the address of its index.html
 */
export async function serve(
  t,
  folder,
  { headers = {}, replace = {}, missing, status = 404, alter, blocked, onRequest } = {},
) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    onRequest?.(path, await text(request));
    if (blocked && path.endsWith(blocked)) return response.destroy();
    if (missing && path.endsWith(missing)) return response.writeHead(status).end();
    const [, instead] = Object.entries(replace).find(([end]) => path.endsWith(end)) ?? [];
    const type = instead === undefined ? TYPES[extname(path)] : 'text/html';
    for (const [name, value] of Object.entries({ 'content-type': type, ...headers })) {
      if (value !== undefined) response.setHeader(name, value);
    }
    if (instead !== undefined) return response.end(instead);
    if (alter && path.endsWith('.wasm')) return response.end(alter(readFileSync(join(folder, path))));
    createReadStream(join(folder, path))
      .on('error', () => response.writeHead(404).end())
      .pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${server.address().port}/`;
}
