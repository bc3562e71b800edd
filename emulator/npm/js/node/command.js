#!/usr/bin/env node
// The command: the server inside, over HTTP. Its flags are those of the native server.

import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { instantiate } from '../../pkg/emulator.js';
import { exchange } from '../exchange.js';
import { wasm } from '../wasm/node.js';
import { openFiles } from './files.js';

/** A client has this long for the head of a request. */
const HEAD_TIMEOUT = 15_000;
/** What was begun has this long to end after a signal. */
const SHUTDOWN_TIMEOUT = 10_000;

/** Something the user can put right; its message says how. */
class Problem extends Error {}

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function run(args) {
  const { Server, parse } = instantiate(await WebAssembly.compile(await readFile(wasm())));
  const { shown, host, port, db, www, untilStdinEnds } = parse(args);
  if (shown) return process.stdout.write(shown);
  if (www !== undefined) checkDirectory(www);
  const files = await openFiles(db === ':memory:' ? undefined : db);
  process.once('exit', () => files.release());
  const server = new Server(args, files);
  const http = await listen((request, response) => respond(server, request, response), host, port);
  server.fill();
  const asked = Promise.race([signal(), ...(untilStdinEnds ? [stdinEnd()] : [])]);
  console.log(`listening on ${addressOf(http)}`);
  await asked;
  // Waiting for its end would keep the process.
  if (untilStdinEnds) process.stdin.destroy();
  await end(http);
  server.close();
}

function checkDirectory(path) {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Problem(`${path} is no directory; give the one with the page's files with --www`);
  }
}

async function listen(handler, host, port) {
  const http = createServer({ headersTimeout: HEAD_TIMEOUT }, handler);
  await new Promise((resolve, reject) => {
    http.once('error', reject).listen(port, host, resolve);
  }).catch(({ code }) => {
    throw new Problem(
      code === 'EADDRINUSE' || code === 'EACCES'
        ? `can't listen on ${host}:${port}; choose another port with --port, or 0 for a free one`
        : `${host} is no address of this machine; give one with --host, such as 127.0.0.1`,
    );
  });
  return http;
}

/** Where to find it; who listens on all addresses is found on loopback. */
function addressOf(http) {
  const { address, family, port } = http.address();
  const host = { '0.0.0.0': '127.0.0.1', '::': '::1' }[address] ?? address;
  return `http://${family === 'IPv6' ? `[${host}]` : host}:${port}`;
}

async function respond(server, request, outgoing) {
  const headers = pairs(request.rawHeaders);
  const chunks = [];
  try {
    for await (const chunk of request) chunks.push(chunk);
  } catch {
    // The client is gone.
    return;
  }
  const body = new Uint8Array(Buffer.concat(chunks));
  const { response, giveUp } = exchange(server, { method: request.method, path: request.url, headers, body });
  outgoing.once('close', giveUp);
  try {
    const result = await response;
    if (!result) return outgoing.destroy();
    outgoing.writeHead(result.status, result.headers);
    outgoing.end(result.body);
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) crash(error);
    // Given up, or of a form that HTTP does not allow.
    if (!outgoing.destroyed) outgoing.writeHead(400).end();
  }
}

/** Nothing can be relied on any more; what was answered is in the file. */
function crash({ message }) {
  console.error(`The server has crashed, which is a fault of the emulator: ${message}`);
  process.exit(1);
}

function pairs(flat) {
  return flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1]]] : []));
}

function signal() {
  return new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, resolve);
  });
}

function stdinEnd() {
  return new Promise((resolve) => process.stdin.once('end', resolve).resume());
}

function end(http) {
  const tooLong = setTimeout(() => http.closeAllConnections(), SHUTDOWN_TIMEOUT);
  return new Promise((resolve) => {
    http.close(() => {
      clearTimeout(tooLong);
      resolve();
    });
    http.closeIdleConnections();
  });
}
