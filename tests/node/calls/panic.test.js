// Contract, section 3: a panic, too, leads to exactly one callback; the next call works.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CORE, callWasm, crashed } from '../../../js/host/callbacks.js';
import { idle } from '../support/calls.js';
import { idOf } from '../support/site.js';

test('a panic fails every pending call once with INTERNAL, and the next call works on a fresh instance', async () => {
  const result = await resultOf('crash.js');
  assert.deepEqual(result.settled, [
    ['getContactById', 'WIX_ERROR', 'INTERNAL'],
    ['getContacts', 'WIX_ERROR', 'INTERNAL'],
    ['the one that panics', 'WIX_ERROR', 'INTERNAL'],
  ]);
  assert.equal(result.iteration, 'INTERNAL');
  assert.deepEqual(result.next, [idOf(1), 50]);
  // Three calls, and the four pages that the iteration reads ahead.
  assert.deepEqual([result.pendingBefore, result.pendingAfter], [7, 0]);
  assert.deepEqual(result.uncaught, ['no dice', 'unreachable']);
});

test('a panic in reconcileContact fails what is in its module alone', async () => {
  const { got, next, ...failed } = await resultOf('crash-deferred.js');
  assert.deepEqual([got, next], [idOf(1), 4]);
  assert.deepEqual(failed, {
    iteration: 'INTERNAL',
    moved: 'INTERNAL',
    uncaught: ['no dice', 'unreachable'],
  });
});

for (const [when, isPending] of [
  ['after it was registered', true],
  ['before it was registered', false],
]) {
  test(`a call that panics ${when} is failed once`, async () => {
    const codes = [];
    const onFailure = (_errorType, { code }) => codes.push(code);
    callWasm(onFailure, () => {
      // As the panic hook does, before the panic ends the call.
      const error = { errorType: 'WIX_ERROR', code: 'INTERNAL' };
      crashed(CORE, isPending ? [onFailure] : [], error);
      throw new WebAssembly.RuntimeError('unreachable');
    });
    await idle();
    assert.deepEqual(codes, ['INTERNAL']);
  });
}

async function resultOf(script) {
  const path = fileURLToPath(new URL(`../support/${script}`, import.meta.url));
  return JSON.parse((await promisify(execFile)(process.execPath, [path])).stdout);
}
