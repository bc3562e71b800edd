// Two modules of one: the core, which a page needs for its first contacts, and the rest, which is loaded when it is wanted.
// They share a memory and a table of functions, so to the code they are still one. Binaryen's wasm-split does the like by
// what ran in a trial, and is not in its npm package.
//
// The rest is what the deferred exports alone lead to: by calls, by addresses of data, and by those of functions. The last are
// numbers like any other, so the linker counts them from TABLE_BASE on, and here they are counted anew.

import { createHash } from 'node:crypto';
import { callsOf, numbersOf, signatureOf, Wat, withWords, writeData } from './wat.js';

/** Below all addresses of data, and unlike any number in the code. */
export const TABLE_BASE = 898_327;

/**
 * @param {string} text The module, as `wasm-opt --emit-text` writes it.
 * @param {string} map The linker's map, which tells the objects that its data consist of.
 * @param {string[]} deferred The exports that may wait.
 * @returns {{core: string, rest: string}} Two modules, as text.
 */
export function splitModule(text, map, deferred) {
  const whole = new Wat(text);
  const objects = objectsOf(map);
  const isDeferred = ({ name }) => deferred.includes(name);
  const missing = deferred.find((name) => !whole.functionExports.some((it) => it.name === name));
  if (missing) throw new Error(`The wasm has no ${missing} to defer.`);
  const targets = new Set(whole.functionExports.filter(isDeferred).map(({ target }) => target));
  const both = whole.functionExports.find((it) => targets.has(it.target) && !isDeferred(it));
  if (both) throw new Error(`${both.name} is also an export that is deferred.`);
  const core = reachable(whole, objects, (it) => !isDeferred(it), targets, [...whole.globals.values()]);
  const rest = without(core, reachable(whole, objects, isDeferred));
  const addresses = addressesOf(whole, core, rest);
  const code = (part) =>
    [...whole.functions].filter(([name]) => part.functions.has(name)).map(([, form]) => addresses.in(form));

  const entries = whole.functionExports.filter(({ target }) => rest.functions.has(target));
  const own = code(rest);
  const shared = sharedWith([...own, ...addresses.elements(rest)], whole, core);
  const tables = [...whole.tables.values()].map((form) => addresses.inTable(form));
  const data = dataOf(whole, rest, addresses);
  const owned = [...tables, ...whole.memories.values()].map((form) => form.match(/^\((\w+) (\S+)/).slice(1));
  const first = [
    ...whole.of('type'),
    ...whole.imports.values(),
    ...tables,
    ...whole.memories.values(),
    ...[...whole.globals.values()].map((form) => addresses.in(form)),
    ...whole.of('start'),
    data.core,
    ...addresses.elements(core),
    ...whole.exports.map(({ form }) => form),
    ...shared.map(({ name, kind }, index) => `(export "${index.toString(36)}" (${kind} ${name}))`),
    ...code(core),
    ...entries.map(({ target }) => entry(target, whole, addresses)),
  ];
  // Under a name of its own, so that the rest of another build finds nothing to share.
  const build = createHash('sha256').update(first.join()).update(own.join()).digest('hex').slice(0, 8);
  return {
    core: module([
      ...first,
      ...owned.map(([kind, name], index) => `(export "${build}${index}" (${kind} ${name}))`),
    ]),
    rest: module([
      ...whole.of('type'),
      ...[...tables, ...whole.memories.values()].map(
        (form, index) => `(import "" "${build}${index}" ${form})`,
      ),
      ...shared.map(({ type }, index) => `(import "" "${index.toString(36)}" ${type})`),
      ...data.rest,
      ...addresses.elements(rest),
      ...own,
    ]),
  };
}

/** The objects of the data, by the linker's map: address, place in the file and size in hexadecimal, then whose. */
function objectsOf(map) {
  const rows = map.matchAll(/^ *([0-9a-f]+) +[0-9a-f]+ +([0-9a-f]+) {9}\S.*:\(\.(?:ro)?data\S*\)$/gm);
  const parsed = [...rows].map(([, address, size]) => ({
    address: Number.parseInt(address, 16),
    size: Number.parseInt(size, 16),
  }));
  if (parsed.length === 0) throw new Error("The linker's map names no data.");
  return parsed;
}

/** The functions and objects that some exports and `others` lead to, if not through `barred` functions. */
function reachable(whole, objects, isRoot, barred = new Set(), others = []) {
  const part = { functions: new Set(), objects: new Set() };
  const pending = [...whole.started, ...whole.functionExports.filter(isRoot).map(({ target }) => target)];
  const follow = (number) => {
    if (whole.table.has(number)) return pending.push(whole.table.get(number));
    const object = objects.find(({ address, size }) => address <= number && number < address + size);
    if (!object || part.objects.has(object)) return;
    part.objects.add(object);
    whole.words(object).forEach(follow);
  };
  others.flatMap(numbersOf).forEach(follow);
  while (pending.length > 0) {
    const name = pending.pop();
    if (part.functions.has(name) || barred.has(name)) continue;
    part.functions.add(name);
    const form = whole.functions.get(name) ?? '';
    pending.push(...callsOf(form));
    numbersOf(form).forEach(follow);
  }
  return part;
}

function without(core, part) {
  const left = (key) => new Set([...part[key]].filter((it) => !core[key].has(it)));
  return { functions: left('functions'), objects: left('objects') };
}

/** The addresses of functions, counted anew: first those of the core, then those of the rest, its entries among them. */
function addressesOf(whole, core, rest) {
  const targets = new Set([...whole.table.values(), ...whole.functionExports.map(({ target }) => target)]);
  const pointedAt = new Set(whole.table.values());
  const ofCore = [...pointedAt].filter((name) => core.functions.has(name));
  const ofRest = [...targets].filter((name) => rest.functions.has(name));
  const anew = new Map([...ofCore, ...ofRest].map((name, index) => [name, index + 1]));
  const of = (name) => anew.get(name) ?? 0;
  const renew = (word) => (whole.table.has(word) ? of(whole.table.get(word)) : word);
  const renewInCode = (word) => {
    if (whole.table.has(word) && of(whole.table.get(word)) === 0) throw new Error(`${word} leads nowhere.`);
    return renew(word);
  };
  const size = anew.size + 1;
  return {
    of,
    in: (form) => withWords(form, renewInCode),
    inBytes(bytes) {
      const renewed = Buffer.from(bytes);
      for (let at = 0; at + 4 <= bytes.length; at += 4) {
        renewed.writeUInt32LE(renew(bytes.readUInt32LE(at)), at);
      }
      return renewed;
    },
    inTable: (form) => form.replace(/ \d+ \d+ funcref/, ` ${size} ${size} funcref`),
    elements(part) {
      const [names, begin] = part === core ? [ofCore, 1] : [ofRest, ofCore.length + 1];
      return names.length > 0 ? [`(elem (i32.const ${begin}) func ${names.join(' ')})`] : [];
    },
  };
}

/** What the rest uses of the core: globals, and functions, the core's imports among them. */
function sharedWith(forms, whole, core) {
  const used = new Set(forms.flatMap((form) => form.match(/\$[^\s)]+/g) ?? []));
  const globals = [...whole.globals].map(([name, form]) => {
    const [type] = form.match(/^\(global \S+ (?:\(mut \w+\)|\w+)/);
    return { name, kind: 'global', type: `${type})` };
  });
  const functions = [...core.functions, ...whole.imports.keys()].map((name) => {
    const form = whole.functions.get(name) ?? whole.imports.get(name);
    return { name, kind: 'func', type: `(func ${name} ${signatureOf(form).type})` };
  });
  const unique = new Map([...globals, ...functions].map((it) => [it.name, it]));
  return [...unique.values()].filter(({ name }) => used.has(name));
}

/** In the core, an export of the rest is a call to where it will be: the core may call it, too. */
function entry(name, whole, addresses) {
  const { params, type } = signatureOf(whole.functions.get(name));
  const passed = params.map((_, index) => `(local.get ${index})`).join(' ');
  return `(func ${name} ${type} (call_indirect ${type} ${passed} (i32.const ${addresses.of(name)})))`;
}

/** The data of the core, zeros where the rest will put its own; and those. */
function dataOf(whole, rest, addresses) {
  const { at, bytes } = whole.data;
  const core = addresses.inBytes(bytes);
  const own = [...rest.objects].map(({ address, size }) => {
    const place = core.subarray(address - at, address - at + size);
    const data = writeData(address, place);
    place.fill(0);
    return data;
  });
  return { core: writeData(at, core), rest: own };
}

const module = (forms) => `(module\n ${forms.join('\n ')}\n)\n`;
