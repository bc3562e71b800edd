// The package in the bundlers, frameworks and runtimes that wix-contacts is tried in, with the same projects: a site in the
// app takes the place of the local server.

import { after, before, describe, test } from 'node:test';
import { inProject } from '../../../scripts/lib/project.js';
import { environments } from '../../../tests/everywhere/environments/index.js';
import { startKit } from '../../../tests/everywhere/support/kit.js';

/** What is known to copy files. */
const NAMES = [
  ...['Vite 5', 'Vite 6', 'Vite 7', 'Vite 8', 'Web Workers'],
  ...['webpack 5', 'Rspack', 'Parcel', 'Next, Turbopack', 'Next, webpack'],
  ...['Jest', 'Vitest'],
];
/** What runs a program. */
const RUNTIMES = ['Node 22', 'Node 24', 'Bun', 'Deno'];
/** Where no files are copied, an app says where the wasm is; and there is one entry. */
const NOT_FOR_IT = /copy no files|more of its entries/;

let kit;
before(async () => {
  kit = await startKit({ folder: inProject('emulator', 'npm'), app: 'emulator', files: 1 });
});
after(() => kit?.stop());

describe('everywhere', { concurrency: 2 }, () => {
  for (const name of NAMES) {
    for (const [what, check] of Object.entries(environments[name].checks)) {
      if (NOT_FOR_IT.test(what)) continue;
      test(`${name} ${what}`, (t) => check(t, kit));
    }
  }
  for (const name of RUNTIMES) {
    test(`${name} gives contacts`, (t) => environments[name].checks['gives contacts'](t, kit));
  }
});
