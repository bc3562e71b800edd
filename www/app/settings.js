// Who the page's requests are made as, where they go, and who watches them.

import { watching } from './developer/log.js';
import { SERVER } from './server.js';

// A dashboard app of Wix passes `fetch: httpClient.fetchWithAuth`, and neither an authorization nor a baseUrl.
export const SETTINGS = { ...SERVER, ...watching };

/** Sends what the page asks for itself where the package sends its requests. */
export const send = (url, init) => (SERVER.fetch ?? fetch)(url, init);
