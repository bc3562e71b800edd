// Whether there is a network at all, where one is needed. What failed without one tries again by itself (see list.js).

import { byId } from './dom.js';
import { IS_REMOTE } from './server.js';

const banner = byId('offline');

export const isOffline = () => IS_REMOTE && !navigator.onLine;

export function watchConnection() {
  const show = () => {
    banner.textContent = isOffline() ? 'You are offline. What is shown may be out of date.' : '';
  };
  addEventListener('online', show);
  addEventListener('offline', show);
  show();
}
