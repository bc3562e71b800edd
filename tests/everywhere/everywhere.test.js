// The package in everything that npm's packages run in, each with the smallest project that its own template would make.

import { after, before, describe, test } from 'node:test';
import { environments } from './environments/index.js';
import { startKit } from './support/kit.js';

let kit;
before(async () => {
  kit = await startKit();
});
after(() => kit?.stop());

describe('everywhere', { concurrency: 2 }, () => {
  for (const [name, { checks }] of Object.entries(environments)) {
    for (const [what, check] of Object.entries(checks)) test(`${name} ${what}`, (t) => check(t, kit));
  }
});
