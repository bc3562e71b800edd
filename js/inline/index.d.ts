// One file with everything, including the wasm. Use either this or the other entries: their settings are separate.

export * from '../index.js';
/** As `wix-contacts/promises`. */
export * as promises from '../promises.js';
/** As `wix-contacts/v4`. */
export * as v4 from '../v4.js';
