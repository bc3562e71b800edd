// For webpack and Rspack. Before `!=!` stand the name that the file gets and, in brackets, the kind of module that it is: where
// that is said, no rule is asked that an app has for `.wasm` files of its own.

export const wasm = () =>
  new URL('emulator.wasm.webpack[asset/resource]!=!../../pkg/emulator_bg.wasm', import.meta.url);
