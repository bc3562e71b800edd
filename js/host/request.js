// The arguments of fetch.

const BASE_URL = 'https://www.wixapis.com';

export const urlOf = ({ baseUrl = BASE_URL }, path) => baseUrl.replace(/\/+$/, '') + path;

/** Sends a request as the settings say; `token`, `consistent` and `body` may be undefined. Returns what fetch returns. */
export function request(settings, method, path, token, consistent, body, signal) {
  const { headers, siteId, fetch } = settings;
  const init = {
    method,
    // Plain data, since `fetchWithAuth` of the official SDK spreads it.
    headers: headersOf({ 'X-Wix-Consistent': consistent }, headers, {
      Authorization: token,
      'wix-site-id': siteId,
      'Content-Type': body && 'application/json',
    }),
    // A redirect would send contact data elsewhere. 'error' follows none either, but browsers report that as a lost
    // connection, and Cloudflare Workers don't support it.
    redirect: 'manual',
    ...(body !== undefined && { body }),
    ...(signal && { signal }),
  };
  return (fetch ?? globalThis.fetch)(urlOf(settings, path), init);
}

/** Merges headers. A later one overrides an earlier one with the same name in any case. */
function headersOf(...groups) {
  const all = new Map();
  for (const [name, value] of groups.flatMap((headers = {}) => Object.entries(headers))) {
    if (value !== undefined) all.set(name.toLowerCase(), [name, value]);
  }
  return Object.fromEntries(all.values());
}
