// wasm-bindgen's glue loads a module by itself, in many ways; js/instance.js does it in one, for two modules. So the glue
// hands out what that takes.

/** The glue without its loader. */
export function withoutLoader(glue) {
  const loader = glue.indexOf('async function __wbg_load(');
  if (loader < 0) throw new Error("wasm-bindgen's glue has no loader where it was.");
  return `${glue.slice(0, loader)}
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
