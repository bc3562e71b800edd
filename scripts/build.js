// npm run build: the npm package, ready for `npm pack`.

import { buildPackage } from './lib/package.js';
import { main } from './lib/process.js';
import { setUp } from './lib/setup.js';
import { crates, npmPackages, rust, wasmBindgen, wasmPack, wasmTarget } from './lib/tools.js';

await main(async () => {
  await setUp([rust, wasmTarget, crates, npmPackages, wasmPack, wasmBindgen]);
  const built = await buildPackage();
  console.log(built ? 'The package is built: pkg/ and js/.' : 'The package is up to date: pkg/ and js/.');
});
