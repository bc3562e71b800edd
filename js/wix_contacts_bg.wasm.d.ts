// The wasm itself, for those who serve it from elsewhere: `ready(new URL(wasm, import.meta.url))`.

/** The URL of the file, as a bundler gives it that treats it as an asset. */
declare const wasm: string;
export default wasm;
