// The test suites: what each is about, what it needs, what it runs, what to do if it fails, and which sources --watch looks at.

import { buildEmulatorPackage, command as emulatorCommand } from './emulator-package.js';
import { buildPackage, installIntoExample } from './package.js';
import { cargoTest, lint, lintWith, nodeTest, wasmPackTest } from './runners.js';
import { buildStaticSite } from './static-site.js';
import * as tools from './tools.js';
import { cCompiler } from './wasm/sqlite.js';

const { rust, rustLints, wasmTarget, crates, npmPackages, wasmPack, wasmBindgen } = tools;
const { chromium, chromedriver, firefox, geckodriver, clang } = tools;
const { officialClient, emulatorRunners, environments, exampleApp, benchPackages } = tools;

const forWasm = [rust, crates, wasmTarget, wasmPack, wasmBindgen];
const forPackage = [...forWasm, npmPackages];
const refuseWarnings = ['--', '--deny', 'warnings'];

/** In the order in which they run: first what is quick, and what explains failures of the others. */
export const suites = {
  format: {
    about: 'formatting; the linter for JavaScript, JSON and CSS',
    advice: 'Run "npm run format", which mends most of it.',
    needs: [rust, rustLints, npmPackages],
    checks: [
      lint('cargo', 'fmt', '--all', '--', '--check', '--files-with-diff'),
      lint('biome', 'check', '--error-on-warnings'),
    ],
  },
  clippy: {
    about: 'the linter for Rust, natively and for wasm',
    needs: [rust, rustLints, crates, wasmTarget],
    checks: [
      lint('cargo', 'clippy', '--workspace', '--all-targets', ...refuseWarnings),
      lint('cargo', 'clippy', '--target', 'wasm32-unknown-unknown', '--all-targets', ...refuseWarnings),
    ],
  },
  types: {
    about: 'the TypeScript types of the package',
    needs: [npmPackages],
    checks: [lint('tsc', '--project', 'tsconfig.json')],
  },
  rules: {
    about: "the package's rules, natively",
    needs: [rust, crates],
    sources: ['crates'],
    checks: [cargoTest('contacts-core')],
  },
  emulator: {
    about: 'the local Contacts v4 server',
    needs: [rust, crates],
    checks: [cargoTest('contacts-emulator')],
  },
  client: {
    about: 'the official Wix client against that server',
    needs: [rust, crates, officialClient],
    checks: [nodeTest('emulator/tests/official-client')],
  },
  wasm: {
    about:
      "the server as the npm package wix-contacts-emulator: its own tests, the server's, and the official client's",
    needs: [
      ...[...forPackage, rustLints, clang, chromium, firefox],
      ...[officialClient, emulatorRunners, environments],
    ],
    sources: ['emulator', 'scripts/lib/wasm'],
    checks: [
      lintWith(
        cCompiler,
        ...['cargo', 'clippy', '--package', 'contacts-emulator-wasm'],
        ...['--target', 'wasm32-unknown-unknown', ...refuseWarnings],
      ),
      nodeTest('emulator/tests/package', buildPackage, buildEmulatorPackage),
      cargoTest('contacts-emulator', { CONTACTS_EMULATOR: emulatorCommand }),
    ],
  },
  local: {
    about: "the server's page for people, in Chromium",
    needs: [rust, crates, npmPackages, chromium],
    checks: [nodeTest('emulator/tests/page')],
  },
  chromium: {
    about: 'the Rust code in Chromium',
    needs: [...forWasm, chromium, chromedriver],
    checks: [wasmPackTest('chrome')],
  },
  firefox: {
    about: 'the Rust code in Firefox',
    needs: [...forWasm, firefox, geckodriver],
    checks: [wasmPackTest('firefox')],
  },
  node: {
    about: 'the package in Node',
    needs: forPackage,
    sources: ['crates', 'src', 'js', 'emulator/src', 'tests/node'],
    checks: [nodeTest('tests/node', buildPackage)],
  },
  page: {
    about: 'the dashboard in Chromium and Firefox, from end to end',
    needs: [...forPackage, clang, chromium, firefox],
    checks: [nodeTest('tests/e2e', buildPackage, buildEmulatorPackage, buildStaticSite)],
  },
  package: {
    about: 'what npm pack makes, installed as an app would',
    needs: [...forPackage, chromium, firefox],
    checks: [nodeTest('tests/packaging', buildPackage)],
  },
  everywhere: {
    about: 'the package in every bundler, framework and runtime that the docs name',
    needs: [...forPackage, chromium, environments],
    checks: [nodeTest('tests/everywhere', buildPackage)],
  },
  example: {
    about: 'the example of a dashboard app, built and clicked through',
    needs: [...forPackage, exampleApp, chromium],
    checks: [nodeTest('tests/dashboard-app', buildPackage, installIntoExample)],
  },
  bench: {
    about: 'that npm run bench runs',
    needs: [...forPackage, chromium, clang, benchPackages],
    checks: [nodeTest('bench', buildPackage, buildEmulatorPackage)],
  },
};
