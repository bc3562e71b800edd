// The builds for browsers do what the modules do that they are made of.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eager } from '../../scripts/lib/eager.js';

test('a function is in parentheses, a method is not', () => {
  assert.equal(eager('const f = (a) => a;'), 'const f = ((a) => a);');
  assert.equal(eager('call(async function () {});'), 'call((async function () {}));');
  assert.equal(eager('function f() {}').trim(), 'const f = (function () {});');
  for (const method of ['({ m() {} });', '({ get g() {} });', 'class C { static m() {} }']) {
    assert.equal(eager(method), method);
  }
});

test('a module gives the same, also where it calls what it declares below', async () => {
  const module = `
    class Counter {
      #count = 4;
      add = () => (this.#count += 1);
      next() { return this.add(); }
    }
    export const numbers = [first(1), ...second(2), new Counter().next()];
    export const names = [first.name, second.name, third.name];
    export const sixth = await third();

    function first(number, give = () => number) {
      return inner();
      function inner() { return give(); }
    }
    function* second(number) { yield number; yield* [first(3)]; }
    async function third() { return [...second(6)][0]; }
  `;
  const [before, after] = await Promise.all([module, eager(module)].map(load));
  assert.deepEqual({ ...after }, { ...before });
  assert.deepEqual(after.numbers, [1, 2, 3, 5]);
});

const load = (code) => import(`data:text/javascript,${encodeURIComponent(code)}`);
