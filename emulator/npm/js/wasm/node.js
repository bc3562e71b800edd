// For Node: a file beside the code or, where a bundler has moved the code, in the package that the program has.

import { existsSync } from 'node:fs';
// By its name alone, webpack would take it for an import of the app's.
import module from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PARTS = ['pkg', 'emulator_bg.wasm'];

// Not by `new URL` with a file's name: a bundler would do with it as with files of the app. In CommonJS there is no such thing.
const here = import.meta.url;

/** @returns {string} a path */
export function wasm() {
  const found = [besideCode, inPackage].map((find) => find()).find((path) => path && existsSync(path));
  if (found) return found;
  throw new Error(
    `The emulator's wasm was not found beside the code, nor in a package of ${process.cwd()}; say where it is: createEmulator({ wasm: bytes })`,
  );
}

function besideCode() {
  return here?.startsWith('file:') ? join(fileURLToPath(here), '..', '..', '..', ...PARTS) : undefined;
}

function inPackage() {
  const { resolve } = module.createRequire(join(process.cwd(), 'program.js'));
  try {
    return join(resolve('wix-contacts-emulator/package.json'), '..', ...PARTS);
  } catch {
    return undefined;
  }
}
