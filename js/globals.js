// Replaces these globals in wasm-bindgen's glue (scripts/lib/bundle.js). The path is relative to the glue.
export { FinalizationRegistry, TextDecoder, TextEncoder } from '../js/host/platform.js';
