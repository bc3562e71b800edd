/** Puts the functions and constants of the original SDK where it had them; every other member of an existing `Wix` stays. */
export function provide(functions, errors) {
  // In words that webpack 4 reads, too (js/main/).
  globalThis.Wix = globalThis.Wix || {};
  const { Wix } = globalThis;
  Wix.Contacts = Object.assign(Wix.Contacts || {}, functions);
  Wix.Error = Object.assign(Wix.Error || {}, errors);
}
