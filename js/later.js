/**
 * The rest of the wasm, as what the wasm itself imports may ask for it. js/instance.js says how; where it does not, as in the
 * tests of the Rust code, the wasm is one file.
 */
export const later = {
  isThere: () => true,
  load: async () => {},
};

export const loadRest = () => later.load();
