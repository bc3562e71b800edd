#!/usr/bin/env bash
# Guess: `while (result.hasNext()) result = await result.next()` reads every contact, whatever the API knows of their number.
# Seen:  `hasNext()` is worked out from `pagingMetadata.total` alone. A response that has `tooManyToCount: true` in its place (its type
#        allows for that) ends the loop after the first page, without an error.
# Hurts: whoever exports or synchronizes the contacts of a large site; the rest is missing in silence.
# With:  @wix/sdk 1.21.16, @wix/crm 1.0.1643
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @wix/sdk@1.21.16 @wix/crm@1.0.1643

cat >read.mjs <<'JS'
import { contacts } from '@wix/crm';
import { ApiKeyStrategy, createClient } from '@wix/sdk';

const stored = Array.from({ length: 120 }, (_, index) => ({
  id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  revision: 1,
  info: { name: { first: `Contact ${index}` } },
}));

async function read(totals) {
  const fetch = async (_, { body }) => {
    const { limit, offset } = JSON.parse(body).query.paging;
    const page = stored.slice(offset, offset + limit);
    return Response.json({ contacts: page, pagingMetadata: { count: page.length, offset, ...totals } });
  };
  const client = createClient({
    auth: ApiKeyStrategy({ apiKey: 'a key', siteId: 'a site' }),
    modules: { contacts },
    fetch,
  });
  let result = await client.contacts.queryContacts().limit(50).find();
  let read = result.items.length;
  while (result.hasNext()) {
    result = await result.next();
    read += result.items.length;
  }
  return read;
}

console.log(`with a total: ${await read({ total: stored.length })} of ${stored.length} contacts`);
console.log(`with tooManyToCount: ${await read({ tooManyToCount: true })} of ${stored.length} contacts`);
JS

diff <(node read.mjs) - <<'SEEN' && echo 'As described.'
with a total: 120 of 120 contacts
with tooManyToCount: 50 of 120 contacts
SEEN
