// npm run release: checks all that a release must hold, and makes the tarballs. It publishes nothing, and says what is next.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Failure, main, run } from './lib/process.js';
import { filesIn, inProject, root } from './lib/project.js';
import { releaseDate, versions } from './lib/version.js';

/** The folders of the packages, and what is built in each. */
const PACKAGES = ['.', 'emulator/npm'];
const BUILT = PACKAGES.flatMap((folder) => [join(folder, 'pkg'), join(folder, 'dist')]);

await main(async () => {
  const version = agreedVersion();
  await step('everything is committed, and the version is new', () => ensureNew(version));
  await step('every test passes', () => node('scripts/test.js', root));
  await step('the same sources give the same bytes in another folder', ensureReproducible);
  const tarballs = await step('the tarballs are made', () => Promise.all(PACKAGES.map(pack)));
  console.log(`
${tarballs.join(' and ')} are ready. Nothing has been published. What is next:

${tarballs.map((tarball) => `  npm publish ${tarball}`).join('\n')}
  git tag v${version} && git push origin v${version}
`);
});

function agreedVersion() {
  const found = versions();
  const [version] = Object.values(found);
  const others = Object.entries(found).filter(([, each]) => each !== version);
  if (others.length > 0) {
    const list = others.map(([file, each]) => `${file} has ${each ?? 'none'}`).join(', ');
    throw new Failure(`The version is ${version} in package.json, but ${list}. Make them the same.`);
  }
  return version;
}

async function ensureNew(version) {
  if (await git('status', '--porcelain')) throw new Failure('There are changes that are not committed.');
  if (await git('tag', '--list', `v${version}`))
    throw new Failure(`There is a tag v${version} already. Choose the next version.`);
  if (!releaseDate(version))
    throw new Failure(`CHANGELOG.md gives no date for ${version}: write "## ${version} – YYYY-MM-DD".`);
}

/** Builds the packages in a clone, and compares what came of it. */
async function ensureReproducible() {
  const clone = mkdtempSync(join(tmpdir(), 'wix-contacts-'));
  try {
    await node('scripts/build.js', root);
    await git('clone', '--quiet', root, clone);
    await node('scripts/build.js', clone, { CARGO_TARGET_DIR: join(clone, 'target') });
    const differing = BUILT.flatMap((folder) => filesIn(inProject(folder)))
      .map((path) => relative(root, path))
      .filter((path) => !readFileSync(inProject(path)).equals(readFileSync(join(clone, path))));
    if (differing.length > 0)
      throw new Failure(`Built in another folder, these differ: ${differing.join(', ')}.`);
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
}

async function pack(folder) {
  const args = ['pack', '--json', '--pack-destination', root];
  const { ok, stdout } = await run('npm', args, { cwd: inProject(folder), quiet: true });
  if (!ok) throw new Failure(`"npm pack" failed in ${folder}. Run it by itself to see why.`);
  return JSON.parse(stdout)[0].filename;
}

async function step(claim, check) {
  console.log(`── ${claim} …`);
  return check();
}

async function node(script, cwd, env) {
  const { ok } = await run(process.execPath, [script], { cwd, env });
  if (!ok) throw new Failure(`"node ${script}" failed; the reason is above.`);
}

async function git(...args) {
  const { ok, stdout, output } = await run('git', args, { cwd: root, quiet: true });
  if (!ok) throw new Failure(`"git ${args[0]}" failed: ${output.trim()}`);
  return stdout.trim();
}
