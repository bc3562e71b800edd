import { join } from 'node:path';

export default {
  // Next itself is two folders up.
  turbopack: { root: join(import.meta.dirname, '..', '..', '..') },
  /** The rule that apps have for wasm of their own. */
  webpack(config) {
    config.experiments = { ...config.experiments, asyncWebAssembly: true };
    config.module.rules.push({ test: /\.wasm$/, type: 'webassembly/async' });
    return config;
  },
};
