// Contract, section 3: a panic, too, leads to exactly one callback; the next call works.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { idOf } from './support/site.js';

test('a panic fails every pending call once with INTERNAL, and the next call works on a fresh instance', async () => {
  const script = fileURLToPath(new URL('support/crash.js', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script]);
  const result = JSON.parse(stdout);
  assert.deepEqual(result.settled, [
    ['getContactById', 'WIX_ERROR', 'INTERNAL'],
    ['getContacts', 'WIX_ERROR', 'INTERNAL'],
    ['the one that panics', 'WIX_ERROR', 'INTERNAL'],
  ]);
  assert.equal(result.iteration, 'INTERNAL');
  assert.deepEqual(result.next, [idOf(1), 50]);
  assert.deepEqual([result.pendingBefore, result.pendingAfter], [4, 0]);
  assert.deepEqual(result.uncaught, ['no dice', 'unreachable']);
});
