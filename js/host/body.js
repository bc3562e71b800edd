// The body of a response, as bytes: those that arrive if possible, else those of its text. If something other than fetch made the
// Response, its own `text` counts; fetch's `text` gives only the bytes.

import { readBlocks, releaseBlocks } from './blocks.js';
import { TextDecoder, TextEncoder } from './platform.js';

/** Bodies that are read ahead. */
const begun = new WeakMap();

/** Starts reading a body before it is needed. */
export function readAhead(response) {
  const body = read(response);
  body.catch(() => undefined);
  begun.set(response, body);
}

/**
 * Whoever asks has the body alone, and calls `release` when it is no longer used.
 * @returns {Promise<Uint8Array[]>} the bytes, part by part
 */
export function bodyOf(response) {
  const body = begun.get(response) ?? read(response);
  begun.delete(response);
  return body;
}

/** The blocks that a body is in. */
const blocksOf = new WeakMap();

/** From now on nobody uses this body. */
export const release = (body) => releaseBlocks(blocksOf.get(body) ?? []);

async function read(response) {
  const stream = streamOf(response);
  if (!stream) return cut([new TextEncoder().encode(await textOfAny(response))]);
  const reader = readerIntoBlocks(stream);
  if (!reader) return cut(await readChunks(stream.getReader()));
  const blocks = await readBlocks(reader);
  const body = cut(blocks);
  blocksOf.set(body, blocks);
  return body;
}

/**
 * Only in browsers: Node takes longer so, and Cloudflare Workers with an old compatibility date lose the last block. Safari has
 * such readers since 26.4. A stream that the app has made may have none.
 */
function readerIntoBlocks(stream) {
  if (!globalThis.location) return undefined;
  try {
    return stream.getReader({ mode: 'byob' });
  } catch {
    return undefined;
  }
}

async function readChunks(reader) {
  const chunks = [];
  for (let next = await reader.read(); !next.done; next = await reader.read()) chunks.push(next.value);
  return chunks;
}

/** The most bytes that go into the wasm at once: its memory never shrinks. Both twice and half as many take longer. */
const PART = 32_768;

function cut(pieces) {
  const parts = [];
  for (const bytes of pieces) {
    for (let at = 0; at < bytes.length; at += PART) parts.push(bytes.subarray(at, at + PART));
  }
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
  const decoder = new TextDecoder();
  return body.map((part) => decoder.decode(part, { stream: true })).join('') + decoder.decode();
}

/** A part of a body; an empty one after the last. */
export const bytesAt = (body, index) => body[index] ?? new Uint8Array();
