// wasm-bindgen's glue loads a module by itself, in many ways; js/instance.js does it in one, for two modules, and the glue
// hands out what that takes. What the glue calls is in runtime.js, and here is what it says dozens of times where once will do.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const RUNTIME = readFileSync(new URL('runtime.js', import.meta.url), 'utf8');

/** What runtime.js is in place of, and the hash of all that. */
const HELPERS = [
  '__wbg_reset_state',
  '__wbg_call_guard',
  '__wbg_instance_id',
  '_assertClass',
  'addToExternrefTable0',
  'CLOSURE_DTORS',
  'cachedDataViewMemory0',
  'getDataViewMemory0',
  'getStringFromWasm0',
  'cachedUint8ArrayMemory0',
  'getUint8ArrayMemory0',
  'handleError',
  'isLikeNone',
  'makeMutClosure',
  'passStringToWasm0',
  '__wbg_reinit_scheduled',
  'takeFromExternrefTable0',
  'cachedTextDecoder',
  'MAX_SAFARI_DECODE_BYTES',
  'numBytesDecoded',
  'decodeText',
  'cachedTextEncoder',
  'WASM_VECTOR_LEN',
  'wasmModule',
  '__wbg_finalize_init',
];
const KNOWN = 'e00129c8c9e2ddfe';

/** What is replaced in the rest of the glue, and by what. */
const REPLACEMENTS = [
  // What was around the helpers, and the loader, which is the last.
  [/^async function __wbg_load\([\s\S]*/gm, ''],
  [/^if \(!\('encodeInto' in cachedTextEncoder\)\) [\s\S]*?^\}\n/gm, ''],
  [/^cachedTextDecoder\.decode\(\);\n/gm, ''],

  // For `using`, and for callers that might pass something else.
  [/^if \(Symbol\.dispose\).*\n/gm, ''],
  [/^ {4}_assertClass\(.*\n/gm, ''],

  // What an object owns of the wasm, and that it may be of an instance that crashed.
  [
    /const obj = (Object\.create\((\w+)\.prototype\));\n +obj\.__wbg_ptr = ptr;\n +Object\.defineProperty\(obj, .*\n+ +\2Finalization\.register\(.*\n +return obj;/g,
    'return withPart($1, ptr, free$2);',
  ],
  [
    /let ret;\n +__wbg_call_guard\(\);\n +ret = wasm\.(.*);\n +this\.__wbg_ptr = ret;\n +Object\.defineProperty\(this, .*\n +(\w+)Finalization\.register\(.*\n +return this;/g,
    'withPart(this, exported().$1, free$2);',
  ],
  [
    /^const (\w+)Finalization = \(typeof[^;]* if \(instance === __wbg_instance_id\) (.*);\n\}\);/gm,
    'const free$1 = (ptr) => $2;',
  ],
  // A reader alone is freed before the garbage collector does it.
  [/^ {4}free\(\) \{\n.*\n.*\n +wasm\.__wbg_(?!contactreader).*\n\n {4}\}\n/gm, ''],
  [/^ {4}__destroy_into_raw\(\) \{[\s\S]*?^ {4}\}\n/gm, ''],
  [
    /const ptr = this\.__destroy_into_raw\(\);\n +__wbg_call_guard\(\);\n +wasm\.(\w+)\(ptr, 0\);\n/g,
    'exported().$1(take(this.part), 0);',
  ],
  [
    /^ +if \(\(?(\w+)\)?\.__wbg_inst !== undefined && \(?\1\)?\.__wbg_inst !== __wbg_instance_id\) \{\n.*\n +\}\n/gm,
    '',
  ],
  [/\b(\w+)\.__wbg_ptr\b/g, 'pointerTo($1.part)'],
  [/(?:let ret;\n +)?__wbg_call_guard\(\);\n +wasm\./g, 'exported().'],
  [/let ret;\n +__wbg_call_guard\(\);\n +ret = wasm\./g, 'const ret = exported().'],
  ['__wbg_reinit_scheduled = true', 'isOver = true'],

  // Imports, most of which are one expression.
  [
    /: function\(\) \{ return handleError\(function \((.*)\) \{\n([\s\S]*?)\n {8}\}, arguments\); \},/g,
    ': caught(($1) => {\n$2\n        }),',
  ],
  [/: function\((.*)\) \{/g, ': ($1) => {'],

  [
    /const (?:obj|val|v) = (arg\d);\n +const ret = typeof\(\w+\) === ('\w+') (\?|&&) \w+/g,
    'const ret = typeof($1) === $2 $3 $1',
  ],
  [
    /var ptr1 = isLikeNone\(ret\) \? 0 : passStringToWasm0\(ret, .*\n.*\n.*\n +getDataViewMemory0\(\)\.setInt32\(\(arg0 >>> 0\) \+ 4 \* 0, ptr1, true\);/g,
    'returnText(arg0, ret);',
  ],
  [
    /getDataViewMemory0\(\)\.setFloat64\(\(arg0 >>> 0\) \+ 8 \* 1, isLikeNone\(ret\).*\n +getDataViewMemory0\(\)\.setInt32\(\(arg0 >>> 0\) \+ 4 \* 0, !isLikeNone\(ret\), true\);/g,
    'returnNumber(arg0, ret);',
  ],
  [
    /\(arg0, arg1\) => \{\n +const ret = typeof\(arg1\) === '\w+' \? arg1 : undefined;\n +(return\w+)\(arg0, ret\);\n +\}/g,
    '$1',
  ],
  [
    /\(arg0, arg1\) => \{\n.*\n +const ret = getStringFromWasm0\(arg0, arg1\);\n.*\n +\}/g,
    'getStringFromWasm0',
  ],
  [/\._wbg_cb_unref\b/g, '.unref'],
  [/passStringToWasm0\((\w+), .*\);/g, 'passStringToWasm0($1);'],

  // For browsers without globalThis.
  [
    /const ret = typeof globalThis === 'undefined' \? undefined : globalThis;\n.*/g,
    'return addToExternrefTable0(globalThis);',
  ],
  [/const ret = typeof (\w+) === 'undefined' \? undefined : \1;\n.*/g, 'return 0;'],
];

/** The glue, shorter, and without its loader. */
export function tidyGlue(glue) {
  const shorter = REPLACEMENTS.reduce((text, [pattern, replacement]) => {
    const replaced = text.replaceAll(pattern, replacement);
    if (replaced === text) throw new Error(`wasm-bindgen's glue has no ${pattern}`);
    return replaced;
  }, withoutHelpers(glue));
  const missing = HELPERS.find(
    (name) => new RegExp(`\\b${name}\\b`).test(shorter) && !RUNTIME.includes(name),
  );
  if (missing) throw new Error(`The glue wants ${missing}, which scripts/lib/wasm/runtime.js does not have.`);
  return `import { FinalizationRegistry, TextDecoder, TextEncoder } from '../js/platform.js';
${shorter}
${RUNTIME}`;
}

/** The glue without what runtime.js is in place of. */
function withoutHelpers(glue) {
  const helpers = [];
  const rest = HELPERS.reduce((text, name) => {
    const declaration = new RegExp(
      `^(?:function ${name}\\b[\\s\\S]*?^\\}|(?:const|let) ${name}\\b[\\s\\S]*?;)\\n(?=\\n|\\w)`,
      'm',
    );
    return text.replace(declaration, (helper) => {
      helpers.push(helper);
      return '';
    });
  }, glue);
  const hash = createHash('sha256').update(helpers.join('')).digest('hex').slice(0, 16);
  if (helpers.length !== HELPERS.length || hash !== KNOWN) {
    throw new Error(
      `wasm-bindgen's helpers are others than those that scripts/lib/wasm/runtime.js is in place of. Compare them; their hash is ${hash}.\n${helpers.join('\n')}`,
    );
  }
  return rest;
}
