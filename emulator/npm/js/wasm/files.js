// For browsers: a file beside the code.

/** The cache of Vite's optimizer, which in 5 to 7 moves this code and leaves behind what lies beside it. */
const CACHE = /\/node_modules\/\.(vite|cache)\/.*/;

/** Bundlers know a file by `new URL` in one expression with its name, so only the other is put together. */
export function wasm() {
  const { url } = import.meta;
  if (!CACHE.test(url)) return new URL('../../pkg/emulator_bg.wasm', import.meta.url);
  return new URL(url.replace(CACHE, '/node_modules/wix-contacts-emulator/pkg/emulator_bg.wasm'));
}
