// How the project's commands get what they need.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mock, test } from 'node:test';
import { quietly } from '../../scripts/lib/installer.js';
import { Failure, make } from '../../scripts/lib/process.js';
import { setUp } from '../../scripts/lib/setup.js';

test('a step is taken once those are done that it comes after, and beside all others', async () => {
  const { step, log } = steps();
  const slow = step('slow');
  const next = step('next', { after: [slow] });
  const other = step('other');
  await setUp([next, slow, other]);
  const at = (line) => log.indexOf(line);
  assert.equal(log.length, 6);
  assert.ok(at('slow ends') < at('next begins'), `${log}`);
  assert.ok(at('other begins') < at('slow ends'), `${log}`);
});

test('steps of one lane are taken one by one', async () => {
  const { step, log } = steps();
  await setUp([step('one', { lane: 'npm' }), step('two', { lane: 'npm' })]);
  assert.deepEqual(log, ['one begins', 'one ends', 'two begins', 'two ends']);
});

test('what is there already is not made again, and nothing waits for it', async () => {
  const { step, log } = steps();
  const there = step('there', { isReady: () => true });
  await setUp([there, step('next', { after: [there] })]);
  assert.deepEqual(log, ['next begins', 'next ends']);
});

test('a step that fails keeps from being taken what comes after it, and nothing else', async () => {
  const { step, log } = steps();
  const failing = step('failing', { install: () => Promise.reject(new Failure('no network')) });
  const next = step('next', { after: [failing] });
  const failed = [];
  await setUp([failing, next, step('other')], {
    onFailure: (each, { message }) => failed.push([each.name, message]),
  });
  assert.deepEqual(log, ['other begins', 'other ends']);
  assert.deepEqual(failed, [
    ['failing', 'no network'],
    ['next', 'no network'],
  ]);
});

test('without anybody to tell, a failure ends the set-up, and the next one goes on where it was', async () => {
  const { step, log } = steps();
  const first = step('first');
  let online = false;
  const install = () => (online ? undefined : Promise.reject(new Failure('no network')));
  const second = step('second', { after: [first], install });
  await assert.rejects(setUp([first, second]), new Failure('no network'));
  online = true;
  await setUp([first, second]);
  assert.deepEqual(log, ['first begins', 'first ends']);
});

const fullDisk = '/dev/full';
test('a program that has no space left fails with what to do about it', {
  skip: !existsSync(fullDisk),
}, () => {
  const write = `require('node:fs').writeFileSync('${fullDisk}', 'text')`;
  const made = make('It could not be built', process.execPath, ['--eval', write], { quiet: true });
  return assert.rejects(
    made,
    new Failure('The disk is full. Free some space, then run the same command again.'),
  );
});

test('an installer that has no space left fails so, too, rather than for the network', {
  skip: !existsSync(fullDisk),
}, () => {
  const write = `require('node:fs').writeFileSync('${fullDisk}', 'text')`;
  const installed = quietly(process.execPath, ['--eval', write], 'Check the network connection');
  return assert.rejects(
    installed,
    new Failure('The disk is full. Free some space, then run the same command again.'),
  );
});

test('a program that fails otherwise leaves its reason to be read', () => {
  const made = make('It could not be built', process.execPath, ['--eval', 'process.exit(1)'], {
    quiet: true,
  });
  return assert.rejects(made, new Failure('It could not be built; the reason is above.'));
});

test('each line says which step of how many it is about', async () => {
  const lines = mock.method(console, 'log', () => {});
  const { step } = steps();
  await setUp([step('it', { verb: 'compiling', time: 'about a minute' })]);
  assert.deepEqual(
    lines.mock.calls.map(({ arguments: [line] }) => line),
    ['[1/1] compiling it (about a minute) …', '[1/1] done in 0:00'],
  );
});

test('who is told of the steps to take sees when each begins and ends', async () => {
  const { step } = steps();
  const seen = [];
  let progress;
  const look = () => seen.push(progress.map(({ began, ended }) => [began, ended].map(Number.isInteger)));
  const first = step('first', { time: 'about a minute', install: look });
  await setUp(
    [step('there', { isReady: () => true }), first, step('next', { after: [first], install: look })],
    {
      onBegin(missing) {
        progress = missing;
      },
    },
  );
  assert.deepEqual(
    progress.map(({ title, time }) => [title, time]),
    [
      ['installing first', 'about a minute'],
      ['installing next', undefined],
    ],
  );
  const [toCome, underWay, done] = [
    [false, false],
    [true, false],
    [true, true],
  ];
  assert.deepEqual(seen, [
    [underWay, toCome],
    [done, underWay],
  ]);
});

test('where nothing is missing, nobody is told of steps', async () => {
  const { step } = steps();
  await setUp([step('there', { isReady: () => true })], {
    onBegin: () => assert.fail('no step is to be taken'),
  });
});

/** Makes steps that write down when they begin and end, and are ready then. */
function steps() {
  const log = [];
  const step = (name, options) => {
    let done = false;
    return {
      name,
      isReady: () => done,
      async install() {
        log.push(`${name} begins`);
        await new Promise(setImmediate);
        log.push(`${name} ends`);
        done = true;
      },
      ...options,
    };
  };
  return { step, log };
}
