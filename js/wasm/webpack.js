// For webpack and Rspack, which copy files that are named so. Before `!=!` stand the name that a file gets and, in brackets, the kind
// of module that it is: where that is said, no rule is asked that an app has for `.wasm` files of its own, whatever it matches.

export const core = () =>
  new URL('core.wasm.webpack[asset/resource]!=!../../pkg/wix_contacts_bg.wasm', import.meta.url);
export const rest = () =>
  new URL('rest.wasm.webpack[asset/resource]!=!../../pkg/wix_contacts_rest_bg.wasm', import.meta.url);

export const atHand = false;
