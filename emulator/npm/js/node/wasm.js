/** Where the wasm is. */
export const WASM = new URL('../../pkg/emulator_bg.wasm', import.meta.url);
