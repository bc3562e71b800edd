import { join } from 'node:path';

export default {
  // As create-next-app has them.
  cacheComponents: true,
  partialPrefetching: true,
  // Next itself is two folders up.
  turbopack: { root: join(import.meta.dirname, '..', '..', '..') },
  /** The rule that apps have for wasm of their own, written so that it matches more than it should. */
  webpack(config) {
    config.experiments = { ...config.experiments, asyncWebAssembly: true };
    config.module.rules.push({ test: /\.wasm/, type: 'webassembly/async' });
    return config;
  },
};
