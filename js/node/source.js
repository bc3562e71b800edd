import { readFile } from 'node:fs/promises';
import { setSources } from '../instance.js';

// Node's fetch reads no files. A bundler for servers may leave them behind, but no module.
const either = (file, inlined) => () =>
  readFile(file()).catch((missing) => inlined().catch(() => Promise.reject(missing)));

setSources(
  either(
    () => new URL('../../pkg/wix_contacts_bg.wasm', import.meta.url),
    async () => (await import('../../dist/wasm.js')).core(),
  ),
  either(
    () => new URL('../../pkg/wix_contacts_rest_bg.wasm', import.meta.url),
    async () => (await import('../../dist/wasm.js')).rest(),
  ),
);
