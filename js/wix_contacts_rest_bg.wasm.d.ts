// The rest of the wasm, for those who serve it from elsewhere: `ready(…, new URL(rest, import.meta.url))`.

/** The URL of the file, as a bundler gives it that treats it as an asset. */
declare const rest: string;
export default rest;
