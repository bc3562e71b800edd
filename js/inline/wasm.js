import coreInBase64 from '../../pkg/wix_contacts_bg.wasm';
import restInBase64 from '../../pkg/wix_contacts_rest_bg.wasm';

// The bytes of the wasm, which scripts/lib/bundle.js puts in here. Decoded without fetch, which a policy may forbid.
export const core = () => decode(coreInBase64);
export const rest = () => decode(restInBase64);

const decode = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
