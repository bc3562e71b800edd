// npm run build: the npm package, ready for `npm pack`.

import { buildPackage } from './lib/package.js';
import { main } from './lib/process.js';
import { setUp } from './lib/setup.js';
import { crates, npmPackages, rust, wasmBindgen, wasmPack, wasmTarget } from './lib/tools.js';

await main(async () => {
  await setUp([rust, wasmTarget, crates, npmPackages, wasmPack, wasmBindgen]);
  await buildPackage();
  console.log('The package is built: js/, pkg/ and dist/.');
});
