// A module in the text format, as Binaryen writes it: a form of the module begins on a line of its own, one space in.

/** The forms of a module, by what they are. Names are `$` and a number. */
export class Wat {
  constructor(text) {
    const forms = text
      .replace(/\n ;;.*/g, '')
      .replace(/\n\)\s*$/, '')
      .split(/\n (?=\()/)
      .slice(1);
    this.forms = forms;
    this.functions = this.#byName('func');
    this.imports = this.#byName('import', /\((?:func|global|memory|table) (\$\S+?)[\s)]/);
    this.globals = this.#byName('global');
    this.memories = this.#byName('memory');
    this.tables = this.#byName('table');
    this.started = [...this.#byName('start').keys()];
    this.exports = this.of('export').map((form) => {
      const [, name, kind, target] = form.match(/^\(export "([^"]*)" \((\w+) (\$[^\s)]+)/);
      return { name, kind, target, form };
    });
    this.functionExports = this.exports.filter(({ kind }) => kind === 'func');
    this.data = imageOf(this.of('data').map(readData));
    this.table = readTable(this.of('elem'));
  }

  of(kind) {
    return this.forms.filter((form) => form.startsWith(`(${kind} `));
  }

  #byName(kind, pattern = /^\(\w+ (\$[^\s)]+)/) {
    return new Map(this.of(kind).map((form) => [form.match(pattern)[1], form]));
  }

  /** The words of a part of the data: numbers, and addresses of other parts and of functions among them. */
  words({ address, size }) {
    const { at, bytes } = this.data;
    const words = [];
    const end = Math.min(address + size - at, bytes.length);
    for (let begin = Math.ceil(address / 4) * 4 - at; begin + 4 <= end; begin += 4) {
      words.push(bytes.readUInt32LE(begin));
    }
    return words;
  }
}

/** The functions that a function calls. */
export const callsOf = (form) =>
  [...form.matchAll(/\((?:return_)?(?:call|ref\.func) (\$[^\s)]+)/g)].map(([, name]) => name);

/** The numbers in a function that may be addresses. */
export function numbersOf(form) {
  const numbers = [...form.matchAll(/ offset=(\d+)/g)].map(([, digits]) => Number(digits));
  withWords(form, (word) => numbers.push(word) && word);
  return numbers;
}

/** A function with other words in its constants. One of 64 bits may be a pair of addresses. */
export const withWords = (form, map) =>
  form
    .replace(/\(i32\.const (\d+)\)/g, (_, digits) => `(i32.const ${map(Number(digits))})`)
    .replace(/\(i64\.const (-?\d+)\)/g, (_, digits) => {
      const pair = BigInt.asUintN(64, BigInt(digits));
      const [low, high] = [pair & 0xffffffffn, pair >> 32n].map((word) => BigInt(map(Number(word))));
      return `(i64.const ${BigInt.asIntN(64, (high << 32n) | low)})`;
    });

/** What a function takes and gives, from its definition or its import. */
export function signatureOf(form) {
  const [head] = form.slice(form.indexOf('(func ')).split('\n', 1);
  const params = [...head.matchAll(/\(param (?:\$\S+ )?([^)]+)\)/g)].flatMap(([, types]) => types.split(' '));
  const results = head.match(/\(result [^)]+\)/g) ?? [];
  const type = [...(params.length > 0 ? [`(param ${params.join(' ')})`] : []), ...results].join(' ');
  return { params, type };
}

/** Active data, at an address. */
export const writeData = (at, bytes) =>
  `(data (i32.const ${at}) "${[...bytes].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('')}")`;

function readData(form) {
  const [, at, escaped] = form.match(/\(i32\.const (\d+)\) "(.*)"\)$/s);
  const bytes = [];
  const named = { t: 9, n: 10, r: 13, '"': 34, "'": 39, '\\': 92 };
  for (const [, hex, name, plain] of escaped.matchAll(/\\([0-9a-f]{2})|\\(.)|([^\\])/gi)) {
    bytes.push(hex ? Number.parseInt(hex, 16) : name ? named[name] : plain.charCodeAt(0));
  }
  return { at: Number(at), bytes: Buffer.from(bytes) };
}

/** All data as they lie in memory, from the first address on; what lies between them is zero. */
function imageOf(data) {
  const at = Math.floor(Math.min(...data.map(({ at }) => at)) / 4) * 4;
  const end = Math.max(...data.map(({ at, bytes }) => at + bytes.length));
  // Whole words, though Binaryen leaves zeros at the end away.
  const image = Buffer.alloc(Math.ceil((end - at) / 4) * 4);
  for (const one of data) one.bytes.copy(image, one.at - at);
  return { at, bytes: image };
}

/** The functions that have an address, by it. */
function readTable(elems) {
  const table = new Map();
  for (const form of elems) {
    const [, begin, names] = form.match(/\(i32\.const (\d+)\) func (.*)\)$/s) ?? [];
    for (const [index, name] of (names?.split(/\s+/) ?? []).entries()) table.set(Number(begin) + index, name);
  }
  return table;
}
