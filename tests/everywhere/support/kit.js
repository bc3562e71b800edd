// What the environments are tried with: projects that have the package from its tarball, the tools of package.json, a page in
// Chromium, and the local server.

import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { freePort } from '../../../scripts/lib/port.js';
import { launch, run, stop } from '../../../scripts/lib/process.js';
import { inProject } from '../../../scripts/lib/project.js';
import { startPages } from '../../packaging/support/pages.js';
import { createProject, pack } from '../../packaging/support/project.js';
import { serve } from '../../packaging/support/site.js';

const here = inProject('tests', 'everywhere');
/** Where they find the tools, as a project finds those that it installed. */
const workshop = join(here, '.projects', String(process.pid));
process.once('exit', () => rmSync(workshop, { recursive: true, force: true, maxRetries: 5 }));

/** What the app of projects/app/ shows, for each API that it asks. */
const CONTACTS = { byEntry: [3, 2, 1], total: 7 };

/** The app as it is, and with the server's package: with what layer of projects/, which packages, and how many files of wasm more. */
const APP = { packages: ['wix-contacts'], wasm: 0, shown: [CONTACTS] };
const APP_WITH_EMULATOR = {
  layer: 'emulator',
  packages: ['wix-contacts', 'wix-contacts-emulator'],
  wasm: 1,
  shown: [CONTACTS, CONTACTS],
};

/** For so long a program may run, or a server may not answer. */
const MINUTES = 5;

/** What a program of a package is started with: most need a newer Node than the project does. */
export const node = (version = 24) => {
  const path = join(here, 'node_modules', `node${version}`, 'bin', 'node');
  return existsSync(path) ? path : process.execPath;
};

/** The file of a package's program. */
export function bin(name, program = name) {
  const folder = join(here, 'node_modules', name);
  const { bin: programs } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof programs === 'string' ? programs : programs[program]);
}

/** The kits for apps that have wix-contacts `alone`, and for those that ask a site of wix-contacts-emulator, too. */
export async function startKits() {
  const pages = await startPages();
  const tarballs = [await pack(), await pack(inProject('emulator', 'npm'))];
  const installed = await createProject('node', ...tarballs);
  return {
    alone: kitFor(APP, { pages, installed }),
    withEmulator: kitFor(APP_WITH_EMULATOR, { pages, installed }),
    stop: () => pages.stop(),
  };
}

function kitFor({ layer, packages, wasm: more, shown: expected }, { pages, installed }) {
  const env = {
    API: pages.api,
    SHOWN: JSON.stringify(expected),
    CI: '1',
    ASTRO_TELEMETRY_DISABLED: '1',
    DENO_NO_UPDATE_CHECK: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    NG_CLI_ANALYTICS: 'false',
    NODE_ENV: undefined,
    WRANGLER_SEND_METRICS: 'false',
  };

  const kit = {
    api: pages.api,

    /** A project with the app, with what folders of projects/ have, and with the packages. @returns its folder */
    create(...names) {
      mkdirSync(workshop, { recursive: true });
      const folder = mkdtempSync(join(workshop, 'project-'));
      for (const name of ['app', ...names, ...(layer ? [layer] : [])])
        cpSync(join(here, 'projects', name), folder, { recursive: true });
      const manifest = { name: 'app', version: '1.0.0', private: true, type: 'module' };
      writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
      for (const name of packages)
        cpSync(join(installed, 'node_modules', name), join(folder, 'node_modules', name), {
          recursive: true,
        });
      return folder;
    },

    /** Runs a program to its end in a project, and gives what it wrote. */
    async run(cwd, program, args, { env: more } = {}) {
      const { ok, stdout, output } = await run(program, args, {
        cwd,
        env: { ...env, ...more },
        quiet: true,
        minutes: MINUTES,
      });
      assert(ok, `${program} ${args.join(' ')} failed:\n${output}`);
      return stdout;
    },

    /** Runs a program of a package. */
    tool: (cwd, [name, program], args, options) =>
      kit.run(cwd, node(), [bin(name, program), ...args], options),

    /** Starts a server on a free port, which `args` is told, until the test ends. @returns its address */
    async serveBy(t, cwd, program, args, { env: more } = {}) {
      const port = await freePort();
      // Angular minds PORT before its own flag, and whoever runs the tests may have set one.
      const server = launch(program, args(port), { cwd, env: { ...env, PORT: `${port}`, ...more?.(port) } });
      t.after(() => stop(server));
      return answering(server, `http://127.0.0.1:${port}/`);
    },

    /** Shows a page at an address: the app's contacts come, by so many files of wasm, each once. */
    async shows(t, address, { files, prepare }) {
      const { page, shown, wasm } = await pages.open(t, address, prepare);
      assert.deepEqual(shown, expected);
      const all = files + more;
      assert.deepEqual([wasm.length, new Set(wasm).size], [all, all], wasm.join(' '));
      return page;
    },

    /** The same for a folder with a page, or with a script that a page is made for. */
    async showsBuilt(t, folder, { files, script }) {
      if (script) {
        const page = readFileSync(join(here, 'projects', 'app', 'index.html'), 'utf8');
        writeFileSync(join(folder, 'index.html'), page.replace('./page.js', script));
      }
      return kit.shows(t, await serve(t, folder), { files });
    },

    /** What a program wrote: the app's contacts. */
    wrote: (output) => assert.deepEqual(JSON.parse(output.trim().split('\n').at(-1)), expected),
  };
  return kit;
}

/** The address, once the server says that it is ready. */
function answering(server, address) {
  let output = '';
  return new Promise((resolve, reject) => {
    const fail = (problem) => reject(new Error(`The server ${problem}.\n${output}`));
    setTimeout(() => fail(`did not say that it is at ${address}`), MINUTES * 60_000).unref();
    for (const stream of [server.stdout, server.stderr]) {
      createInterface(stream).on('line', (line) => {
        output += `${line}\n`;
        const { port } = new URL(address);
        if (stripVTControlCharacters(line).match(new RegExp(`http://\\S+:${port}\\b`))) resolve(address);
      });
    }
    server.ended.then((code) => fail(`ended with ${code}`));
  });
}
