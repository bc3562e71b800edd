// npm run bench: what the packages cost, beside what else there is. Timings fail nothing: it exits with 0 unless something
// could not be measured.

import { parseArgs } from 'node:util';
import { keep, measured, SUBJECTS, show } from '../bench/kept.js';
import { measures } from '../bench/measures/index.js';
import { report as markdownOf } from '../bench/report.js';
import { buildEmulator } from './lib/emulator.js';
import { buildPackage } from './lib/package.js';
import { Failure, main } from './lib/process.js';
import { setUp } from './lib/setup.js';
import * as tools from './lib/tools.js';

const { rust, wasmTarget, crates, npmPackages, wasmPack, wasmBindgen, chromium, benchPackages } = tools;

const HELP = `npm run bench                     measures for a quarter of an hour, and writes bench/results.json,
                                  bench/results.md, the table in docs/performance.md and the numbers in README.md
npm run bench -- --all            the same, with what takes minutes more
npm run bench -- --only NAME      one measure, which can be given more than once; prints the table, writes nothing, unless
                                  it is emulator: that is all about a package of its own
npm run bench -- --quick          few repetitions, to try it out; prints the table, writes nothing
npm run bench -- --report         measures nothing; writes the tables of what was measured last anew`;

await main(async () => {
  const { help, all, only, quick, report } = options();
  if (help) return console.log(`${HELP}\n\n${list()}`);
  if (report) return measured().forEach(show);

  const names = choose({ only, all });
  const needed = names.flatMap((name) => measures[name].needs ?? []);
  await setUp([
    rust,
    wasmTarget,
    crates,
    npmPackages,
    wasmPack,
    wasmBindgen,
    chromium,
    benchPackages,
    ...needed,
  ]);
  await buildPackage();
  for (const name of names) await measures[name].prepare?.();
  const program = process.env.CONTACTS_EMULATOR ?? (await buildEmulator('server'));
  // It needs what was just set up.
  const { runMeasures } = await import('../bench/run.js');
  const results = await runMeasures(names, { program, quick });
  for (const subject of Object.keys(SUBJECTS)) {
    const own = about(subject, results);
    if (own.rows.length === 0) continue;
    console.log(`\n${markdownOf(own, subject)}\n`);
    if (!quick && isWhole(subject, names)) keep(subject, own);
  }
});

/** What was measured about one of the packages. */
function about(subject, results) {
  const { [subject]: versions } = results.versions;
  const rows = results.rows.filter(({ measure }) => subjectOf(measure) === subject);
  return { ...results, versions: { [subject]: versions }, rows };
}

function subjectOf(name) {
  return measures[name].subject ?? 'package';
}

/** Whether all was measured that is measured about a subject, but for what takes long and is one of many. */
function isWhole(subject, names) {
  const all = Object.keys(measures).filter((name) => subjectOf(name) === subject);
  const short = all.filter((name) => !measures[name].isLong);
  return (short.length > 0 ? short : all).every((name) => names.includes(name));
}

function options() {
  const flag = { type: 'boolean', default: false };
  try {
    const { values } = parseArgs({
      options: { help: flag, all: flag, quick: flag, report: flag, only: { type: 'string', multiple: true } },
    });
    return values;
  } catch (error) {
    throw new Failure(`${error.message}. "npm run bench -- --help" names the options.`);
  }
}

function choose({ only, all }) {
  const unknown = only?.find((name) => !Object.hasOwn(measures, name));
  if (unknown)
    throw new Failure(`There is no measure "${unknown}". Choose from: ${Object.keys(measures).join(', ')}.`);
  return only ?? Object.keys(measures).filter((name) => all || !measures[name].isLong);
}

function list() {
  return Object.entries(measures)
    .map(([name, { about }]) => `${name.padEnd(10)} ${about}`)
    .join('\n');
}
