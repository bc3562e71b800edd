// The wasm of the package, from crates/ and src/ to pkg/: compiled, split in two, and with short names.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure, run } from '../process.js';
import { fingerprint, inProject, textOf } from '../project.js';
import { crates, npmPackages, wasmBindgen, wasmTarget } from '../tools.js';
import { tidyGlue } from './glue.js';
import { bind, compile, forgetLinked, linkerMap, withWasmPack } from './module.js';
import { shortenNames } from './names.js';
import { versionOfRust } from './paths.js';
import { splitModule } from './split.js';

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
  'show_kept',
];

const pkg = inProject('pkg');
const core = join(pkg, 'wix_contacts_bg.wasm');
const rest = join(pkg, 'wix_contacts_rest_bg.wasm');
const glue = join(pkg, 'wix_contacts.js');
const built = join(pkg, '.sources-hash');
const SOURCES = ['Cargo.toml', 'Cargo.lock', 'package-lock.json', 'crates', 'src', 'scripts/lib/wasm'];

/** Builds it, if its sources changed since it was built. */
export async function buildWasm() {
  const wanted = await wantedHash();
  if (textOf(built) === wanted) return;
  rmSync(pkg, { recursive: true, force: true });
  forgetLinked();
  await withWasmPack(pkg);
  await finish(wanted);
}

// The same as steps for setUp, without wasm-pack.

const isReady = async () => textOf(built) === (await wantedHash());
let compiledFrom;

const compiling = {
  name: 'the package to WebAssembly',
  verb: 'compiling',
  time: 'about a minute',
  after: [wasmTarget, crates],
  isReady,
  async install() {
    compiledFrom = await wantedHash();
    forgetLinked();
    await compile();
  },
};
const splitting = {
  name: "the package's wasm in two parts",
  verb: 'making',
  after: [compiling, wasmBindgen, npmPackages],
  isReady,
  async install() {
    rmSync(pkg, { recursive: true, force: true });
    await bind(pkg);
    await finish(compiledFrom);
  },
};
export const wasmSteps = [compiling, splitting];

async function wantedHash() {
  return fingerprint(
    SOURCES.map((name) => inProject(name)),
    [await versionOfRust()],
  );
}

/** Makes the two parts of the module. */
async function finish(sources) {
  await split(linkerMap());
  writeFileSync(glue, tidyGlue(readFileSync(glue, 'utf8')));
  shorten();
  // The package has types of its own for its entries; these are of what js/ calls.
  for (const name of ['wix_contacts.d.ts', 'wix_contacts_bg.wasm.d.ts'])
    rmSync(join(pkg, name), { force: true });
  writeFileSync(built, sources);
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
