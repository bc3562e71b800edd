// One file with everything, the wasm too. An app takes either this or the other entries: each has settings of its own.

export * from '../index.js';
/** As `wix-contacts/promises`. */
export * as promises from '../promises.js';
/** As `wix-contacts/v4`. */
export * as v4 from '../v4.js';
