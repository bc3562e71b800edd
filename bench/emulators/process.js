// A site in a process of Node, which the measure asks by messages.

import { hostOf } from './host.js';

const host = hostOf({
  loadEmulator: () => import('../../emulator/npm/js/node/index.js'),
  async intercept(contacts) {
    const [{ setupServer }, { mock }] = await Promise.all([import('msw/node'), import('./msw.js')]);
    const server = setupServer(...mock(contacts));
    server.listen();
    return () => server.close();
  },
});

const calls = { ...host, collect: () => globalThis.gc() };

process.on('message', async ({ number, method, options }) => {
  try {
    process.send({ number, result: await calls[method](options) });
  } catch (error) {
    process.send({ number, error: error.stack });
  }
});
