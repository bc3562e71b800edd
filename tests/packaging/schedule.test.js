// In which order jobs run side by side.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sideBySide } from '../../scripts/lib/schedule.js';

/** Runs jobs of `[seconds, ...after]`, and gives what started when what had ended. */
async function orderOf(jobs, atOnce) {
  const events = [];
  const job = ([name, [seconds, ...after]]) => {
    const run = async () => {
      events.push(`${name} starts`);
      await undefined;
      events.push(`${name} ends`);
    };
    return [name, { after, seconds, run }];
  };
  await sideBySide(new Map(Object.entries(jobs).map(job)), atOnce);
  return events;
}

const starts = (events) =>
  events.filter((event) => event.endsWith('starts')).map((event) => event.split(' ')[0]);

test('a job starts when all that it comes after have ended', async () => {
  const events = await orderOf({ last: [1, 'one', 'other'], one: [1], other: [1] }, 3);
  assert.deepEqual(events.slice(-2), ['last starts', 'last ends']);
  assert.equal(events.length, 6);
});

test('a short job that a long one waits for goes before those that are longer than it', async () => {
  const events = await orderOf({ middle: [60], other: [50], long: [300, 'short'], short: [5] }, 1);
  assert.deepEqual(starts(events), ['short', 'long', 'middle', 'other']);
});

test('as many run at once as may, and no more', async () => {
  const events = await orderOf({ one: [3], two: [2], three: [1] }, 2);
  let running = 0;
  const counts = events.map((event) => {
    running += event.endsWith('starts') ? 1 : -1;
    return running;
  });
  assert.equal(Math.max(...counts), 2);
  assert.deepEqual(starts(events), ['one', 'two', 'three']);
});

test('a run of no jobs ends', async () => {
  assert.deepEqual(await orderOf({}, 2), []);
});

test('what a job fails with ends the run', async () => {
  const run = () => Promise.reject(new Error('unexpected'));
  await assert.rejects(sideBySide(new Map([['one', { after: [], seconds: 1, run }]]), 1), /unexpected/);
});
