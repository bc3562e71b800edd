// For Cloudflare Workers, which compile only imported modules, no bytes.

import coreModule from '../../pkg/wix_contacts_bg.wasm';
import deferredModule from '../../pkg/wix_contacts_deferred_bg.wasm';

export const core = () => coreModule;
export const deferred = () => deferredModule;

export const isLocal = true;
