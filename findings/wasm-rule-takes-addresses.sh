#!/usr/bin/env bash
# Guess: `new URL('./file.wasm', import.meta.url)` is the address of a file, whatever an app's rules are: one that makes modules of
#        `.wasm` files is for what is imported. Or else the build says that the two don't go together.
# Seen:  the usual rule, { test: /\.wasm$/, type: 'webassembly/async' }, takes that file for a module, too. The build has neither
#        an error nor a warning, and the address ends in `[object Promise]`. With `asyncWebAssembly` alone it is right.
# Hurts: packages that fetch their wasm by such an address, in every app that imports wasm of its own.
# With:  webpack 5.112.2, @rspack/core 2.3.3
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' >package.json
npm install --silent --no-audit --no-fund webpack@5.112.2 @rspack/core@2.3.3

printf '\0asm\1\0\0\0' >file.wasm
echo "console.log(String(new URL('./file.wasm', import.meta.url)));" >entry.js
cat >build.mjs <<'JS'
import { execFileSync } from 'node:child_process';
import { rspack } from '@rspack/core';
import webpack from 'webpack';

const experiments = { asyncWebAssembly: true };
const CASES = {
  'no rule': {},
  asyncWebAssembly: { experiments },
  'the rule': { experiments, module: { rules: [{ test: /\.wasm$/, type: 'webassembly/async' }] } },
};

for (const [name, bundler] of Object.entries({ webpack, rspack })) {
  for (const [what, options] of Object.entries(CASES)) {
    const output = { filename: 'built.cjs', publicPath: 'https://example.com/' };
    const stats = await new Promise((resolve, reject) => {
      const config = { mode: 'production', target: 'node', entry: './entry.js', output, ...options };
      bundler(config, (error, result) => (error ? reject(error) : resolve(result)));
    });
    const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
    const address = execFileSync(process.execPath, ['dist/built.cjs'], { encoding: 'utf8' }).trim();
    const shown = address.replace(/^file:.*(?=\/)/, '…').replace(/\w{16,}/, 'hash');
    console.log(`${name}, ${what}: ${errors.length + warnings.length} problems, ${shown}`);
  }
}
JS

diff <(node build.mjs) - <<'SEEN' && echo 'As described.'
webpack, no rule: 0 problems, https://example.com/hash.wasm
webpack, asyncWebAssembly: 0 problems, https://example.com/hash.wasm
webpack, the rule: 0 problems, …/[object%20Promise]
rspack, no rule: 0 problems, https://example.com/hash.wasm
rspack, asyncWebAssembly: 0 problems, https://example.com/hash.wasm
rspack, the rule: 0 problems, …/[object%20Promise]
SEEN
