// Requests the first page of contacts while the wasm, which would do it, is still loading.

import { readAhead } from './body.js';
import { queryBody, queryPath } from './query.js';
import { request } from './request.js';

/** The early request, until it is used. */
let early;

/** Sends a request, or takes the same one if it was sent early. */
export function send(settings, method, path, token, consistent, body, signal) {
  if (early?.settings === settings && early.path === path && early.body === body) return takeEarly(signal);
  return request(settings, method, path, token, consistent, body, signal);
}

/** Whether options of getContacts filter by label, as far as that shows. */
export const hasLabel = ({ label }) => (label ?? '').length !== 0;

/**
 * Requests the first page of contacts for a call that waits for the wasm, if it is certain what the wasm will request: the
 * page size is valid, there is no label and no token function, no observer of requests, and no other early request.
 */
export function sendEarly(settings, options) {
  const { authorization, fetch, onRequest, onResponse } = settings;
  const isCertain =
    (typeof authorization === 'string' || (!authorization && fetch)) &&
    typeof options.pageSize === 'number' &&
    !hasLabel(options);
  if (early || onRequest || onResponse || !isCertain) return;
  const path = queryPath();
  const body = queryBody({}, true, 0, options.pageSize);
  const controller = newAbort();
  const response = sent(() =>
    request(settings, 'POST', path, authorization, undefined, body, controller?.signal),
  );
  response.catch(() => undefined);
  early = { settings, path, body, response, controller };
}

const newAbort = () => globalThis.AbortController && new AbortController();

/** Starts reading the body as it arrives, before the wasm asks for it. */
async function sent(send) {
  const response = await send();
  if (globalThis.Response && response instanceof Response) readAhead(response);
  return response;
}

function takeEarly(signal) {
  const { response, controller } = early;
  early = undefined;
  signal?.addEventListener('abort', () => controller?.abort());
  return response;
}

/** Aborts the early request if nobody used it. */
export function dropEarly() {
  early?.controller?.abort();
  early = undefined;
}
