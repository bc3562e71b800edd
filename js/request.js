// A request, as fetch takes it. What is asked for, and when, is for src/ to say; but the first page of contacts is asked for
// while the wasm, which would say so, is on its way.

import { readAhead } from './body.js';

export { bodyOf, bytesAt, partsOf, textOf } from './body.js';

const BASE_URL = 'https://www.wixapis.com';

/** What is asked of each contact: what crates/reader/ reads and no more, by the names of the official list. */
export const FIELDS = [
  'createdDate',
  'updatedDate',
  'info.name',
  'info.emails',
  'info.phones',
  'info.addresses',
  'info.company',
  'info.jobTitle',
  'info.picture',
  'info.birthdate',
  'info.extendedFields',
];

/** The query string of Get Contact (spec/contacts-v4.md, section 1.2). */
export function fieldsQuery() {
  const query = newQuery();
  for (const field of FIELDS) query.append('fields', field);
  return query.toString();
}

/** A query string to append to, as URLSearchParams is. Not every host has that. */
export function newQuery() {
  const parameters = [];
  return {
    append: (name, value) => parameters.push([name, value].map(encodeURIComponent).join('=')),
    toString: () => parameters.join('&'),
  };
}

/** The body of Query Contacts (the same, section 3). Paging at its root would be ignored in silence. */
export function queryBody(filter, newestFirst, offset, limit) {
  const sort = [{ fieldName: 'createdDate', order: newestFirst ? 'DESC' : 'ASC' }];
  return JSON.stringify({
    query: { fields: FIELDS, filter, paging: { limit, offset }, sort },
  });
}

export const urlOf = ({ baseUrl = BASE_URL }, path) => baseUrl.replace(/\/+$/, '') + path;

/** Sends a request as the settings say; `token`, `consistent` and `body` may be undefined. Gives what fetch gives. */
export function send(settings, method, path, token, consistent, body, signal) {
  if (early?.settings === settings && early.path === path && early.body === body) return takeEarly(signal);
  const { headers, siteId, fetch } = settings;
  const init = {
    method,
    // Plain data: `fetchWithAuth` of the official SDK spreads it.
    headers: headersOf({ 'X-Wix-Consistent': consistent }, headers, {
      Authorization: token,
      'wix-site-id': siteId,
      'Content-Type': body && 'application/json',
    }),
    // A redirect would carry contact data elsewhere. 'error' would follow none either, but browsers report it as a lost
    // connection, and Cloudflare Workers don't know it.
    redirect: 'manual',
    ...(body !== undefined && { body }),
    ...(signal && { signal }),
  };
  return (fetch ?? globalThis.fetch)(urlOf(settings, path), init);
}

/** All of these headers. Of those that have one name, in whatever case, the last. */
function headersOf(...groups) {
  const all = new Map();
  for (const [name, value] of groups.flatMap((headers = {}) => Object.entries(headers))) {
    if (value !== undefined) all.set(name.toLowerCase(), [name, value]);
  }
  return Object.fromEntries(all.values());
}

// As src/ has them: where these were others, what was sent early would not be wanted.
const QUERY = '/contacts/v4/contacts/query';
const PAGE_SIZE = 25;
const MAX_PAGE_SIZE = 500;

/** The request that was sent early, until it is wanted. */
let early;

/**
 * Asks for the first page of contacts, for a call that waits for the wasm, if it is certain what that will ask for: nothing has
 * to be asked before, nobody wants to hear of requests as they are made, and no other such request waits.
 */
export function sendEarly(settings, { label, pageSize }) {
  const { authorization, fetch, onRequest, onResponse } = settings;
  const limit = pageSize ?? PAGE_SIZE;
  const isCertain =
    (typeof authorization === 'string' || (!authorization && fetch)) &&
    !label &&
    Number.isInteger(limit) &&
    limit > 0 &&
    limit <= MAX_PAGE_SIZE;
  if (early || onRequest || onResponse || !isCertain) return;
  const body = queryBody({}, true, 0, limit);
  const controller = newAbort();
  const answer = sent(() =>
    send(settings, 'POST', QUERY, authorization, undefined, body, controller?.signal),
  );
  answer.catch(() => undefined);
  early = { settings, path: QUERY, body, answer, controller };
}

const newAbort = () => globalThis.AbortController && new AbortController();

/** The body is read as it comes, not only when it is asked for. */
async function sent(send) {
  const response = await send();
  if (globalThis.Response && response instanceof Response) readAhead(response);
  return response;
}

function takeEarly(signal) {
  const { answer, controller } = early;
  early = undefined;
  signal?.addEventListener('abort', () => controller?.abort());
  return answer;
}

/** What nobody wanted is given up. */
export function dropEarly() {
  early?.controller?.abort();
  early = undefined;
}
