// Adds a contact to a site that is kept by the browser, and tells how many there are.

import { createEmulator } from '../../../npm/js/index.js';

addEventListener('message', async ({ data: { db, first } }) => {
  try {
    const site = await createEmulator({ db });
    const body = JSON.stringify({ info: { name: { first } } });
    if (first) await site.fetch('/contacts/v4/contacts', { method: 'POST', body });
    const { contacts } = await site.export();
    postMessage({ names: contacts.map(({ info }) => info.name.first) });
  } catch (error) {
    postMessage({ error: error.message });
  }
});
