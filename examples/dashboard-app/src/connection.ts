import { dashboard } from '@wix/dashboard';
import { configure } from 'wix-contacts';

const LOCAL_SERVER = import.meta.env.VITE_CONTACTS_API ?? 'http://127.0.0.1:8787';

/** Says where contacts come from: the site whose dashboard shows this page, or else the local server. */
export function connect() {
  if (isInDashboard()) {
    const host = dashboard.host();
    const auth = dashboard.auth();
    configure({ authorization: async () => (await auth.getAuthHeaders(host)).headers.Authorization ?? '' });
  } else {
    configure({ baseUrl: LOCAL_SERVER, authorization: 'local' });
  }
}

/** The dashboard opens its pages with its own origin in their address. */
function isInDashboard() {
  return new URLSearchParams(window.location.search).has('origin');
}
