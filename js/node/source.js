import { readFile } from 'node:fs/promises';
import { setSource } from '../instance.js';

// Node's fetch reads no files.
const file = () => readFile(new URL('../../pkg/wix_contacts_bg.wasm', import.meta.url));

// A bundler for servers may leave the file behind, but no module.
const inlined = async () => (await import('../../dist/wasm.js')).wasm();

/** If there is neither, it is the file that is missed. */
const either = (missing) => inlined().catch(() => Promise.reject(missing));

setSource(() => file().catch(either));
