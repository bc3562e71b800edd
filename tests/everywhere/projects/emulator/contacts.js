// The app with a site of its own in place of a server.

import { configure } from 'wix-contacts';
import { createEmulator } from 'wix-contacts-emulator';
import { shown } from './shown.js';

export async function contactsFrom() {
  const site = await createEmulator({ seed: 7 });
  configure({ fetch: site.fetch });
  try {
    return await shown();
  } finally {
    await site.close();
  }
}

export const failure = ({ name, code, message, cause }) => ({ name, code, message, cause: `${cause}` });
