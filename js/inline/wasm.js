import base64 from '../../pkg/wix_contacts_bg.wasm';

/** The bytes of the wasm, which scripts/lib/bundle.js puts in here. Decoded without fetch, which a policy may forbid. */
export function wasm() {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
