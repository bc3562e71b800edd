// What Wix.Contacts has no call for, asked of the server directly: the site's labels, who has a name, an email or a phone,
// and how the local server should behave.

import { SETTINGS } from './settings.js';
import { getContactById, WixContactsError, WixError } from './wix-contacts.js';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MOST_MATCHES = 25;

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

/**
 * The contact with an id, or those whose name, company, email or phone begins with a text and who have any of the labels,
 * newest first.
 * @returns {Promise<{contacts: object[], total: number}>} of many matches, the first 25
 */
export async function findContacts(text, labels, signal) {
  if (ID.test(text)) return { contacts: [await getContactById(text, { signal })], total: 1 };
  const labelled = labels.length > 0 ? [{ 'info.labelKeys': { $hasSome: labels } }] : [];
  const query = {
    filter: { $and: [{ $or: conditions(text) }, ...labelled] },
    sort: [{ fieldName: 'createdDate', order: 'DESC' }],
    fields: ['id'],
    paging: { limit: MOST_MATCHES },
  };
  const found = await ask('POST', '/contacts/v4/contacts/query', { query }, signal);
  const contacts = await Promise.all(found.contacts.map(({ id }) => getContactById(id, { signal })));
  return { contacts, total: found.pagingMetadata.total ?? contacts.length };
}

function conditions(text) {
  const begins = (field, value) => ({ [field]: { $startsWith: value } });
  const fields = [
    'info.emails.email',
    'info.name.first',
    'info.name.last',
    'info.company',
    'info.phones.phone',
  ];
  const [first, ...rest] = text.split(/\s+/);
  return [
    ...fields.map((field) => begins(field, text)),
    rest.length > 0 && { $and: [begins('info.name.first', first), begins('info.name.last', rest.join(' '))] },
    text.startsWith('+') && begins('info.phones.e164Phone', text.replace(/[^+\d]/g, '')),
  ].filter(Boolean);
}

/** Makes the local server answer late, and fail with a probability from 0 to 1. */
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
  const response = await fetch(path, init).catch((cause) => {
    throw failure(signal?.aborted ? 'ABORTED' : 'NETWORK', 'The server gave no answer.', { cause });
  });
  if (response.ok) return response.json();
  const { status } = response;
  throw failure(`HTTP_${status}`, `The server answered ${status}.`, { status });
}

function failure(code, message, details) {
  return new WixContactsError(message, { errorType: WixError.WIX_ERROR, code, ...details });
}
