// A request, as fetch takes it.

const BASE_URL = 'https://www.wixapis.com';

export const urlOf = ({ baseUrl = BASE_URL }, path) => baseUrl.replace(/\/+$/, '') + path;

/** Sends a request as the settings say; `token`, `consistent` and `body` may be undefined. Gives what fetch gives. */
export function request(settings, method, path, token, consistent, body, signal) {
  const { headers, siteId, fetch } = settings;
  const init = {
    method,
    // Plain data: `fetchWithAuth` of the official SDK spreads it.
    headers: headersOf({ 'X-Wix-Consistent': consistent }, headers, {
      Authorization: token,
      'wix-site-id': siteId,
      'Content-Type': body && 'application/json',
    }),
    // A redirect would carry contact data elsewhere. 'error' would follow none either, but browsers report it as a lost
    // connection, and Cloudflare Workers don't know it.
    redirect: 'manual',
    ...(body !== undefined && { body }),
    ...(signal && { signal }),
  };
  return (fetch ?? globalThis.fetch)(urlOf(settings, path), init);
}

/** All of these headers. Of those that have one name, in whatever case, the last. */
function headersOf(...groups) {
  const all = new Map();
  for (const [name, value] of groups.flatMap((headers = {}) => Object.entries(headers))) {
    if (value !== undefined) all.set(name.toLowerCase(), [name, value]);
  }
  return Object.fromEntries(all.values());
}
