// For Node and compatible runtimes, whose fetch reads no files.

import { readFile } from 'node:fs/promises';

// Kept apart from the file's name: a bundler would recognize the two together. It is undefined in CommonJS.
const here = import.meta.url;

/** Reads a file. If a bundler did not copy the file, the bytes come from a module, which every bundler includes. */
const either = (file, part) => async () => {
  try {
    return await readFile(new URL(`../../pkg/${file}`, here));
  } catch (missing) {
    const inlined = await import('../../dist/wasm.js').catch(() => Promise.reject(missing));
    return inlined[part]();
  }
};

export const core = either('wix_contacts_bg.wasm', 'core');
export const deferred = either('wix_contacts_deferred_bg.wasm', 'deferred');

export const isLocal = true;
