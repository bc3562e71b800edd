// The options of createEmulator, as the command line that means the same.

/** What only a command has use for. */
const OF_THE_COMMAND = ['host', 'port', 'untilStdinEnds', 'help', 'version'];

export function checkOptions(options) {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError('createEmulator takes an object of options, such as { seed: 500 }');
  }
}

/**
 * @param {object} options as in index.d.ts
 * @param {{name: string, takesValue: boolean, repeats: boolean}[]} flags what the server knows
 * @returns {string[]}
 */
export function argumentsOf(options, flags) {
  const known = new Map(flags.map((flag) => [nameOf(flag), flag]));
  for (const name of OF_THE_COMMAND) known.delete(name);
  return Object.entries(options)
    .filter(([, value]) => value !== undefined)
    .flatMap(([name, value]) => {
      if (!known.has(name)) {
        throw new TypeError(
          `createEmulator has no option "${name}"; it has ${[...known.keys(), 'wasm'].join(', ')}`,
        );
      }
      return flagsFor(name, value, known.get(name));
    });
}

function flagsFor(name, value, { name: flag, takesValue, repeats }) {
  if (!takesValue) {
    if (typeof value !== 'boolean') throw new TypeError(`createEmulator: ${name} is true or false`);
    return value ? [`--${flag}`] : [];
  }
  const values = repeats && Array.isArray(value) ? value : [value];
  return values.map((each) => {
    if (!['string', 'number', 'boolean'].includes(typeof each)) {
      const types = repeats ? 'a text or an array of texts' : 'a text, a number or a boolean';
      throw new TypeError(`createEmulator: ${name} is ${types}`);
    }
    return `--${flag}=${each}`;
  });
}

/** `read-only-token` is readOnlyToken. */
function nameOf({ name }) {
  return name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
}
