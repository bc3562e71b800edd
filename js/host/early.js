// The first page of contacts is asked for while the wasm, which would say so, is on its way.

import { readAhead } from './body.js';
import { queryBody } from './query.js';
import { request } from './request.js';

// As src/ has them: where these were others, what was sent early would not be wanted.
const QUERY = '/contacts/v4/contacts/query';
const PAGE_SIZE = 25;
const MAX_PAGE_SIZE = 500;

/** The request that was sent early, until it is wanted. */
let early;

/** Sends a request, unless it was sent early. */
export function send(settings, method, path, token, consistent, body, signal) {
  if (early?.settings === settings && early.path === path && early.body === body) return takeEarly(signal);
  return request(settings, method, path, token, consistent, body, signal);
}

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
    request(settings, 'POST', QUERY, authorization, undefined, body, controller?.signal),
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
