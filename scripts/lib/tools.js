// What the project's commands need, each with how to tell that it is there and how to get it.

import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { AGAIN, cache, OFFLINE, quietly } from './installer.js';
import { Failure, make, run } from './process.js';
import { fingerprint, inProject, root, target, textOf } from './project.js';

// Made of crates/bindgen, which shares its crates with the rest and has its version from Cargo.lock.
const ownTools = join(target, 'tools');

prependToPath(inProject('node_modules', '.bin'));
prependToPath(ownTools);

export const rust = {
  name: 'Rust',
  async isReady() {
    const version = await versionOf('rustc');
    if (!version || !(await versionOf('cargo'))) {
      throw new Failure(
        `Rust was not found. Install it from https://rustup.rs, open a new terminal, ${AGAIN}.`,
      );
    }
    const [, oldest] = textOf(inProject('Cargo.toml')).match(/^rust-version = "(.+)"/m);
    if (!atLeast(version, oldest)) {
      throw new Failure(
        `Rust ${oldest} or newer is needed, and this is ${version}. Run "rustup update", ${AGAIN}.`,
      );
    }
    return true;
  },
};

export const wasmTarget = {
  name: 'the Rust target wasm32-unknown-unknown',
  async isReady() {
    const sysroot = (await run('rustc', ['--print', 'sysroot'], { quiet: true })).stdout.trim();
    return existsSync(join(sysroot, 'lib', 'rustlib', 'wasm32-unknown-unknown', 'lib'));
  },
  install: () => rustup('target', 'add', 'wasm32-unknown-unknown'),
};

export const rustLints = {
  name: 'rustfmt and clippy',
  isReady: async () => Boolean((await versionOf('rustfmt')) && (await versionOf('cargo-clippy'))),
  install: () => rustup('component', 'add', 'rustfmt', 'clippy'),
};

/** The sources of the crates that Cargo.lock names, so that building needs no network. */
export const crates = {
  name: 'the crates of Cargo.lock',
  verb: 'fetching',
  isReady: async () => (await run('cargo', ['fetch', '--offline'], { cwd: root, quiet: true })).ok,
  install: () => quietly('cargo', ['fetch'], OFFLINE, { cwd: root }),
};

export const npmPackages = npmInstall('the npm packages of package-lock.json', '.');
export const officialClient = npmInstall(
  'the official Wix client, to test with',
  'emulator/tests/official-client',
);
export const exampleApp = npmInstall(
  'the npm packages of the example',
  'examples/dashboard-app',
  'about 2 minutes',
);
export const environments = npmInstall(
  'the bundlers, frameworks and runtimes that the package is tried in',
  'tests/everywhere',
  'about 2 minutes',
);
export const emulatorRunners = npmInstall(
  "what the emulator's package is tried with",
  'emulator/tests/package',
  'about a minute',
);
export const benchPackages = npmInstall('what the benchmark compares with', 'bench');

export const wasmPack = cargoTool('wasm-pack', '0.15.1', {
  time: 'about a minute',
  accepts: (version) => atLeast(version, '0.15'),
});

export const wasmBindgen = ownTool('wasm-bindgen', { binary: 'bindgen' });

/** For the tests in browsers, which wasm-pack runs with it. */
export const testRunner = ownTool('wasm-bindgen-test-runner', {
  flags: ['--features', 'bindgen/test-runner'],
  time: 'about a minute',
});

export const geckodriver = cargoTool('geckodriver', '0.37.1', {
  time: 'about a minute',
  accepts: (version) => atLeast(version, '0.36'),
});

export const chromium = systemTool('Chromium', {
  variable: 'CHROME',
  binaries: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  elsewhere: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
  debian: 'chromium',
});

export const chromedriver = systemTool('chromedriver', {
  variable: 'CHROMEDRIVER',
  binaries: ['chromedriver'],
  debian: 'chromium-driver',
});

export const firefox = systemTool('Firefox', {
  binaries: ['firefox', 'firefox-esr'],
  elsewhere: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  debian: 'firefox-esr',
});

/** Compiles the C of SQLite to wasm, which Apple's own does not know. */
export const clang = systemTool('clang', {
  variable: 'CLANG',
  binaries: [
    'clang-19',
    'clang-20',
    'clang-21',
    'clang-18',
    ...(process.platform === 'darwin' ? [] : ['clang']),
  ],
  elsewhere: ['/opt/homebrew/opt/llvm/bin/clang', '/usr/local/opt/llvm/bin/clang'],
  debian: 'clang-19',
});

/** The packages of the lockfile in a folder. */
function npmInstall(name, folder, time) {
  const lockfile = inProject(folder, 'package-lock.json');
  const installed = inProject(folder, 'node_modules', '.lockfile-hash');
  return {
    name,
    time,
    lane: 'npm',
    isReady: () => textOf(installed) === fingerprint([lockfile]),
    async install() {
      const args = ['ci', '--include=dev', '--prefer-offline', '--no-audit', '--no-fund'];
      await quietly('npm', args, OFFLINE, { cwd: inProject(folder) });
      writeFileSync(installed, fingerprint([lockfile]));
    },
  };
}

/** A program of crates/bindgen, by the name that wasm-pack looks for. */
function ownTool(name, { binary = name, flags = [], time }) {
  const sources = ['Cargo.lock', 'crates/bindgen'].map((source) => inProject(source));
  const built = join(ownTools, `.${name}-hash`);
  return {
    name,
    verb: 'compiling',
    time,
    after: [crates],
    isReady: () => textOf(built) === fingerprint(sources),
    async install() {
      const args = ['build', '--quiet', '--workspace', '--bin', binary, ...flags];
      await make(`${name} could not be compiled`, 'cargo', args, { cwd: root });
      mkdirSync(ownTools, { recursive: true });
      copyFileSync(join(target, 'debug', binary), join(ownTools, name));
      writeFileSync(built, fingerprint(sources));
    },
  };
}

/** A tool from crates.io: the user's own where its version will do, else one built into the cache. */
function cargoTool(crate, version, { binaries = [crate], time, accepts }) {
  const folder = join(cache, `${crate}-${version}`);
  if (existsSync(folder)) prependToPath(join(folder, 'bin'));
  return {
    name: `${crate} ${version}`,
    verb: 'compiling',
    time,
    lane: 'cargo install',
    async isReady() {
      const versions = await Promise.all(binaries.map(versionOf));
      return versions.every((found) => found && accepts(found));
    },
    async install() {
      // What is compiled outlasts an interruption.
      const [unfinished, compiled] = [`${folder}.unfinished`, `${folder}.target`];
      const args = ['install', crate, '--version', version, '--root', unfinished, '--target-dir', compiled];
      // A lock of the crate's own may name a version that was withdrawn since.
      const locked = await run('cargo', [...args, '--locked'], { quiet: true, env: FAST_BUILD });
      if (!locked.ok) await quietly('cargo', args, OFFLINE, { env: FAST_BUILD });
      rmSync(compiled, { recursive: true });
      rmSync(folder, { recursive: true, force: true });
      renameSync(unfinished, folder);
      prependToPath(join(folder, 'bin'));
    },
  };
}

// The tools run for seconds and are built once: what counts is the time to build them.
const FAST_BUILD = {
  CARGO_PROFILE_RELEASE_CODEGEN_UNITS: '16',
  CARGO_PROFILE_RELEASE_LTO: 'off',
  CARGO_PROFILE_RELEASE_OPT_LEVEL: '0',
};

/** A tool that comes with the system, or that an environment variable gives the path of. */
function systemTool(name, { variable, binaries, elsewhere = [], debian }) {
  const path = () => [process.env[variable], ...binaries.map(onPath), ...elsewhere].find(isProgram);
  return {
    name,
    time: 'about a minute',
    lane: 'apt-get',
    path,
    isReady: () => path() !== undefined,
    async install() {
      if (process.getuid?.() !== 0 || !onPath('apt-get')) {
        const or = variable ? ` or set ${variable} to its path` : '';
        throw new Failure(
          `${name} was not found. Install it (on Debian: sudo apt-get install ${debian})${or}, ${AGAIN}.`,
        );
      }
      const env = { DEBIAN_FRONTEND: 'noninteractive' };
      await run('apt-get', ['update'], { quiet: true, env });
      // After an interruption dpkg goes on for a moment, with its lock.
      const wait = ['--option', 'DPkg::Lock::Timeout=120'];
      const args = [...wait, 'install', debian, '--yes', '--no-install-recommends'];
      const installed = await run('apt-get', args, { quiet: true, env });
      if (installed.ok) return;
      // And leaves half of what it did, until it is told to mend that.
      await run('dpkg', ['--configure', '--pending'], { quiet: true, env });
      await quietly('apt-get', args, OFFLINE, { env });
    },
  };
}

function rustup(...args) {
  if (!onPath('rustup')) {
    throw new Failure(
      `"rustup ${args.join(' ')}" is needed, and rustup was not found. Install it from https://rustup.rs, ${AGAIN}.`,
    );
  }
  return quietly('rustup', args, OFFLINE);
}

async function versionOf(program) {
  const { ok, stdout } = await run(program, ['--version'], { quiet: true });
  return ok ? stdout.match(/\d+\.\d+(\.\d+)?/)?.[0] : undefined;
}

function atLeast(version, oldest) {
  return version.localeCompare(oldest, 'en', { numeric: true }) >= 0;
}

function onPath(program) {
  return process.env.PATH.split(delimiter)
    .map((folder) => join(folder, program))
    .find(isProgram);
}

function isProgram(path) {
  try {
    accessSync(path ?? '', constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function prependToPath(folder) {
  process.env.PATH = folder + delimiter + process.env.PATH;
}
