// The version of the packages, which several files name.

import { inProject, textOf } from './project.js';

const OF_A_CRATE = /^\[package\][^[]*?^version = "([^"]+)"/ms;

/** Where it is, and how it is written there. The crates of the emulator have it for `--version`. */
const PLACES = {
  'package.json': /^ {2}"version": "([^"]+)"/m,
  'package-lock.json': /^ {2}"version": "([^"]+)"/m,
  'emulator/npm/package.json': /^ {2}"version": "([^"]+)"/m,
  'Cargo.toml': OF_A_CRATE,
  'crates/deferred/Cargo.toml': OF_A_CRATE,
  'emulator/Cargo.toml': OF_A_CRATE,
  'emulator/wasm/Cargo.toml': OF_A_CRATE,
  'Cargo.lock': /^name = "wix-contacts"\nversion = "([^"]+)"/m,
  'js/version.js': /VERSION = '([^']+)'/,
  'CHANGELOG.md': /^## (\S+) – /m,
};

/** @returns {Record<string, string | undefined>} the version that each file names */
export function versions() {
  const entries = Object.entries(PLACES);
  return Object.fromEntries(entries.map(([file, form]) => [file, textOf(inProject(file)).match(form)?.[1]]));
}

/** The date that CHANGELOG.md gives for a version; undefined while it is unreleased. */
export function releaseDate(version) {
  const line = textOf(inProject('CHANGELOG.md'))
    .split('\n')
    .find((text) => text.startsWith(`## ${version} – `));
  return line?.match(/\d{4}-\d{2}-\d{2}$/)?.[0];
}
