// npm test: every test suite, or those named: `npm test -- rules chromium`. A suite that fails does not keep the others
// from running. The last line on standard output is "N passed, N failed", over all suites.

import { Failure, main } from './lib/process.js';
import { setUp } from './lib/setup.js';
import { suites } from './lib/suites.js';
import { rust } from './lib/tools.js';

const HELP = `npm test                 runs every suite
npm test -- SUITE…       runs those named
npm test -- --list       names them
`;

await main(async () => {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('--list')) return console.log(`${HELP}\n${list()}`);

  const results = await runSuites(choose(args));
  const failed = total(results, 'failed');
  console.log(`\n${results.map(describe).join('\n')}\n`);
  console.log(`${total(results, 'passed')} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
});

function choose(names) {
  const unknown = names.find((name) => !Object.hasOwn(suites, name));
  if (unknown)
    throw new Failure(`There is no suite "${unknown}". Choose from: ${Object.keys(suites).join(', ')}.`);
  return Object.keys(suites).filter((name) => names.length === 0 || names.includes(name));
}

async function runSuites(names) {
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
    const counts = reasons.length > 0 ? fail(...reasons) : await runChecks(checks);
    if (advice && counts.failed > 0) console.log(advice);
    results.push({ name, ...counts, seconds: Math.round((Date.now() - started) / 1000) });
  }
  return results;
}

async function runChecks(checks) {
  const results = [];
  for (const check of checks) {
    results.push(
      await check().catch((error) => fail(error instanceof Failure ? error.message : error.stack)),
    );
  }
  return { passed: total(results, 'passed'), failed: total(results, 'failed') };
}

function fail(...reasons) {
  for (const reason of reasons) console.log(reason);
  return { passed: 0, failed: 1 };
}

function describe({ name, passed, failed, seconds }) {
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return `${name.padEnd(10)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed   ${time}`;
}

function list() {
  return Object.entries(suites)
    .map(([name, { about }]) => `${name.padEnd(10)} ${about}`)
    .join('\n');
}

function total(results, key) {
  return results.reduce((sum, result) => sum + result[key], 0);
}
