// What npm pack makes of the package, and whether it does what its README says.

import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { bundleForRequire } from '../../../scripts/lib/emulator-package.js';
import { filesIn, inProject, root } from '../../../scripts/lib/project.js';
import { isSameElsewhere, pack, succeed, tool } from '../../../tests/packaging/support/project.js';

const folder = inProject('emulator', 'npm');
const here = inProject('emulator', 'tests', 'package');

let workshop;
let tarball;
before(async () => {
  // Below the tools of package.json, so that projects find them.
  mkdirSync(join(here, '.projects'), { recursive: true });
  workshop = mkdtempSync(join(here, '.projects', 'project-'));
  tarball = await pack(folder);
  const contacts = await pack();
  writeFileSync(join(workshop, 'package.json'), '{ "private": true, "type": "module" }');
  const args = ['install', tarball.path, contacts.path, '--offline', '--no-save', '--no-audit', '--no-fund'];
  await succeed('npm', args, { cwd: workshop });
});
after(() => rmSync(workshop, { recursive: true, force: true }));

/** The versions of Node that can be had here. */
const NODES = {
  'this Node': process.execPath,
  'Node 22': join(here, 'node_modules', 'node22', 'bin', 'node'),
  'Node 24': join(here, 'node_modules', 'node24', 'bin', 'node'),
};

function program(name) {
  const path = join(here, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  return join(path, typeof bin === 'string' ? bin : bin[name]);
}

const newest = () => Object.values(NODES).findLast(existsSync);

function project(name, files) {
  const path = join(workshop, name);
  mkdirSync(path, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
}

test('the tarball holds the package, its types, README and LICENSE, and nothing else', () => {
  const sources = filesIn(join(folder, 'js')).map((path) => relative(folder, path));
  const made = ['pkg/emulator.js', 'pkg/emulator_bg.wasm', 'dist/index.cjs', 'dist/index.d.cts'];
  const expected = [...sources, ...made, 'LICENSE', 'README.md', 'package.json'];
  assert.deepEqual(tarball.files.toSorted(), expected.toSorted());
});

test('what a page loads of it is at most 1.1 MB, compressed', async () => {
  const entry = join(folder, 'js', 'index.js');
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  const loaded = [...Object.keys(metafile.inputs), 'emulator/npm/pkg/emulator_bg.wasm'];
  const bytes = loaded.map((path) => brotliCompressSync(readFileSync(join(root, path))).length);
  const total = bytes.reduce((sum, length) => sum + length);
  assert.ok(total <= 1_100_000, `${total} bytes`);
});

test('what is built for require is the same bytes wherever it is made', (t) =>
  isSameElsewhere(t, join(folder, 'dist'), bundleForRequire));

test('publint finds nothing to mend', async () => {
  await succeed(tool('publint'), ['run', '--strict', tarball.path]);
});

test('the types resolve in Node, with import and with require, and in bundlers', async () => {
  await succeed(tool('attw'), [
    tarball.path,
    '--profile',
    'node16',
    '--exclude-entrypoints',
    './emulator_bg.wasm',
  ]);
});

test('it has the version and the license of wix-contacts', () => {
  const read = (path) => readFileSync(path, 'utf8');
  const [own, others] = [folder, root].map((path) => JSON.parse(read(join(path, 'package.json'))));
  assert.deepEqual([own.version, own.license, own.engines], [others.version, others.license, others.engines]);
  assert.equal(read(join(folder, 'LICENSE')), read(inProject('LICENSE')));
});

test('no path of the machine that built it is in it', () => {
  for (const file of ['pkg/emulator.js', 'pkg/emulator_bg.wasm', 'dist/index.cjs']) {
    const text = readFileSync(join(folder, file), 'latin1');
    for (const path of [root, homedir(), process.env.CARGO_HOME, '/registry/src/', '.rustup']) {
      assert(!path || !text.includes(path), `${file} holds ${path}`);
    }
  }
});

for (const [name, node] of Object.entries(NODES)) {
  const skip = existsSync(node) ? false : 'there is none for this machine';
  test(`it is imported and required in ${name}`, { skip }, async () => {
    const use = `createEmulator({ seed: 3 }).then(async (site) => {
      const { contacts } = await (await site.fetch('/contacts/v4/contacts')).json();
      await site.close();
      console.log(contacts.length);
    });`;
    const path = project('node', {
      'a.mjs': `import { createEmulator } from 'wix-contacts-emulator'; ${use}`,
      'a.cjs': `const { createEmulator } = require('wix-contacts-emulator'); ${use}`,
    });
    for (const file of ['a.mjs', 'a.cjs'])
      assert.equal((await succeed(node, [file], { cwd: path })).trim(), '3');
  });
}

test('the command is there under the name of the package', async () => {
  const command = join(workshop, 'node_modules', '.bin', 'wix-contacts-emulator');
  assert.match(await succeed(command, ['--help']), /--db <FILE>/);
  assert.equal((await succeed(command, ['--version'])).trim(), `contacts-emulator ${tarball.version}`);
});

for (const environment of ['node', 'jsdom', 'happy-dom']) {
  test(`the test of its README passes in Vitest as ${environment}`, async () => {
    const [, sample] = readFileSync(join(folder, 'README.md'), 'utf8').match(
      /`contacts\.test\.js`:\n\n```js\n(.*?)```/s,
    );
    const path = project(`vitest-${environment}`, { 'contacts.spec.js': sample });
    const args = [program('vitest'), 'run', '--root', '.', '--environment', environment];
    assert.match(await succeed(newest(), args, { cwd: path }), /2 passed/);
  });
}

test('Vitest with fake timers, microtasks included, does not hold it up', async () => {
  const path = project('vitest-timers', {
    'timers.spec.js': `import { expect, test, vi } from 'vitest';\n${TIMERS}`,
  });
  const args = [program('vitest'), 'run', '--root', '.'];
  const faked =
    "vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'setImmediate', 'Date', 'performance', 'queueMicrotask'] });";
  writeFileSync(
    join(path, 'fake.js'),
    `import { vi } from 'vitest';\nexport const fake = () => { ${faked} };\n`,
  );
  cpSync(join(path, 'fake.js'), join(path, 'runner.js'));
  writeFileSync(
    join(path, 'runner.js'),
    "import { vi } from 'vitest';\nimport { fake } from './fake.js';\nexport { fake };\nexport const advance = (ms) => vi.advanceTimersByTimeAsync(ms);\n",
  );
  assert.match(await succeed(newest(), args, { cwd: path }), /1 passed/);
});

const TIMERS = `
import { createEmulator } from 'wix-contacts-emulator';
import { advance, fake } from './runner.js';

test('a call is answered without a tick, and latency waits for the clock', async () => {
  fake();
  const site = await createEmulator({ seed: 2 });
  const response = await site.fetch('/contacts/v4/contacts', { method: 'GET' });
  expect((await response.json()).contacts.length).toBe(2);

  await site.faults([{ latencyMs: 60000 }]);
  let status;
  site.fetch('/contacts/v4/contacts').then((late) => { status = late.status; });
  await advance(59000);
  expect(status).toBe(undefined);
  await advance(2000);
  expect(status).toBe(200);
  await site.close();
});
`;

for (const environment of ['node', 'jsdom']) {
  test(`Jest as ${environment} takes it, with fake timers`, async () => {
    const path = project(`jest-${environment}`, {
      'package.json': '{ "private": true }',
      'timers.spec.js': TIMERS.replace(/import (\{.*?\}) from ('.*?')/g, 'const $1 = require($2)'),
      'runner.js': `exports.fake = () => jest.useFakeTimers();
exports.advance = (ms) => jest.advanceTimersByTimeAsync(ms);\n`,
    });
    const args = [program('jest'), '--rootDir', '.', '--testEnvironment', environment];
    await succeed(newest(), args, { cwd: path });
  });
}
