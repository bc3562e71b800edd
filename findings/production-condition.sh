#!/usr/bin/env bash
# Guess: a build for production takes the condition `production` of a package's exports, so Bun does with --production; and one
#        that says nothing, such as Rollup's without NODE_ENV, takes `development` or neither.
# Seen:  Bun takes `development` if it says nothing, and neither with --production or NODE_ENV=production. Rollup's plugin takes
#        `production` as long as NODE_ENV is not set.
# Hurts: a package that has these two conditions and no `default` can't be built for production by Bun; and one that gives to
#        `production` what a bundler must copy files for gives it to Rollup, too, which copies none.
# With:  bun 1.4.5, @rollup/plugin-node-resolve 16.0.3, Rollup 4.68.4 (@rollup/wasm-node)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
unset NODE_ENV
echo '{ "private": true, "type": "module" }' >package.json
npm install --silent --no-audit --no-fund \
  bun@1.4.5 rollup@npm:@rollup/wasm-node@4.68.4 @rollup/plugin-node-resolve@16.0.3

mkdir node_modules/either
cat >node_modules/either/package.json <<'JSON'
{
  "name": "either",
  "version": "1.0.0",
  "type": "module",
  "exports": {
    ".": { "development": "./development.js", "production": "./production.js", "default": "./neither.js" },
    "./strict": { "development": "./development.js", "production": "./production.js" }
  }
}
JSON
for name in development production neither; do
  echo "console.log('$name');" >"node_modules/either/$name.js"
done
echo "import 'either';" >entry.js
echo "import 'either/strict';" >strict.js

bun() { node_modules/.bin/bun build --outfile=built.js "$@"; }
rollup() { node_modules/.bin/rollup --silent --plugin node-resolve --file built.js "$@"; }
taken() {
  rm -f built.js
  if "$@" >/dev/null 2>&1; then node built.js; else echo 'the build fails'; fi
}
trials() {
  echo "bun: $(taken bun entry.js)"
  echo "bun --production: $(taken bun --production entry.js)"
  echo "bun with NODE_ENV=production: $(NODE_ENV=production taken bun entry.js)"
  echo "bun --production, no default: $(taken bun --production strict.js)"
  echo "rollup: $(taken rollup entry.js)"
  echo "rollup with NODE_ENV=development: $(NODE_ENV=development taken rollup entry.js)"
}

diff <(trials) - <<'SEEN' && echo 'As described.'
bun: development
bun --production: neither
bun with NODE_ENV=production: neither
bun --production, no default: the build fails
rollup: production
rollup with NODE_ENV=development: development
SEEN
