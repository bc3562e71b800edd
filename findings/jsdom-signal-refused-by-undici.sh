#!/usr/bin/env bash
# Guess: a test suite with jsdom sends requests by Node's own fetch with `signal: new AbortController().signal`, whichever Node runs it.
# Seen:  in such a suite that signal is jsdom's. undici 6, which is in Node 20 and 22, takes it; undici 7, which is in Node 24, throws a
#        TypeError before it asks for anything.
# Hurts: whoever moves the tests of a client that can be aborted from Node 22 to 24: every request fails as a lost connection would.
# With:  jsdom 26.1.0, undici 6.21.3 and 7.30.2
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund jsdom@26.1.0 undici6@npm:undici@6.21.3 undici7@npm:undici@7.30.2

cat >ask.mjs <<'JS'
import { once } from 'node:events';
import { createServer } from 'node:http';
import { JSDOM } from 'jsdom';

const server = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1');
await once(server, 'listening');
const address = `http://127.0.0.1:${server.address().port}/`;
const { AbortController } = new JSDOM('').window;

for (const version of ['undici6', 'undici7']) {
  const { fetch } = await import(version);
  const { signal } = new AbortController();
  const seen = await fetch(address, { signal }).then(
    ({ status }) => status,
    ({ name, message }) => `${name}: ${message}`,
  );
  console.log(`${version}: ${seen}`);
}
process.exit();
JS

diff <(node ask.mjs) - <<'SEEN' && echo 'As described.'
undici6: 200
undici7: TypeError: RequestInit: Expected signal ("AbortSignal {}") to be an instance of AbortSignal.
SEEN
