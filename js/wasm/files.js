// For browsers: two files beside the builds in pkg/, which this goes into. Bundlers that copy files know them by these words.

export const core = () => new URL('wix_contacts_bg.wasm', import.meta.url);
export const rest = () => new URL('wix_contacts_rest_bg.wasm', import.meta.url);

export const atHand = false;
