// For browsers: two files next to the builds in pkg/, which include this module. Bundlers recognize this pattern, and copy the
// files.

export const core = () => new URL('wix_contacts_bg.wasm', import.meta.url);
export const deferred = () => new URL('wix_contacts_deferred_bg.wasm', import.meta.url);

export const isLocal = false;
