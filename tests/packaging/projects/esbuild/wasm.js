// esbuild copies no file that a URL names, so it is told of the wasm, before the first call.

import { ready } from 'wix-contacts';
import core from 'wix-contacts/wix_contacts_bg.wasm';
import deferred from 'wix-contacts/wix_contacts_deferred_bg.wasm';

ready(new URL(core, import.meta.url), new URL(deferred, import.meta.url));
