// The body of a response: its bytes as they arrive if possible, else its text. If something other than fetch made the Response,
// its own `text` counts; fetch's `text` gives only the bytes.

import { TextDecoder, TextEncoder } from './platform.js';

/** Bodies that are read ahead. */
const begun = new WeakMap();

/** Starts reading a body before it is needed. */
export function readAhead(response) {
  const body = read(response);
  body.catch(() => undefined);
  begun.set(response, body);
}

/** @returns {Promise<Uint8Array[] | string>} */
export const bodyOf = (response) => begun.get(response) ?? read(response);

async function read(response) {
  const reader = streamOf(response)?.getReader();
  if (!reader) return textOfAny(response);
  const parts = [];
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    cut(next.value, parts);
  }
  return parts;
}

/** The most bytes of a body that go into the wasm at once: its memory never shrinks. Both twice and half as many take longer. */
const PART = 32_768;

function cut(bytes, parts) {
  for (let at = 0; at < bytes.length; at += PART) parts.push(bytes.subarray(at, at + PART));
  return parts;
}

function streamOf({ body, text }) {
  if (typeof body?.getReader !== 'function') return undefined;
  const { Response, TextDecoder } = globalThis;
  return Response && TextDecoder && text === Response.prototype.text ? body : undefined;
}

/** An object that only looks like a Response may have just `json`. */
async function textOfAny(response) {
  if (typeof response.text === 'function') return String(await response.text());
  return String(JSON.stringify(await response.json()));
}

/** The text of a body. */
export function textOf(body) {
  if (typeof body === 'string') return body;
  const decoder = new TextDecoder();
  return body.map((part) => decoder.decode(part, { stream: true })).join('') + decoder.decode();
}

/** The bytes of a body, part by part. */
export const partsOf = (body) => (typeof body === 'string' ? cut(new TextEncoder().encode(body), []) : body);

/** One of these parts; an empty one after the last. */
export const bytesAt = (parts, index) => parts[index] ?? new Uint8Array();
