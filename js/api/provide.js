/** Sets the functions and constants of the original SDK on `Wix`. All other members of an existing `Wix` stay. */
export function provide(functions, errors) {
  // Webpack 4 must be able to parse this, too (js/main/).
  globalThis.Wix = globalThis.Wix || {};
  const { Wix } = globalThis;
  Wix.Contacts = Object.assign(Wix.Contacts || {}, functions);
  Wix.Error = Object.assign(Wix.Error || {}, errors);
}
