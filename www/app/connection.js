// Whether there is a network at all. What failed without one tries again by itself (see list.js).

import { byId } from './dom.js';

const banner = byId('offline');

export function watchConnection() {
  const show = () => {
    banner.textContent = navigator.onLine ? '' : 'You are offline. What is shown may be out of date.';
  };
  addEventListener('online', show);
  addEventListener('offline', show);
  show();
}
