// The emulators that are servers: each is started for a site, with its contacts.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../../scripts/lib/emulator.js';
import { freePort } from '../../scripts/lib/port.js';
import { launch, stop } from '../../scripts/lib/process.js';
import { inProject } from '../../scripts/lib/project.js';

const inPackages = (...parts) => inProject('bench', 'node_modules', ...parts);

/**
 * @param {string} program the native server
 * @param {{contacts: object[], openapi: object, seedUntil: string}} site
 */
export function serversOf(program, { contacts, openapi, seedUntil }) {
  const folder = mkdtempSync(join(tmpdir(), 'emulators-'));
  const db = join(folder, 'db.json');
  const description = join(folder, 'openapi.json');
  writeFileSync(description, JSON.stringify(openapi));

  const starts = {
    native: () =>
      startEmulator({ program, args: ['--seed', `${contacts.length}`, '--seed-until', seedUntil] }),

    'json-server': () => startInNode(inPackages('json-server', 'lib', 'cli', 'bin.js'), db, '--quiet'),

    prism: () =>
      startInNode(
        inPackages('@stoplight', 'prism-cli', 'dist', 'index.js'),
        ...['mock', description, '--verboseLevel', 'silent'],
      ),
  };

  return {
    /** Starts one; gives where it is, and how long it took, in milliseconds. */
    async start(name) {
      // It writes into its file.
      if (name === 'json-server') writeFileSync(db, JSON.stringify({ contacts }));
      const start = performance.now();
      const server = await starts[name]();
      return { ...server, milliseconds: performance.now() - start };
    },

    remove: () => rmSync(folder, { recursive: true }),
  };
}

async function startInNode(script, ...args) {
  const port = await freePort();
  const server = launch(process.execPath, [script, ...args, '--host', '127.0.0.1', '--port', `${port}`]);
  let log = '';
  server.stderr.on('data', (text) => {
    log += text;
  });
  server.ended.then(() => {
    log += `${script} has ended`;
  });
  while (!(await isListening(port))) {
    if (log.endsWith('has ended')) throw new Error(log);
  }
  return { url: `http://127.0.0.1:${port}`, stop: () => stop(server) };
}

async function isListening(port) {
  const socket = connect(port, '127.0.0.1');
  const isThere = await new Promise((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  });
  socket.destroy();
  // Looking costs the one that starts next to nothing.
  if (!isThere) await new Promise((resolve) => setTimeout(resolve, 2));
  return isThere;
}
