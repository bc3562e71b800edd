// Two web servers: one for the pages, and a gateway to the API that compresses its responses as Wix does, for measures over a
// slow network.

import { createServer, request } from 'node:http';
import { extname } from 'node:path';
import { pipeline } from 'node:stream';
import { constants, createGzip } from 'node:zlib';

const TYPES = { '.js': 'text/javascript', '.wasm': 'application/wasm', '': 'text/html' };

/** Serves files, compressed by brotli, by their paths. @param {Record<string, Buffer>} files */
export function serveFiles(files) {
  return listen((incoming, outgoing) => {
    const { pathname } = new URL(incoming.url, 'http://localhost');
    const body = files[pathname];
    if (!body) return outgoing.writeHead(404).end();
    outgoing.setHeader('content-type', TYPES[extname(pathname)]);
    outgoing.setHeader('content-encoding', 'br');
    outgoing.end(body);
  });
}

/** Passes requests on to a server. */
export function serveGateway(url) {
  return listen((incoming, outgoing) => {
    const { method, headers } = incoming;
    const onward = request(new URL(incoming.url, url), { method, headers }, (response) => {
      const { 'content-length': _, ...kept } = response.headers;
      outgoing.writeHead(response.statusCode, { ...kept, 'content-encoding': 'gzip' });
      pipeline(response, createGzip({ level: constants.Z_BEST_SPEED }), outgoing, () => {});
    });
    // A page that is closed may leave its requests behind.
    pipeline(incoming, onward, () => {});
  });
}

async function listen(handler) {
  const server = createServer(handler);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
