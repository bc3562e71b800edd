// The names between the wasm and its glue. wasm-bindgen makes them of those in Rust and of hashes; every page would load them
// twice, in the wasm and in the JavaScript. So exports have names of a letter or two, and imports are a list.

/**
 * The same module and glue, with short names. The glue's imports are a list, in which the wasm has numbers for names, of
 * what it imports and nothing else. Those that do the same are one.
 * @returns {{wasm: Buffer, glue: string}}
 */
export function shortenNames(wasm, glue) {
  const imports = importsIn(glue);
  const list = [];
  const numberOf = (module, name) => {
    const value = imports.valueOf(module, name);
    if (!list.includes(value)) list.push(value);
    return list.indexOf(value);
  };
  const exported = new Map();
  const sections = [...sectionsOf(wasm)].map(({ id, bytes }) => {
    if (id === EXPORTS) {
      const exports = [...exportsOf(bytes)].map(({ name, rest }) => {
        // The memory is what others look for, too.
        const isShort = name !== 'memory' && new RegExp(`\\b(?:wasm|exported\\(\\))\\.${name}\\b`).test(glue);
        if (isShort) exported.set(name, `$${exported.size.toString(36)}`);
        return Buffer.concat([text(exported.get(name) ?? name), rest]);
      });
      return section(id, Buffer.concat([leb(exports.length), ...exports]));
    }
    if (id !== IMPORTS) return section(id, bytes);
    const numbered = [...importsOf(bytes)].map(({ module, name, type }) =>
      Buffer.concat([text(''), text(`${numberOf(module, name)}`), type]),
    );
    return section(id, Buffer.concat([leb(numbered.length), ...numbered]));
  });
  const shortened = imports
    .glueWith(list)
    .replace(/\b(wasm|exported\(\))\.(\w+)/g, (all, exports, name) =>
      exported.has(name) ? `${exports}.${exported.get(name)}` : all,
    );
  return { wasm: Buffer.concat([wasm.subarray(0, 8), ...sections]), glue: shortened };
}

/** What the glue gives the wasm to import, and the glue with a list in place of it. */
function importsIn(glue) {
  const [, before, own, after] = glue.match(
    /^([\s\S]*\n)function __wbg_get_imports\(\) \{\n {4}const import0 = \{\n {8}__proto__: null,\n([\s\S]*?) {4}\};\n {4}return \{[\s\S]*?^ {4}\};\n\}\n([\s\S]*)/m,
  );
  const values = new Map(
    [...own.matchAll(/^ {8}(\w+): ([\s\S]*?),\n(?= {8}\w|$(?![\s\S]))/gm)].map(([, ...entry]) => entry),
  );
  const others = new Set();
  return {
    valueOf(module, name) {
      if (module !== GLUE) {
        // Under a name of its own, as the glue may import it besides.
        others.add(`import { ${name} as $${name} } from '${module}';\n`);
        return `$${name}`;
      }
      if (!values.has(name)) throw new Error(`wasm-bindgen's glue has no ${name}.`);
      return values.get(name);
    },
    glueWith(list) {
      const named = before.replace(/(^import \* as import\d+ from .*\n)+/m, [...others].join(''));
      // Not made by a function: a browser would read it all once more when that is called.
      return `${named}export const imports = { '': [\n${list.map((value) => `    ${value},\n`).join('')}] };\n${after}`;
    },
  };
}

/** Where wasm-bindgen's own imports come from; others are of files in js/, and keep their names. */
const GLUE = './wix_contacts_bg.js';
const IMPORTS = 2;
const EXPORTS = 7;
/** How many numbers follow the kind of an import that is a function, and no other kind is imported here. */
const FUNCTION = 0;

function* sectionsOf(wasm) {
  for (let at = 8; at < wasm.length; ) {
    const id = wasm[at];
    const [size, begin] = readLeb(wasm, at + 1);
    yield { id, bytes: wasm.subarray(begin, begin + size) };
    at = begin + size;
  }
}

function* importsOf(bytes) {
  let [count, at] = readLeb(bytes, 0);
  for (; count > 0; count -= 1) {
    const parts = [];
    for (let part = 0; part < 2; part += 1) {
      const [size, begin] = readLeb(bytes, at);
      parts.push(bytes.toString('utf8', begin, begin + size));
      at = begin + size;
    }
    const begin = at;
    if (bytes[at] !== FUNCTION) throw new Error(`${parts[1]} is imported, and is no function`);
    [, at] = readLeb(bytes, at + 1);
    yield { module: parts[0], name: parts[1], type: bytes.subarray(begin, at) };
  }
}

function* exportsOf(bytes) {
  let [count, at] = readLeb(bytes, 0);
  for (; count > 0; count -= 1) {
    const [size, begin] = readLeb(bytes, at);
    const name = bytes.toString('utf8', begin, begin + size);
    [, at] = readLeb(bytes, begin + size + 1);
    yield { name, rest: bytes.subarray(begin + size, at) };
  }
}

const section = (id, bytes) => Buffer.concat([Buffer.from([id]), leb(bytes.length), bytes]);
const text = (value) => Buffer.concat([leb(Buffer.byteLength(value)), Buffer.from(value)]);

function leb(number) {
  const bytes = [];
  let left = number;
  for (; left > 127; left >>>= 7) bytes.push((left & 127) | 128);
  return Buffer.from([...bytes, left]);
}

/** A number, and where what follows it begins. */
function readLeb(bytes, at) {
  let number = 0;
  for (let shift = 0, next = at; ; shift += 7, next += 1) {
    number |= (bytes[next] & 127) << shift;
    if (bytes[next] < 128) return [number, next + 1];
  }
}
