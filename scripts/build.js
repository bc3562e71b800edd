// npm run build: the npm packages, ready for `npm pack`. The emulator's takes clang; where that can't be had, the other is built.

import { buildEmulatorPackage } from './lib/emulator-package.js';
import { buildPackage } from './lib/package.js';
import { main } from './lib/process.js';
import { setUp } from './lib/setup.js';
import { clang, crates, npmPackages, rust, wasmBindgen, wasmPack, wasmTarget } from './lib/tools.js';

await main(async () => {
  await setUp([rust, wasmTarget, crates, npmPackages, wasmPack, wasmBindgen]);
  await buildPackage();
  console.log('wix-contacts is built: js/, pkg/ and dist/.');

  let missing;
  await setUp([clang], (_, failure) => {
    missing = failure;
  });
  if (missing) return console.log(`wix-contacts-emulator is not built. ${missing.message}`);
  await buildEmulatorPackage();
  console.log('wix-contacts-emulator is built: emulator/npm/.');
});
