// The splitting of a module: a small one, written by hand as Binaryen would write it.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { splitModule, TABLE_BASE } from '../../scripts/lib/wasm/split.js';
import { succeed, tool } from './support/project.js';

const [TWICE, THRICE, FOURFOLD] = [0, 1, 2].map((index) => TABLE_BASE + index);
/** A pair, as the compiler stores two addresses at once. */
const PAIR = (BigInt(FOURFOLD) << 32n) | BigInt(THRICE);

/** `now` calls `twice` by its address; `later` calls what stands in data, in a constant, and in half of a larger one. */
const WHOLE = `(module
 (type $0 (func (param i32) (result i32)))
 (import "host" "log" (func $log (param i32)))
 (global $depth (mut i32) (i32.const 0))
 (memory $memory 1)
 (data $data (i32.const 1024) "core\\${bytes(THRICE)}rest")
 (table $table ${TABLE_BASE + 3} ${TABLE_BASE + 3} funcref)
 (elem $elem (i32.const ${TABLE_BASE}) func $twice $thrice $fourfold)
 (export "memory" (memory $memory))
 (export "now" (func $now))
 (export "later" (func $later))
 (func $now (param $0 i32) (result i32)
  (call_indirect (type $0)
   (i32.add
    (local.get $0)
    (i32.load
     (i32.const 1024)
    )
   )
   (i32.const ${TWICE})
  )
 )
 (func $later (param $0 i32) (result i32)
  (call $log
   (i32.load
    (i32.const 1032)
   )
  )
  (global.set $depth
   (i32.const 7)
  )
  (i32.add
   (global.get $depth)
   (call_indirect (type $0)
    (call_indirect (type $0)
     (call $twice
      (local.get $0)
     )
     (i32.load
      (i32.const 1028)
     )
    )
    (i32.wrap_i64
     (i64.shr_u
      (i64.const ${PAIR})
      (i64.const 32)
     )
    )
   )
  )
 )
 (func $twice (param $0 i32) (result i32)
  (i32.mul
   (local.get $0)
   (i32.const 2)
  )
 )
 (func $thrice (param $0 i32) (result i32)
  (i32.mul
   (local.get $0)
   (i32.const 3)
  )
 )
 (func $fourfold (param $0 i32) (result i32)
  (i32.mul
   (local.get $0)
   (i32.const 4)
  )
 )
 ;; features section: mutable-globals, bulk-memory
)
`;

/** Address, place in the file, size, and whose. */
const MAP = `
    Addr      Off     Size Out     In      Symbol
     400      100        c .data
     400      100        4         a.o:(.rodata.core)
     400      100        4                 core
     404      104        4         a.o:(.data.vtable)
     408      108        4         a.o:(.rodata.rest)
`;

const assembled = async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'split-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const modules = {};
  for (const [part, text] of Object.entries(splitModule(WHOLE, MAP, ['later']))) {
    const [wat, wasm] = ['wat', 'wasm'].map((type) => join(folder, `${part}.${type}`));
    writeFileSync(wat, text);
    await succeed(tool('wasm-opt'), [
      '--enable-mutable-globals',
      '--enable-bulk-memory',
      wat,
      '--output',
      wasm,
    ]);
    modules[part] = new WebAssembly.Module(readFileSync(wasm));
  }
  return modules;
};

test('what is deferred works once the rest is there, and all else before', async (t) => {
  const { core, rest } = await assembled(t);
  const logged = [];
  const { exports } = new WebAssembly.Instance(core, { host: { log: (word) => logged.push(word) } });
  const coreWord = Buffer.from('core').readInt32LE();
  assert.equal(exports.now(1), ((1 + coreWord) * 2) | 0);
  assert.throws(() => exports.later(1), WebAssembly.RuntimeError);
  new WebAssembly.Instance(rest, { '': exports });
  assert.equal(exports.later(1), 7 + 1 * 2 * 3 * 4);
  assert.deepEqual(logged, [Buffer.from('rest').readInt32LE()]);
  assert.equal(exports.now(1), ((1 + coreWord) * 2) | 0);
});

test('code and data that the deferred exports alone lead to are in the rest alone', async () => {
  const { core, rest } = splitModule(WHOLE, MAP, ['later']);
  const functions = (text) => text.match(/(?<=^ \(func \$)\w+/gm);
  assert.deepEqual(functions(core), ['now', 'twice', 'later']);
  assert.deepEqual(functions(rest), ['later', 'thrice', 'fourfold']);
  const holds = (text, word) => text.includes(bytes(Buffer.from(word).readUInt32LE()));
  assert.deepEqual(
    [holds(core, 'core'), holds(core, 'rest'), holds(rest, 'core'), holds(rest, 'rest')],
    [true, false, false, true],
  );
});

test('a map without data is no map', () => {
  assert.throws(() => splitModule(WHOLE, '', ['later']), /names no data/);
});

function bytes(word) {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(word);
  return [...buffer].map((byte) => byte.toString(16).padStart(2, '0')).join('\\');
}
