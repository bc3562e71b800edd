import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { run } from '../scripts/lib/process.js';
import { inProject } from '../scripts/lib/project.js';
import { measured, read, SUBJECTS } from './kept.js';
import { report } from './report.js';
import { order } from './rounds.js';
import { ratio, summary } from './statistics.js';

test('a measure runs, and finds that the package and plain JavaScript give the same contacts', async () => {
  const args = [inProject('scripts', 'bench.js'), '--quick', '--only', 'decode'];
  const { ok, stdout, output } = await run(process.execPath, args, { quiet: true });
  assert.ok(ok, output);
  assert.match(stdout, /^\| decode 500 contacts \|( \d[\d.]* × \(\d[\d.]* ms\) \|){4}/m);
});

test('a site is measured, and all emulators give the same contacts', async () => {
  const args = [inProject('scripts', 'bench.js'), '--quick', '--only', 'emulator'];
  const { ok, stdout, output } = await run(process.execPath, args, { quiet: true });
  assert.ok(ok, output);
  for (const place of ['Node', 'Chromium'])
    assert.match(
      stdout,
      new RegExp(`^\\| ${place}, 100: get one \\|( \\d[\\d.]* × \\(\\d[\\d.]* ms\\) \\|){5}`, 'm'),
    );
});

for (const subject of measured()) {
  const { file, pages } = SUBJECTS[subject];
  test(`the docs show the results of the ${subject} as they were measured`, () => {
    const text = (path) => readFileSync(inProject(path), 'utf8');
    const results = read(subject);
    assert.equal(text(`${file}.md`), `${report(results, subject)}\n`);
    for (const [page, [mark, part]] of Object.entries(pages)) {
      assert.ok(text(page).includes(`${mark}\n\n${part(results, subject)}\n\n<!-- end -->`), page);
    }
  });
}

test('each variant comes after each other one as often', () => {
  for (const names of [
    ['a', 'b', 'c', 'd'],
    ['a', 'b', 'c', 'd', 'e'],
  ]) {
    const pairs = new Map();
    for (let round = 0; round < 2 * names.length; round += 1) {
      const ordered = order(names, round);
      assert.deepEqual([...ordered].sort(), names);
      for (let turn = 1; turn < ordered.length; turn += 1) {
        const pair = ordered[turn - 1] + ordered[turn];
        pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
      }
    }
    assert.equal(pairs.size, names.length * (names.length - 1));
    assert.deepEqual([...new Set(pairs.values())], [2]);
  }
});

test('half of the samples lie between the quarters, and the median in their middle', () => {
  assert.deepEqual(summary([5, 1, 4, 2, 3]), { median: 3, low: 2, high: 4, samples: 5 });
  assert.deepEqual(summary([4, 1, 2, 3]), { median: 2.5, low: 1.75, high: 3.25, samples: 4 });
});

test('what slows a whole round does not change a ratio', () => {
  assert.equal(ratio([2, 200, 4], [1, 100, 2]).median, 2);
});
