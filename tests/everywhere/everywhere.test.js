// The packages in everything that npm's packages run in, each with the smallest project that its own template would make.

import { after, before, describe, test } from 'node:test';
import { environments } from './environments/index.js';
import { startKits } from './support/kit.js';

let kits;
before(async () => {
  kits = await startKits();
});
after(() => kits?.stop());

describe('everywhere', { concurrency: 2 }, () => {
  for (const [name, { checks = {}, withEmulator = {} }] of Object.entries(environments)) {
    for (const [what, check] of Object.entries(checks)) test(`${name} ${what}`, (t) => check(t, kits.alone));
    for (const [what, check] of Object.entries(withEmulator))
      test(`${name} ${what}`, (t) => check(t, kits.withEmulator));
  }
});
