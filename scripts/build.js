// npm run build: the npm packages, ready for `npm pack`.

import { buildEmulatorPackage } from './lib/emulator-package.js';
import { buildPackage } from './lib/package.js';
import { main } from './lib/process.js';
import { setUp } from './lib/setup.js';
import { clang, crates, npmPackages, rust, wasmBindgen, wasmPack, wasmTarget } from './lib/tools.js';

await main(async () => {
  await setUp([rust, wasmTarget, crates, npmPackages, wasmPack, wasmBindgen, clang]);
  await buildPackage();
  console.log('wix-contacts is built: js/, pkg/ and dist/.');
  await buildEmulatorPackage();
  console.log('wix-contacts-emulator is built: emulator/npm/.');
});
