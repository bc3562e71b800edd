// npm test: every test suite, or those named: `npm test -- rules chromium`. A suite that fails does not keep the others
// from running. The last line on standard output is "N passed, N failed", over all suites.

import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { duration } from './lib/duration.js';
import { Failure, main, write } from './lib/process.js';
import { failure } from './lib/runners.js';
import { sideBySide } from './lib/schedule.js';
import { setUp } from './lib/setup.js';
import { suites } from './lib/suites.js';
import { showTimings, timed } from './lib/timings.js';
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
/** How many seconds pass from one line about what runs to the next. */
const PROGRESS = 60;
/** A suite waits for browsers and servers at times. */
const AT_ONCE = availableParallelism() + 1;

await main(async () => {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('--list')) return console.log(`${HELP}\n${list()}`);

  const { names, testName, watch } = choose(args);
  keepTemporaryFilesTogether();
  await runSuites(names, testName);
  while (watch) {
    console.log('\nWaiting for a change (Ctrl+C ends it) …');
    await changed(suites[names[0]].sources);
    await runSuites(names, testName);
  }
});

/** So that tests and browsers that are cut off leave none behind. */
function keepTemporaryFilesTogether() {
  const folder = mkdtempSync(join(tmpdir(), 'wix-contacts-'));
  process.env.TMPDIR = folder;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
}

/** What is to be run. A word that names no suite is a test's name, where one suite is named before it. */
function choose(args) {
  const watch = args.includes('--watch');
  const words = args.filter((word) => word !== '--watch');
  const named = words.filter((word) => Object.hasOwn(suites, word));
  const [other, ...more] = words.filter((word) => !Object.hasOwn(suites, word));
  const isTestName = named.length === 1 && words[0] === named[0] && more.length === 0;
  if (more.length > 0 && words[0] === named[0])
    throw new Failure('Give the name of a test in quotes: npm test -- node "share one request"');
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

/** The results of suites, in their order. Each runs when what is built for it is there; what can, runs side by side. */
async function resultsOf(names, testName) {
  const missing = await setUpFor(names);
  const problems = new Map();
  const results = new Map();
  const running = new Set();
  const jobs = new Map();
  const among = (failures, keys) => keys.filter((key) => failures.has(key)).map((key) => failures.get(key));

  for (const name of names) {
    const { needs, builds = [], after = [], seconds } = suites[name];
    const missed = among(missing, needs);
    const jobsBefore = missed.length === 0 ? builds : [];
    for (const build of jobsBefore) jobs.set(build, { ...build, run: () => make(build) });
    const run = async () => {
      running.add(name);
      const reasons = [...missed, ...among(problems, builds)];
      results.set(name, await runSuite(name, { testName, reasons, alone: names.length === 1 }));
      running.delete(name);
    };
    jobs.set(name, { after: [...builds, ...after], seconds, run });
  }

  async function make(build) {
    const [problem] = among(problems, build.after);
    if (problem) return problems.set(build, problem);
    console.log(`Building ${build.about} …`);
    await build.run(names).catch((error) => problems.set(build, wordsOf(error)));
  }

  const progress = setInterval(
    () => console.log(`… ${[...running].join(', ')}; ${results.size} of ${names.length} suites have ended`),
    PROGRESS * 1000,
  );
  await sideBySide(jobs, AT_ONCE).finally(() => clearInterval(progress));
  return names.map((name) => results.get(name));
}

/** Gets what suites need. @returns {Promise<Map<object, string>>} the tools that could not be had, and why */
async function setUpFor(names) {
  await setUp([rust]);
  const missing = new Map();
  await setUp(
    names.flatMap((name) => suites[name].needs),
    { onFailure: (tool, { message }) => missing.set(tool, message) },
  );
  return missing;
}

/** Runs a suite, unless there are reasons not to. What it writes is shown as it comes if it is alone, else all at its end. */
async function runSuite(name, { testName, reasons, alone }) {
  const { about, checks, advice } = suites[name];
  const written = [];
  const show = alone ? write : (text) => written.push(text);
  show(`\n── ${name}: ${about}\n`);
  const started = Date.now();
  const counts = await timed(`the suite ${name}`, async () =>
    reasons.length > 0 ? fail(show, ...reasons) : runChecks(checks, { name: testName, show }),
  );
  if (advice && counts.failed > 0) show(`${advice}\n`);
  write(written.join(''));
  return { name, durations: [], ...counts, seconds: (Date.now() - started) / 1000 };
}

async function runChecks(checks, options) {
  const results = [];
  for (const check of checks) {
    results.push(await check(options).catch((error) => fail(options.show, wordsOf(error))));
  }
  const all = (key) => results.flatMap((result) => result[key] ?? []);
  return {
    passed: total(results, 'passed'),
    failed: total(results, 'failed'),
    failures: all('failures'),
    durations: all('durations'),
  };
}

function fail(show, ...reasons) {
  for (const reason of reasons) show(`${reason}\n`);
  return failure(reasons[0].split('\n')[0]);
}

const wordsOf = (error) => (error instanceof Failure ? error.message : error.stack);

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
