// The names between the wasm and its glue. wasm-bindgen makes them of those in Rust and of hashes; every page would load them
// twice, in the wasm and in the JavaScript. Of other modules the glue takes all that they export, once for each import.

/**
 * The same module and glue, with names of a letter or two, and with nothing but what is imported.
 * @returns {{wasm: Buffer, glue: string}}
 */
export function shortenNames(wasm, glue) {
  const names = new Map();
  const exported = new Map();
  const others = {};
  const sections = [...sectionsOf(wasm)].map(({ id, bytes }) => {
    if (id === EXPORTS) {
      const exports = [...exportsOf(bytes)].map(({ name, rest }) => {
        // The memory is what others look for, too.
        const isShort = name !== 'memory' && new RegExp(`\\bwasm\\.${name}\\b`).test(glue);
        if (isShort) exported.set(name, `$${exported.size.toString(36)}`);
        return Buffer.concat([text(exported.get(name) ?? name), rest]);
      });
      return section(id, Buffer.concat([leb(exports.length), ...exports]));
    }
    if (id !== IMPORTS) return section(id, bytes);
    const imports = [...importsOf(bytes)];
    for (const { module, name } of imports) {
      if (module === GLUE) names.set(name, names.size.toString(36));
      else others[module] = [...(others[module] ?? []), name];
    }
    const renamed = imports.map(({ module, name, type }) =>
      Buffer.concat([text(module), text(module === GLUE ? names.get(name) : name), type]),
    );
    return section(id, Buffer.concat([leb(imports.length), ...renamed]));
  });
  const renamed = glue.replace(/^( {8})(\w+)(?=: function\()/gm, (all, indent, name) => {
    if (!names.has(name)) return all;
    const short = names.get(name);
    names.delete(name);
    return `${indent}${JSON.stringify(short)}`;
  });
  if (names.size > 0) throw new Error(`wasm-bindgen's glue has no ${[...names.keys()].join(', ')}.`);
  const shortened = renamed.replace(/\bwasm\.(\w+)/g, (all, name) =>
    exported.has(name) ? `wasm.${exported.get(name)}` : all,
  );
  return { wasm: Buffer.concat([wasm.subarray(0, 8), ...sections]), glue: namedOnly(shortened, others) };
}

/** The glue with imports by name from other modules, where it had all of each. */
function namedOnly(glue, others) {
  const modules = Object.entries(others);
  // Under names of their own, as the glue may import some of them besides.
  const imports = modules.map(
    ([module, names]) =>
      `import { ${names.map((name) => `${name} as $${name}`).join(', ')} } from '${module}';\n`,
  );
  const objects = modules.map(
    ([module, names]) => `        '${module}': { ${names.map((name) => `${name}: $${name}`).join(', ')} },\n`,
  );
  const [first, second] = [/(^import \* as import\d+ from .*\n)+/m, /(^ {8}"\.\.\/.*": import\d+,\n)+/m];
  if (modules.length > 0 && !(first.test(glue) && second.test(glue))) {
    throw new Error("wasm-bindgen's glue imports other modules in another way.");
  }
  return glue.replace(first, imports.join('')).replace(second, objects.join(''));
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
