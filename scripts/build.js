// npm run build: the npm packages, ready for `npm pack`, and the dashboard as a static site. The emulator's package takes clang;
// where that can't be had, only the other is built.

import { buildEmulatorPackage } from './lib/emulator-package.js';
import { buildPackage } from './lib/package.js';
import { main } from './lib/process.js';
import { setUp } from './lib/setup.js';
import { buildStaticSite } from './lib/static-site.js';
import { clang, crates, npmPackages, rust, wasmBindgen, wasmPack, wasmTarget } from './lib/tools.js';

await main(async () => {
  await setUp([rust, wasmTarget, crates, npmPackages, wasmPack, wasmBindgen]);
  await buildPackage();
  console.log('wix-contacts is built: js/, pkg/ and dist/.');

  let missing;
  await setUp([clang], {
    onFailure(_, failure) {
      missing = failure;
    },
  });
  if (missing) {
    return console.log(`wix-contacts-emulator and the static site are not built. ${missing.message}`);
  }
  await buildEmulatorPackage();
  console.log('wix-contacts-emulator is built: emulator/npm/.');
  await buildStaticSite();
  console.log('The dashboard is built as a static site: dist/www/.');
});
