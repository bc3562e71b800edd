// Who the page's requests are made as, where they go, and who watches them.

import { watching } from './developer/log.js';

// The local server takes any token. A dashboard app of Wix passes `fetch: httpClient.fetchWithAuth` instead.
export const SETTINGS = { authorization: 'local', baseUrl: location.origin, ...watching };
