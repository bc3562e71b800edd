#!/usr/bin/env bash
# Guess: `fetchWithAuth(url, { headers })` takes headers as `fetch` does: a plain object, a `Headers` object, or a list of pairs.
# Seen:  it spreads them. Of a `Headers` object nothing is left; a list of pairs becomes headers named 0, 1, …
# Hurts: whoever wraps it in a client that makes `Headers` (most do): JSON is sent without its content type, and own headers are gone.
# With:  @wix/sdk 1.21.16
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @wix/sdk@1.21.16

cat >send.mjs <<'JS'
import { ApiKeyStrategy, createClient } from '@wix/sdk';

async function sent(headers) {
  let seen;
  const client = createClient({
    auth: ApiKeyStrategy({ apiKey: 'a key', siteId: 'a site' }),
    fetch: async (_, init) => {
      seen = Object.keys(init.headers).filter((name) => !/^(authorization|wix-site-id)$/i.test(name));
      return Response.json({});
    },
  });
  await client.fetchWithAuth('https://www.wixapis.com/contacts/v4/contacts', { headers });
  return seen.join(', ') || 'nothing';
}

console.log(`of a plain object: ${await sent({ 'content-type': 'application/json' })}`);
console.log(`of Headers: ${await sent(new Headers({ 'content-type': 'application/json' }))}`);
console.log(`of pairs: ${await sent([['content-type', 'application/json']])}`);
JS

diff <(node send.mjs) - <<'SEEN' && echo 'As described.'
of a plain object: content-type
of Headers: nothing
of pairs: 0
SEEN
