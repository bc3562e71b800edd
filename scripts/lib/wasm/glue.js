// wasm-bindgen's glue loads a module by itself, in many ways; js/instance.js does it in one, for two modules, and the glue
// hands out what that takes. It also has ways around the lack of what every browser has that can read the wasm, and says
// dozens of times what to do with an object of an instance that crashed.

/** What is replaced, and by what. */
const REPLACEMENTS = [
  // The loader, which is the last.
  [/^async function __wbg_load\([\s\S]*/m, ''],
  [
    /if \(\(?(\w+)\)?\.__wbg_inst !== undefined && \(?\1\)?\.__wbg_inst !== __wbg_instance_id\) \{\s*throw new Error\('Invalid stale object from previous Wasm instance'\);\s*\}/g,
    'refuseStale($1);',
  ],
  // For `using`, and for callers that might pass something else.
  [/^if \(Symbol\.dispose\).*\n/gm, ''],
  [/^ {4}_assertClass\(.*\n/gm, ''],
  // For browsers without FinalizationRegistry or encodeInto.
  [/\(typeof FinalizationRegistry === 'undefined'\)\s*\? \{ register.*\}\s*: /g, ''],
  [/^if \(!\('encodeInto' in cachedTextEncoder\)\) \{[\s\S]*?^\}\n/m, ''],
  [/^ {4}if \(realloc === undefined\) \{[\s\S]*?^ {4}\}\n/m, ''],
];

/** The glue, shorter, and without its loader. */
export function tidyGlue(glue) {
  const shorter = REPLACEMENTS.reduce((text, [pattern, replacement]) => {
    if (!pattern.test(text)) throw new Error(`wasm-bindgen's glue has no ${pattern}`);
    return text.replace(pattern, replacement);
  }, glue);
  return `${shorter}
function refuseStale({ __wbg_inst }) {
    if (__wbg_inst !== undefined && __wbg_inst !== __wbg_instance_id) {
        throw new Error('Invalid stale object from previous Wasm instance');
    }
}

// Beside this module, and bundlers know it.
export const coreFile = () => new URL('wix_contacts_bg.wasm', import.meta.url);
export const restFile = () => new URL('wix_contacts_rest_bg.wasm', import.meta.url);

/** What the core imports. */
export { __wbg_get_imports as imports };

/** Takes an instance of the core into use, and keeps the module for when it crashed. */
export { __wbg_finalize_init as use };

/** Makes a new instance if the last one crashed. */
export { __wbg_call_guard as renew };

/** What the instance in use exports. */
export const exported = () => wasm;
`;
}
