import { readFile } from 'node:fs/promises';
import { setSource } from '../instance.js';

// Node's fetch reads no files.
setSource(() => readFile(new URL('../../pkg/wix_contacts_bg.wasm', import.meta.url)));
