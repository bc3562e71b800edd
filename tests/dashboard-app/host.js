// The dashboard of a site, as much of it as a page needs: it shows the app in a frame, and answers it by the official channel.

import { handshakeCode, serve } from '@wix/communication-channel';

const api = { getAccessToken: async () => 'a token of the site', updateHeight() {}, onBeforeUnload() {} };

addEventListener('message', ({ data }) => {
  if (data?.code === handshakeCode) serve({ api, port: data.port });
});
