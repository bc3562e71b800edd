/** Far more levels than JSON of the API has, and far fewer than would exhaust the stack of the wasm. */
const MAX_DEPTH = 100;

/** Whether a value nests no deeper than that. */
export function isShallow(value, depth = MAX_DEPTH) {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((member) => isShallow(member, depth - 1));
}
