// What the insights count, whatever the dates.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Tally } from '../../www/app/insights/tally.js';
import { person } from './support/people.js';

it('counts every contact in one of at most 242 rows, whatever its date', () => {
  for (const dates of [
    ['0001-01-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '2026-03-01T00:00:00.000Z'],
    [
      '0001-01-01T00:00:00.000Z',
      '1999-01-01T00:00:00.000Z',
      '2020-01-01T00:00:00.000Z',
      '9999-12-31T23:59:59.999Z',
    ],
    ['0001-01-01T00:00:00.000Z', '0000-12-01T00:00:00.000Z'],
    ['3000-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'],
    [undefined, '', 'no date', '2026-03-01T00:00:00.000Z'],
    [undefined],
    [],
  ]) {
    const tally = new Tally();
    for (const createdAt of dates) tally.add(person({ createdAt }));
    const { shown, earlier, later, undated } = tally.months('2026-11');
    const added = shown.reduce((sum, [, inMonth]) => sum + inMonth, 0);
    assert.equal(added + earlier + later + undated, dates.length, `${dates}`);
    assert.equal(tally.total, dates.length);
    assert.ok(shown.length <= 240);
    assert.equal(shown.at(-1)?.[2] ?? 0, earlier + added);
  }
});

it('counts every month from the first to the last where they are few', () => {
  const tally = new Tally();
  for (const month of ['2025-11', '2026-02', '2026-02'])
    tally.add(person({ createdAt: `${month}-03T00:00:00.000Z` }));
  assert.deepEqual(tally.months('2026-11'), {
    shown: [
      ['2025-11', 1, 1],
      ['2025-12', 0, 1],
      ['2026-01', 0, 1],
      ['2026-02', 2, 3],
    ],
    earlier: 0,
    later: 0,
    undated: 0,
  });
});
