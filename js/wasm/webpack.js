// For webpack and Rspack, which copy files that are named so. An app may have a rule for its own `.wasm` files, and these are no
// modules that it could import; what stands before `!=!` is the name that rules go by, and the slash keeps it out of theirs.

export const core = () => new URL('core.wasm/!=!../../pkg/wix_contacts_bg.wasm', import.meta.url);
export const rest = () => new URL('rest.wasm/!=!../../pkg/wix_contacts_rest_bg.wasm', import.meta.url);

export const atHand = false;
