// With what it was measured.

import { readFileSync } from 'node:fs';
import { inProject } from '../scripts/lib/project.js';

/** @returns {Record<'package' | 'emulator', Record<string, string>>} by what is measured */
export function versions({ browserVersion }) {
  const { packages } = JSON.parse(readFileSync(inProject('bench', 'package-lock.json'), 'utf8'));
  const installed = (...names) =>
    Object.fromEntries(names.map((name) => [name, packages[`node_modules/${name}`].version]));
  const own = (...folder) => {
    const { name, version } = JSON.parse(readFileSync(inProject(...folder, 'package.json'), 'utf8'));
    return { [name]: version };
  };
  const hosts = { Chromium: browserVersion, Node: process.versions.node };
  return {
    package: { ...own(), ...installed('@wix/sdk', '@wix/crm', 'esbuild'), ...hosts },
    emulator: {
      ...own('emulator', 'npm'),
      ...installed('json-server', 'msw', '@mswjs/data', '@stoplight/prism-cli'),
      ...hosts,
    },
  };
}
