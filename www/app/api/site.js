// What Wix.Contacts has no call for, asked of the server directly: the site's labels, parts of its
// contacts, and how the local server should behave.

import { SETTINGS, send } from '../settings.js';
import { WixContactsError, WixError } from '../wix-contacts.js';

/** The labels of the site, with how many contacts have each: `[{key, name, contacts}]`. */
export async function listLabels(signal) {
  const { facets } = await ask('GET', '/contacts/v4/contacts/facets?paging.limit=1000', undefined, signal);
  return facets
    .filter(({ facetType }) => facetType === 'LABEL')
    .map(({ facetKey, facetDisplayName, count }) => ({
      key: facetKey,
      name: facetDisplayName,
      contacts: count,
    }));
}

/** What the API returns for a query, newest contacts first. */
export function queryContacts(query, signal) {
  const sort = [{ fieldName: 'createdDate', order: 'DESC' }];
  return ask('POST', '/contacts/v4/contacts/query', { query: { sort, ...query } }, signal);
}

/** Makes the local server respond late, and fail with a probability from 0 to 1. */
export async function setFaults({ latencyMs, probability }) {
  const contacts = { path: '/contacts/v4/*', latencyMs };
  // The first rule that matches a request applies.
  const rules = [{ ...contacts, probability, status: 503, body: {} }, contacts];
  await ask('PUT', '/_local/faults', rules);
}

async function ask(method, path, body, signal) {
  const init = { method, signal, headers: { authorization: SETTINGS.authorization } };
  if (body) {
    init.body = JSON.stringify(body);
    init.headers['content-type'] = 'application/json';
  }
  const response = await send(SETTINGS.baseUrl + path, init).catch((cause) => {
    throw failure(signal?.aborted ? 'ABORTED' : 'NETWORK', 'The server did not respond.', { cause });
  });
  if (response.ok) return response.json();
  const { status } = response;
  throw failure(`HTTP_${status}`, `The server answered ${status}.`, { status });
}

function failure(code, message, details) {
  return new WixContactsError(message, { errorType: WixError.WIX_ERROR, code, ...details });
}
