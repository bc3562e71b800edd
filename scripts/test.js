// npm test: every test suite, or those named: `npm test -- rules chromium`. A suite that fails does not keep the others
// from running. The last line on standard output is "N passed, N failed", over all suites.

import { Failure, main } from './lib/process.js';
import { failure } from './lib/runners.js';
import { setUp } from './lib/setup.js';
import { suites } from './lib/suites.js';
import { duration, showTimings, timed } from './lib/timings.js';
import { rust } from './lib/tools.js';
import { changed } from './lib/watch.js';

const HELP = `npm test                     runs every suite
npm test -- SUITE…           runs those named
npm test -- SUITE NAME       runs the tests of one suite whose names have this in them
npm test -- SUITE --watch    runs it again whenever its sources change
npm test -- --list           names the suites
`;

/** How many of the slowest tests are named. */
const SLOWEST = 10;

await main(async () => {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('--list')) return console.log(`${HELP}\n${list()}`);

  const { names, testName, watch } = choose(args);
  await runSuites(names, testName);
  while (watch) {
    console.log('\nWaiting for a change (Ctrl+C ends it) …');
    await changed(suites[names[0]].sources);
    await runSuites(names, testName);
  }
});

/** What is to be run. A word that names no suite is a test's name, where one suite is named before it. */
function choose(args) {
  const watch = args.includes('--watch');
  const words = args.filter((word) => word !== '--watch');
  const named = words.filter((word) => Object.hasOwn(suites, word));
  const [other, ...more] = words.filter((word) => !Object.hasOwn(suites, word));
  const isTestName = named.length === 1 && words[0] === named[0] && more.length === 0;
  if (more.length > 0 && words[0] === named[0])
    throw new Failure('Give the name of a test in quotes: npm test -- node "shares one request"');
  if (other !== undefined && !isTestName)
    throw new Failure(`There is no suite "${other}". Choose from: ${Object.keys(suites).join(', ')}.`);
  if (watch && !suites[named[0]]?.sources) {
    const watched = Object.keys(suites).filter((name) => suites[name].sources);
    throw new Failure(`--watch is for one of these suites: ${watched.join(', ')}.`);
  }
  const names = Object.keys(suites).filter((name) => named.length === 0 || named.includes(name));
  return { names, testName: other, watch };
}

async function runSuites(names, testName) {
  const results = await resultsOf(names, testName);
  showFailures(results);
  showSlowest(results);
  showTimings();
  const failed = total(results, 'failed');
  console.log(`\n${results.map(describe).join('\n')}\n`);
  console.log(`${total(results, 'passed')} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

async function resultsOf(names, testName) {
  await setUp([rust]);
  const missing = new Map();
  await setUp(
    names.flatMap((name) => suites[name].needs),
    (tool, failure) => missing.set(tool, failure),
  );
  const results = [];
  for (const name of names) {
    const { about, needs, checks, advice } = suites[name];
    console.log(`\n── ${name}: ${about}`);
    const started = Date.now();
    const reasons = needs.filter((tool) => missing.has(tool)).map((tool) => missing.get(tool).message);
    const counts = await timed(`the suite ${name}`, async () =>
      reasons.length > 0 ? fail(...reasons) : runChecks(checks, testName),
    );
    if (advice && counts.failed > 0) console.log(advice);
    results.push({ name, durations: [], ...counts, seconds: (Date.now() - started) / 1000 });
  }
  return results;
}

async function runChecks(checks, testName) {
  const results = [];
  for (const check of checks) {
    results.push(
      await check(testName).catch((error) => fail(error instanceof Failure ? error.message : error.stack)),
    );
  }
  const all = (key) => results.flatMap((result) => result[key] ?? []);
  return {
    passed: total(results, 'passed'),
    failed: total(results, 'failed'),
    failures: all('failures'),
    durations: all('durations'),
  };
}

function fail(...reasons) {
  for (const reason of reasons) console.log(reason);
  return failure(reasons[0].split('\n')[0]);
}

function showFailures(results) {
  const lines = results.flatMap(({ name, failures }) => failures.map((test) => `${name}: ${test}`));
  if (lines.length > 0) console.log(`\nFailed:\n${lines.join('\n')}`);
}

function showSlowest(results) {
  const durations = results.flatMap(({ name, durations }) =>
    durations.map((test) => ({ ...test, suite: name })),
  );
  const slowest = durations
    .filter(({ seconds }) => seconds >= 1)
    .toSorted((one, other) => other.seconds - one.seconds)
    .slice(0, SLOWEST);
  const lines = slowest.map(
    ({ suite, name, seconds }) => `${seconds.toFixed(1).padStart(6)} s  ${suite}: ${name}`,
  );
  if (lines.length > 0) console.log(`\nThe slowest tests:\n${lines.join('\n')}`);
}

function describe({ name, passed, failed, seconds }) {
  const counts = `${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed`;
  return `${name.padEnd(10)} ${counts}   ${duration(seconds)}`;
}

function list() {
  return Object.entries(suites)
    .map(([name, { about }]) => `${name.padEnd(10)} ${about}`)
    .join('\n');
}

function total(results, key) {
  return results.reduce((sum, result) => sum + result[key], 0);
}
