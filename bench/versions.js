// With what it was measured.

import { readFileSync } from 'node:fs';
import { inProject } from '../scripts/lib/project.js';

/** @returns {Record<string, string>} */
export function versions({ browserVersion }) {
  const { packages } = JSON.parse(readFileSync(inProject('bench', 'package-lock.json'), 'utf8'));
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  const of = (name) => packages[`node_modules/${name}`].version;
  return {
    'wix-contacts': version,
    '@wix/sdk': of('@wix/sdk'),
    '@wix/crm': of('@wix/crm'),
    esbuild: of('esbuild'),
    Chromium: browserVersion,
    Node: process.versions.node,
  };
}
