// npm run bench: what the package costs, beside the official client and plain JavaScript. Timings fail nothing: it exits
// with 0 unless something could not be measured.

import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measures } from '../bench/measures/index.js';
import { headline, report as markdownOf } from '../bench/report.js';
import { buildEmulator } from './lib/emulator.js';
import { buildPackage } from './lib/package.js';
import { Failure, main } from './lib/process.js';
import { inProject } from './lib/project.js';
import { setUp } from './lib/setup.js';
import * as tools from './lib/tools.js';

const { rust, wasmTarget, crates, npmPackages, wasmPack, wasmBindgen, chromium, benchPackages } = tools;

const HELP = `npm run bench                     measures for a quarter of an hour, and writes bench/results.json,
                                  bench/results.md, the table in docs/performance.md and the numbers in README.md
npm run bench -- --all            the same, with what takes minutes more
npm run bench -- --only NAME      one measure, which can be given more than once; prints the table, writes nothing
npm run bench -- --quick          few repetitions, to try it out; the same
npm run bench -- --report         measures nothing; writes the tables of bench/results.json anew`;

const RESULTS = inProject('bench', 'results.json');

await main(async () => {
  const { help, all, only, quick, report } = options();
  if (help) return console.log(`${HELP}\n\n${list()}`);
  if (report) return show(JSON.parse(readFileSync(RESULTS, 'utf8')));

  const names = choose({ only, all });
  await setUp([rust, wasmTarget, crates, npmPackages, wasmPack, wasmBindgen, chromium, benchPackages]);
  await buildPackage();
  const program = process.env.CONTACTS_EMULATOR ?? (await buildEmulator('server'));
  // It needs what was just set up.
  const { runMeasures } = await import('../bench/run.js');
  const results = await runMeasures(names, { program, quick });
  console.log(`\n${markdownOf(results)}\n`);
  if (only || quick) return;
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  show(results);
});

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

/** Writes the tables where people read them. */
function show(results) {
  const markdown = markdownOf(results);
  writeFileSync(inProject('bench', 'results.md'), `${markdown}\n`);
  put('docs/performance.md', '<!-- npm run bench -->', markdown);
  put('README.md', '<!-- npm run bench: headline -->', headline(results));
}

/** Puts a text between a mark and the end of its section. */
function put(page, mark, markdown) {
  const path = inProject(page);
  const text = readFileSync(path, 'utf8');
  const from = text.indexOf(mark) + mark.length;
  writeFileSync(
    path,
    `${text.slice(0, from)}\n\n${markdown}\n\n${text.slice(text.indexOf('<!-- end -->', from))}`,
  );
}
