// The wasm of the package, from crates/ and src/ to pkg/: compiled, split in two, and with short names.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Failure, run } from '../process.js';
import { fingerprint, inProject, root, textOf } from '../project.js';
import { tidyGlue } from './glue.js';
import { shortenNames } from './names.js';
import { withoutPaths } from './paths.js';
import { splitModule, TABLE_BASE } from './split.js';

/** What is not needed for a page's first contacts. */
const DEFERRED = [
  'reconcileContact',
  'listContacts',
  'readContacts',
  '__wbg_contactreader_free',
  'contactreader_next',
  'contactreader_total',
  'pager_next',
  'pager_previous',
  'pager_reader',
  'replace_kept',
];

const pkg = inProject('pkg');
const core = join(pkg, 'wix_contacts_bg.wasm');
const rest = join(pkg, 'wix_contacts_rest_bg.wasm');
const glue = join(pkg, 'wix_contacts.js');
const target = resolve(root, process.env.CARGO_TARGET_DIR || 'target');
const linked = join(target, 'wasm32-unknown-unknown', 'release', 'deps', 'wix_contacts.wasm');

/** Builds it, if its sources changed since it was built. */
export async function buildWasm() {
  const toolchain = (await run('rustc', ['--version', '--verbose'], { quiet: true })).stdout;
  const sources = ['Cargo.toml', 'Cargo.lock', 'package-lock.json', 'crates', 'src', 'scripts/lib/wasm'];
  const wanted = fingerprint(
    sources.map((name) => inProject(name)),
    [toolchain],
  );
  const built = join(pkg, '.sources-hash');
  if (textOf(built) === wanted) return;

  rmSync(pkg, { recursive: true, force: true });
  const map = await compile(toolchain);
  await split(map);
  writeFileSync(glue, tidyGlue(readFileSync(glue, 'utf8')));
  shorten();
  // The package has types of its own for its entries; these are of what js/ calls.
  for (const name of ['wix_contacts.d.ts', 'wix_contacts_bg.wasm.d.ts'])
    rmSync(join(pkg, name), { force: true });
  writeFileSync(built, wanted);
}

/** Makes one module and its glue. Gives the linker's map of it. */
async function compile(toolchain) {
  const map = join('target', 'wix_contacts.map');
  const args = ['build', '--target', 'web', '--release', '--no-pack', '--no-gitignore', '--out-dir', 'pkg'];
  const flags = [
    `-Clink-arg=--table-base=${TABLE_BASE}`,
    // By a path that is the same on every machine: it counts for the names of functions.
    `-Clink-arg=-Map=${map}`,
    ...(await withoutPaths(toolchain)),
  ];
  mkdirSync(inProject('target'), { recursive: true });
  // What is linked already would not be linked again, and the map might be of another build.
  rmSync(linked, { force: true });
  const { ok } = await run('wasm-pack', ['--log-level', 'error', ...args, '--mode', 'no-install'], {
    cwd: root,
    env: { CARGO_ENCODED_RUSTFLAGS: flags.join('\x1f') },
  });
  if (!ok) throw new Failure('The package could not be built; the reason is above.');
  return readFileSync(inProject(map), 'utf8');
}

async function split(map) {
  const folder = mkdtempSync(join(tmpdir(), 'wix-contacts-'));
  try {
    const file = (name) => join(folder, name);
    await optimize(['--strip-debug', core, '--emit-text', '--output', file('whole.wat')]);
    const text = readFileSync(file('whole.wat'), 'utf8');
    const parts = splitModule(text, map, DEFERRED);
    for (const [part, output] of [
      ['core', core],
      ['rest', rest],
    ]) {
      writeFileSync(file(`${part}.wat`), parts[part]);
      await optimize([...features(text), ...ASSEMBLE, file(`${part}.wat`), '--output', output]);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What wasm-opt was told for the whole module, but without passes over it. */
const ASSEMBLE = [
  '--remove-unused-module-elements',
  '--memory-packing',
  '--generate-stack-ir',
  '--optimize-stack-ir',
];

/** The text tells in a comment what the module may use. */
function features(text) {
  const [, names] = text.match(/;; features section: (.+)/);
  return names.split(', ').map((name) => `--enable-${name}`);
}

async function optimize(args) {
  const { ok, output } = await run('wasm-opt', args, { quiet: true });
  if (!ok) throw new Failure(`wasm-opt failed: ${output}`);
}

function shorten() {
  const short = shortenNames(readFileSync(core), readFileSync(glue, 'utf8'));
  writeFileSync(core, short.wasm);
  writeFileSync(glue, short.glue);
}
