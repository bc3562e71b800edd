// Contract, section 1: importing needs no global, and using it no more than it must: an own fetch alone will do.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { start } from '../../support/emulator.js';

const SCRIPT = fileURLToPath(new URL('../support/without.js', import.meta.url));

/** What a host may lack, or have of somebody else's making. */
const GLOBALS = [
  'AbortController',
  'AbortSignal',
  'Blob',
  'DOMException',
  'Event',
  'EventTarget',
  'FinalizationRegistry',
  'FormData',
  'Headers',
  'ReadableStream',
  'Request',
  'Response',
  'TextDecoder',
  'TextEncoder',
  'URL',
  'URLSearchParams',
  'WeakRef',
  'atob',
  'btoa',
  'crypto',
  'fetch',
  'navigator',
  'performance',
  'queueMicrotask',
  'reportError',
  'setImmediate',
  'structuredClone',
];

let server;
before(async () => {
  server = await start();
});
after(() => server.stop());
beforeEach(async () => {
  await fetch(`${server.url}/_local/reset`, { method: 'POST' });
  await fetch(`${server.url}/_local/seed`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ count: 5 }),
  });
});

for (const missing of [...GLOBALS.map((name) => [name]), GLOBALS]) {
  test(`it is imported and used without ${missing.length === 1 ? missing : 'any of them'}`, async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [
      '--no-warnings',
      SCRIPT,
      server.url,
      ...missing,
    ]);
    assert.equal(stderr, '');
    assert.deepEqual(JSON.parse(stdout), {
      still: [],
      pages: [2, 2, 5, 2],
      joined: [true, true, false],
      reconciled: [true, 'Zoë \u{1f600}', 'Д', 'zoë@example.com', []],
      error: ['WixContactsError', 'CONTACT_NOT_FOUND', false],
      uncaught: 'thrown by the app',
    });
  });
}
