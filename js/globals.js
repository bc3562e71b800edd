// What stands in wasm-bindgen's glue for the globals of these names (scripts/lib/bundle.js). The path is as the glue needs it.
export { FinalizationRegistry, TextDecoder, TextEncoder } from '../js/host/platform.js';
