// What is built for the test suites, each once a run: what it is, after which others, how, and about how long it takes when
// nothing is there yet.

import { buildEmulator, WITH_TESTS } from './emulator.js';
import { buildEmulatorPackage } from './emulator-package.js';
import { buildPackage, installIntoExample } from './package.js';
import { buildStaticSite } from './static-site.js';

/** With the native tests where these are run, too: they have features of its crates that it alone does without. */
export const emulator = {
  about: 'the local server',
  after: [],
  seconds: 100,
  run: (suites) => buildEmulator('dev', suites.some((name) => NATIVE.includes(name)) ? WITH_TESTS : []),
};

/** The suites that run native tests. */
const NATIVE = ['rules', 'emulator', 'wasm'];

export const contactsPackage = { about: 'the package', after: [], seconds: 60, run: buildPackage };

export const emulatorPackage = {
  about: "the server's package",
  after: [],
  seconds: 120,
  run: buildEmulatorPackage,
};

export const staticSite = {
  about: 'the dashboard as a static site',
  after: [contactsPackage, emulatorPackage],
  seconds: 5,
  run: buildStaticSite,
};

export const example = {
  about: 'the example with the package',
  after: [contactsPackage],
  seconds: 5,
  run: installIntoExample,
};
