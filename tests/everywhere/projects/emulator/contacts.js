// The app that asks the API, and then a site of its own.

import { configure } from 'wix-contacts';
import { createEmulator } from 'wix-contacts-emulator';
import { shown } from './shown.js';

export async function contactsFrom(baseUrl) {
  configure({ baseUrl, authorization: 'a token' });
  return [await shown(), await shownBySite()];
}

async function shownBySite() {
  const site = await createEmulator({ seed: 7 });
  configure({ fetch: site.fetch });
  try {
    return await shown();
  } finally {
    configure({ fetch: undefined });
    await site.close();
  }
}

export const failure = ({ name, code, message, cause }) => ({ name, code, message, cause: `${cause}` });
