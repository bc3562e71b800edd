// Two web servers: one for the pages, and a gateway to the API that compresses its responses as Wix does, for measures over a
// slow network.

import { createServer, request } from 'node:http';
import { extname } from 'node:path';
import { pipeline } from 'node:stream';
import { constants, createGzip } from 'node:zlib';

const TYPES = { '.js': 'text/javascript', '.wasm': 'application/wasm', '': 'text/html' };

/**
 * Serves files, compressed by brotli, by their paths.
 * @param {Record<string, Buffer>} files
 * @param {import('./network.js').SlowNetwork} [network]
 */
export function serveFiles(files, network) {
  return listen((incoming, outgoing) => {
    const { pathname } = new URL(incoming.url, 'http://localhost');
    const body = files[pathname];
    if (!body) return outgoing.writeHead(404).end();
    outgoing.setHeader('content-type', TYPES[extname(pathname)]);
    outgoing.setHeader('content-encoding', 'br');
    if (network) pipeline([body], slowedBy(network), outgoing, ignore);
    else outgoing.end(body);
  });
}

/** Passes requests on to a server, over a slow network. */
export function serveGateway(url, network) {
  return listen((incoming, outgoing) => {
    const { method, headers } = incoming;
    const onward = request(new URL(incoming.url, url), { method, headers }, (response) => {
      const { 'content-length': _, ...kept } = response.headers;
      outgoing.writeHead(response.statusCode, { ...kept, 'content-encoding': 'gzip' });
      const gzip = createGzip({ level: constants.Z_BEST_SPEED });
      pipeline(response, gzip, slowedBy(network), outgoing, ignore);
    });
    pipeline(incoming, onward, ignore);
  });
}

const slowedBy = (network) => (body) => network.slowed(body);

/** A page that is closed may leave its requests behind. */
const ignore = () => {};

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
