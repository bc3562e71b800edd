// The test suites: what each is about, what it needs, what is built for it, what it runs, about how long that takes, what to do
// if it fails, and which sources --watch looks at.

import * as builds from './builds.js';
import { command as emulatorCommand } from './emulator-package.js';
import { cargoTest, clippy, lint, lintWith, nodeTest, wasmPackTest } from './runners.js';
import * as tools from './tools.js';
import { cCompiler } from './wasm/sqlite.js';

const { emulator, contactsPackage, emulatorPackage, staticSite, example } = builds;
const { rust, rustLints, wasmTarget, crates, npmPackages, wasmPack, wasmBindgen, testRunner } = tools;
const { chromium, chromedriver, firefox, geckodriver, clang } = tools;
const { officialClient, emulatorRunners, environments, exampleApp, benchPackages } = tools;

const forWasm = [rust, crates, wasmTarget, wasmPack, wasmBindgen];
const forPackage = [...forWasm, npmPackages];
const refuseWarnings = ['--', '--deny', 'warnings'];

/** In the order in which they are summed up: first what explains failures of the others. */
export const suites = {
  format: {
    about: 'formatting; the linter for JavaScript, JSON and CSS',
    advice: 'Run "npm run format", which mends most of it.',
    needs: [rust, rustLints, npmPackages],
    seconds: 5,
    checks: [
      lint('cargo', 'fmt', '--all', '--', '--check', '--files-with-diff'),
      lint('biome', 'check', '--error-on-warnings'),
    ],
  },
  clippy: {
    about: 'the linter for Rust, natively and for wasm',
    needs: [rust, rustLints, crates, wasmTarget],
    after: [emulator],
    seconds: 150,
    checks: [
      clippy('--workspace', '--all-targets'),
      clippy(
        ...['--package', 'wix-contacts', '--package', 'wix-contacts-deferred'],
        ...['--target', 'wasm32-unknown-unknown', '--all-targets'],
      ),
    ],
  },
  types: {
    about: 'the TypeScript types of the package',
    needs: [npmPackages],
    seconds: 3,
    checks: [lint('tsc', '--project', 'tsconfig.json')],
  },
  rules: {
    about: "the package's rules, natively",
    needs: [rust, crates],
    sources: ['crates'],
    after: [emulator],
    seconds: 60,
    checks: [cargoTest(['contacts-scanner', 'contacts-reader', 'contacts-rules'])],
  },
  emulator: {
    about: 'the local Contacts v4 server',
    needs: [rust, crates],
    builds: [emulator],
    seconds: 200,
    checks: [cargoTest(['contacts-emulator'])],
  },
  client: {
    about: 'the official Wix client against that server',
    needs: [rust, crates, officialClient],
    builds: [emulator],
    seconds: 5,
    checks: [nodeTest('emulator/tests/official-client')],
  },
  wasm: {
    about:
      "the server as the npm package wix-contacts-emulator: its own tests, the server's, and the official client's",
    needs: [...forPackage, rustLints, clang, chromium, firefox, officialClient, emulatorRunners],
    sources: ['emulator', 'scripts/lib/wasm'],
    builds: [emulator, contactsPackage, emulatorPackage],
    seconds: 600,
    checks: [
      lintWith(
        cCompiler,
        ...['cargo', 'clippy', '--package', 'contacts-emulator-wasm'],
        // The profile of the package, so that SQLite is not compiled once more.
        ...['--profile', 'emulator-wasm', '--target', 'wasm32-unknown-unknown', ...refuseWarnings],
      ),
      nodeTest('emulator/tests/package'),
      cargoTest(['contacts-emulator'], { CONTACTS_EMULATOR: emulatorCommand }),
    ],
  },
  local: {
    about: "the server's page for people, in Chromium",
    needs: [rust, crates, npmPackages, chromium],
    builds: [emulator],
    seconds: 10,
    checks: [nodeTest('emulator/tests/page')],
  },
  chromium: {
    about: 'the package in Chromium, called from Rust',
    needs: [...forPackage, testRunner, chromium, chromedriver],
    builds: [emulator, contactsPackage],
    seconds: 60,
    checks: [wasmPackTest('chrome')],
  },
  firefox: {
    about: 'the package in Firefox, called from Rust',
    needs: [...forPackage, testRunner, firefox, geckodriver],
    builds: [emulator, contactsPackage],
    // Both tell their tests of a server in one file.
    after: ['chromium'],
    seconds: 10,
    checks: [wasmPackTest('firefox')],
  },
  node: {
    about: 'the package in Node',
    needs: forPackage,
    sources: ['crates', 'src', 'js', 'emulator/src', 'tests/node'],
    builds: [emulator, contactsPackage],
    seconds: 60,
    checks: [nodeTest('tests/node')],
  },
  page: {
    about: 'the dashboard in Chromium and Firefox, from end to end',
    needs: [...forPackage, clang, chromium, firefox],
    builds: [emulator, contactsPackage, emulatorPackage, staticSite],
    seconds: 500,
    checks: [nodeTest('tests/e2e')],
  },
  package: {
    about: 'what npm pack makes, installed as an app would',
    needs: [...forPackage, chromium, firefox],
    builds: [emulator, contactsPackage],
    seconds: 110,
    checks: [nodeTest('tests/packaging')],
  },
  everywhere: {
    about: 'both packages in every bundler, framework and runtime that their docs name',
    needs: [...forPackage, clang, chromium, environments],
    builds: [emulator, contactsPackage, emulatorPackage],
    seconds: 300,
    checks: [nodeTest('tests/everywhere')],
  },
  example: {
    about: 'the example of a dashboard app, built and clicked through',
    needs: [...forPackage, exampleApp, chromium],
    builds: [emulator, contactsPackage, example],
    seconds: 20,
    checks: [nodeTest('tests/dashboard-app')],
  },
  bench: {
    about: 'that npm run bench runs',
    needs: [...forPackage, chromium, clang, benchPackages],
    builds: [emulator, contactsPackage, emulatorPackage],
    seconds: 130,
    checks: [nodeTest('bench')],
  },
};
