// For all other hosts: the wasm inside the code. scripts/lib/bundle.js inserts the bytes and builds dist/wasm.js.

import coreInBase64 from '../../pkg/wix_contacts_bg.wasm';
import deferredInBase64 from '../../pkg/wix_contacts_deferred_bg.wasm';

export const core = () => decode(coreInBase64);
export const deferred = () => decode(deferredInBase64);

export const isLocal = true;

/** Decodes without fetch, which a policy may forbid. */
const decode = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
