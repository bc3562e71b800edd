// For Node, and what does as Node does: its fetch reads no files.

import { readFile } from 'node:fs/promises';

// Not in one expression with a file's name, in which a bundler would see that file. In CommonJS there is no such thing.
const here = import.meta.url;

/** A file; where a bundler left it behind, the same from a module, which none does. */
const either = (file, part) => async () => {
  try {
    return await readFile(new URL(`../../pkg/${file}`, here));
  } catch (missing) {
    const inlined = await import('../../dist/wasm.js').catch(() => Promise.reject(missing));
    return inlined[part]();
  }
};

export const core = either('wix_contacts_bg.wasm', 'core');
export const rest = either('wix_contacts_rest_bg.wasm', 'rest');

export const atHand = true;
