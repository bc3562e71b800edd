// A site in a page.

import { setupWorker } from 'msw/browser';
import { createEmulator } from '../../emulator/npm/js/index.js';
import { hostOf } from '../emulators/host.js';
import { mock } from '../emulators/msw.js';

globalThis.host = hostOf({
  loadEmulator: async () => ({ createEmulator }),
  async intercept(contacts) {
    const worker = setupWorker(...mock(contacts));
    await worker.start({ quiet: true, serviceWorker: { url: './mockServiceWorker.js' } });
    return () => worker.stop();
  },
});
