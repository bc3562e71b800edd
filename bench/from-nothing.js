// node bench/from-nothing.js COMMIT [COMMIT]: how long it takes from a clone to the dashboard's page, for two commits in turn; the
// second is HEAD unless it is named. Each has a clone and caches of its own, which are empty: what cargo, npm and the project keep.
// Rust is the machine's, with its target for wasm. With --test, how long `npm test` takes from nothing, too. A whole comparison
// writes its table to docs/performance.md.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { duration } from '../scripts/lib/duration.js';
import { freePort } from '../scripts/lib/port.js';
import { Failure, launch, main, run, stop } from '../scripts/lib/process.js';
import { root } from '../scripts/lib/project.js';
import { put } from './kept.js';

/** What is started, in this order: after a change, it is the change that is waited for. */
const STARTS = [
  { name: '`npm start`, from nothing' },
  { name: '… again' },
  { name: '… after a line in `emulator/`', file: 'emulator/src/lib.rs' },
  { name: '… after a line in `src/`', file: 'src/lib.rs' },
];
const LINE = '\npub fn a_line_more() -> u8 { 1 }\n';

await main(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { test: { type: 'boolean', default: false } },
  });
  if (positionals.length < 1 || positionals.length > 2)
    throw new Failure('Name the commit to compare with: node bench/from-nothing.js COMMIT [COMMIT] [--test]');
  const [before, after] = await Promise.all([positionals[0], positionals[1] ?? 'HEAD'].map(commitOf));
  const results = [];
  for (const commit of [before, after]) results.push(await measure(commit, values.test));
  const report = reportOf(results);
  console.log(`\n${report}`);
  put('docs/performance.md', '<!-- node bench/from-nothing.js -->', report);
});

async function commitOf(name) {
  const { ok, stdout } = await git(root, 'rev-parse', '--short', `${name}^{commit}`);
  if (!ok) throw new Failure(`There is no commit "${name}".`);
  return stdout.trim();
}

/** Everything about one commit; its folder is gone afterwards. */
async function measure(commit, withTest) {
  const folder = mkdtempSync(join(tmpdir(), 'from-nothing-'));
  try {
    const starts = await measureStarts(commit, await nothing(commit, join(folder, 'start')));
    const tests = withTest ? await measureTests(commit, await nothing(commit, join(folder, 'test'))) : {};
    return { commit, rows: [...starts, ...(tests.rows ?? [])], sum: tests.sum };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A clone, and variables that name empty caches. */
async function nothing(commit, folder) {
  const clone = join(folder, 'clone');
  const cloned = await git('/', 'clone', '--quiet', '--shared', root, clone);
  const { ok } = cloned.ok ? await git(clone, 'checkout', '--quiet', commit) : cloned;
  if (!ok) throw new Failure(`${commit} could not be cloned to ${clone}.`);
  const env = {
    CARGO_HOME: join(folder, 'cargo'),
    CARGO_TARGET_DIR: join(clone, 'target'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    npm_config_cache: join(folder, 'npm'),
    PORT: `${await freePort()}`,
  };
  return { clone, env };
}

async function measureStarts(commit, { clone, env }) {
  const rows = [];
  for (const { name, file } of STARTS) {
    if (file) writeFileSync(join(clone, file), readFileSync(join(clone, file), 'utf8') + LINE);
    console.log(`── ${commit}: ${name}`);
    rows.push({ name, ...(await untilThePage(clone, env)) });
  }
  const [{ meanwhile }] = rows;
  return rows.toSpliced(1, 0, { name: '… until a page shows how far it is', seconds: meanwhile });
}

/** Starts the dashboard, and ends it again as soon as its page was loaded. */
async function untilThePage(clone, env) {
  const begun = Date.now();
  const secondsNow = () => (Date.now() - begun) / 1000;
  const child = launch('npm', ['start'], { cwd: clone, env });
  child.stderr.pipe(process.stderr);
  const lines = [];
  let meanwhile;
  for await (const text of createInterface(child.stdout)) {
    console.log(text);
    lines.push({ text, at: secondsNow() });
    const [, progress] = text.match(/^Until the dashboard is there, (\S+)/) ?? [];
    if (progress) {
      await load(progress, 503);
      meanwhile = secondsNow();
    }
    const [, dashboard] = text.match(/^The dashboard is at (\S+)/) ?? [];
    if (!dashboard) continue;
    await load(dashboard, 200);
    const seconds = secondsNow();
    await stop(child);
    return { seconds, meanwhile, steps: stepsOf(lines) };
  }
  throw new Failure('"npm start" ended before there was a page; the reason is above.');
}

async function load(url, expected) {
  const { status } = await fetch(url);
  if (status !== expected) throw new Failure(`The page at ${url} answered ${status}.`);
}

/** A line that ends in dots begins a step. Where none says that it is done, it is when the next line comes. */
function stepsOf(lines) {
  return lines.flatMap(({ text, at }, index) => {
    const [, number, name] = text.match(/^(\[\d+\/\d+\])? ?(.+?)(?: \(about .+\))? …$/) ?? [];
    if (!name) return [];
    const done = lines.find((line) => number && line.text.startsWith(`${number} done`)) ?? lines[index + 1];
    return [{ name, seconds: done.at - at }];
  });
}

async function measureTests(commit, { clone, env }) {
  const name = '`npm test`, from nothing';
  console.log(`── ${commit}: ${name}`);
  const begun = Date.now();
  const { ok, stdout } = await run('npm', ['test'], { cwd: clone, env, minutes: 120 });
  const seconds = (Date.now() - begun) / 1000;
  if (!ok) console.log(`${commit}: some tests failed.`);
  const sum = stdout.trimEnd().split('\n').at(-1);
  const each = { name: '… for each test', seconds: seconds / Number.parseInt(sum, 10) };
  return { rows: [{ name, seconds }, each], sum };
}

function git(cwd, ...args) {
  return run('git', args, { cwd, quiet: true });
}

function reportOf([before, after]) {
  const rows = after.rows.map(({ name, seconds }, index) => {
    const once = before.rows[index].seconds;
    return [name, time(once), time(seconds), once ? `${(seconds / once).toPrecision(2)} ×` : ''];
  });
  const table = [['', before.commit, after.commit, 'ratio'], ['---', '---', '---', '---'], ...rows];
  return [
    table.map((cells) => `| ${cells.join(' | ')} |`).join('\n'),
    ...[before, after].map(
      ({ commit, rows: [{ steps }] }) => `The steps from nothing at ${commit}: ${listOf(steps)}.`,
    ),
    ...[before, after].filter(({ sum }) => sum).map(({ commit, sum }) => `The tests at ${commit}: ${sum}.`),
    `Measured ${new Date().toISOString().slice(0, 10)}, on ${cpus()[0].model}, ${cpus().length} cores, Node ${process.versions.node}.`,
  ].join('\n\n');
}

function time(seconds) {
  if (seconds === undefined) return 'none';
  return seconds < 60 ? `${seconds.toPrecision(2)} s` : duration(seconds);
}

/** The longest first. Some may have been side by side. */
function listOf(steps) {
  const longest = steps
    .filter(({ seconds }) => seconds >= 0.5)
    .sort((one, other) => other.seconds - one.seconds);
  return longest.map(({ name, seconds }) => `${name} ${time(seconds)}`).join(', ');
}
