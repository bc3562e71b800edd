// For webpack and Rspack, which copy files that are referenced like this. The part before `!=!` is the file's new name and, in
// brackets, its module type. With a type given, none of the app's own rules for `.wasm` applies.

export const core = () =>
  new URL('core.wasm.webpack[asset/resource]!=!../../pkg/wix_contacts_bg.wasm', import.meta.url);
export const deferred = () =>
  new URL('deferred.wasm.webpack[asset/resource]!=!../../pkg/wix_contacts_deferred_bg.wasm', import.meta.url);

export const isLocal = false;
