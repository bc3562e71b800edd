// For Cloudflare Workers, which compile only imported modules, no bytes.

import coreModule from '../../pkg/wix_contacts_bg.wasm';
import restModule from '../../pkg/wix_contacts_rest_bg.wasm';

export const core = () => coreModule;
export const rest = () => restModule;

export const isLocal = true;
