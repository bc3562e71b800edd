// Runs a sample of the docs: `node run.js SAMPLE`. Whatever it configured, contacts must come.

import 'wix-contacts/global';
import { configure } from 'wix-contacts';
import { getContacts } from 'wix-contacts/promises';

const { API, CONTACT_ID } = process.env;
const network = globalThis.fetch;

globalThis.fetch = async (url, init) => {
  if (url === '/api/contacts-token')
    return Response.json({ accessToken: 'a token', expiresInSeconds: 14400 });
  return network(url.replace(/^https:\/\/www\.wixapis\.com|^http:\/\/127\.0\.0\.1:8787/, API), init);
};

// What the samples take for granted.
Object.assign(globalThis, {
  add() {},
  askMyBackendForAToken: () => 'a token',
  configure,
  contactId: CONTACT_ID,
  show: (...values) => console.log(...values),
  signal: AbortSignal.any([]),
});

configure({ authorization: 'a token' });
await import(process.argv[2]);
await getContacts();
