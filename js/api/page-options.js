// The options of getContacts and iterateContacts. They are read here, not in Rust, since the first page is requested while
// the wasm loads.

const PAGE_SIZE = 25;
const MAX_PAGE_SIZE = 500;

/**
 * A copy of an app's options, which may change before they are used.
 * @returns {{label: unknown, pageSize: number | string}} a text says what is wrong with the size
 */
export function pageOptions(options, defaultSize = PAGE_SIZE) {
  const { label, pageSize } = options ?? {};
  return {
    label: Array.isArray(label) ? [...label] : label,
    pageSize: pageSize === undefined || pageSize === null ? defaultSize : readPageSize(pageSize),
  };
}

function readPageSize(value) {
  const size = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  const isValid = Number.isInteger(size) && size > 0 && size <= MAX_PAGE_SIZE;
  return isValid ? size : `pageSize must be an integer from 1 to ${MAX_PAGE_SIZE}.`;
}
