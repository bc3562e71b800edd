// esbuild copies no file that a URL names, so it is told of the wasm, before the first call.

import { ready } from 'wix-contacts';
import wasm from 'wix-contacts/wix_contacts_bg.wasm';

ready(new URL(wasm, import.meta.url));
