#!/usr/bin/env bash
# Guess: `await httpClient.fetchWithAuth(url)` gives a Response, or rejects; where its context is missing (the page is opened outside
#        of the dashboard, or calls before the dashboard is ready) it throws, as `auth.getContextualAuth()` of the same package does.
# Seen:  it neither throws nor asks for anything: it gives a function. Awaited, that is still a function, whose `status` and `ok` are undefined.
# Hurts: the call that a module makes at its top, as every sample does: the request is lost, and what is seen is
#        "response.json is not a function" in another place.
# With:  @wix/essentials 1.0.15
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @wix/essentials@1.0.15

cat >ask.mjs <<'JS'
import { auth, httpClient } from '@wix/essentials';

let requests = 0;
globalThis.fetch = async () => {
  requests += 1;
  return Response.json({});
};

const response = await httpClient.fetchWithAuth('https://www.wixapis.com/contacts/v4/contacts');
console.log(`fetchWithAuth: a ${typeof response}, its status is ${response.status}, after ${requests} requests`);
try {
  console.log(`getContextualAuth: ${await auth.getContextualAuth()}`);
} catch (error) {
  console.log(`getContextualAuth: ${error.message.split('.')[0]}`);
}
JS

diff <(node ask.mjs) - <<'SEEN' && echo 'As described.'
fetchWithAuth: a function, its status is undefined, after 0 requests
getContextualAuth: Wix context is not available
SEEN
