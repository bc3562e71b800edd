// What fetch is called with, in any of the forms that it takes.

const API = 'https://www.wixapis.com';
/** Where Wix answers, and where a local server does. */
const HOSTS = /^(.+\.)?(wixapis\.com|wix\.com|localhost)$|^127(\.\d+){3}$|^\[::1\]$/;
const STANDARD_METHODS = /^(delete|get|head|options|post|put)$/i;

/**
 * A request is read by its members, and not as an instance of Request: it may be of another realm (Jest), of a library
 * (happy-dom), or there may be no Request at all (jsdom).
 * @returns {{url: URL, method: string, headers: [string, string][], signal?: AbortSignal, body: unknown}}
 */
export function readRequest(input, init = {}) {
  const request = isRequest(input) ? input : {};
  const url = addressOf(isRequest(input) ? input.url : input);
  const method = String(init.method ?? request.method ?? 'GET');
  const normalized = STANDARD_METHODS.test(method) ? method.toUpperCase() : method;
  const takesBody = normalized !== 'GET' && normalized !== 'HEAD';
  if (init.body != null && !takesBody) throw new TypeError(`A ${normalized} request has no body`);
  // Firefox does not tell whether a Request has a body.
  const hasBody = takesBody && request.bodyUsed !== undefined && request.body !== null;
  return {
    url,
    method: normalized,
    headers: pairsOf(init.headers ?? request.headers ?? {}),
    signal: init.signal === undefined ? request.signal : (init.signal ?? undefined),
    body: init.body ?? (hasBody ? request : null),
  };
}

/**
 * The bytes of a body. A text is there at once, so that no timers are waited for.
 * @returns {Uint8Array | Promise<Uint8Array>}
 */
export function bytesOf(body) {
  if (body === null) return new Uint8Array();
  if (typeof body === 'string') return encode(body);
  if (isRequest(body)) return body.arrayBuffer().then((buffer) => new Uint8Array(buffer));
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  const kind = Object.prototype.toString.call(body).slice(8, -1);
  if (kind === 'ArrayBuffer' || kind === 'SharedArrayBuffer') return new Uint8Array(body);
  if (kind === 'URLSearchParams') return encode(String(body));
  if (kind === 'FormData') return new Response(body).arrayBuffer().then((buffer) => new Uint8Array(buffer));
  if (typeof body.arrayBuffer === 'function') {
    return body.arrayBuffer().then((buffer) => new Uint8Array(buffer));
  }
  if (typeof body.getReader === 'function') return gather(chunksOf(body.getReader()));
  if (typeof body[Symbol.asyncIterator] === 'function') return gather(body);
  return encode(String(body));
}

function isRequest(value) {
  return typeof value === 'object' && value !== null && typeof value.url === 'string' && 'method' in value;
}

function addressOf(input) {
  let url;
  try {
    url = new URL(String(input), API);
  } catch {
    throw new TypeError(`${input} is no address`);
  }
  if (!/^https?:$/.test(url.protocol) || !HOSTS.test(url.hostname)) {
    throw new TypeError(
      `The emulator answers for ${API} and for this machine, and asks nobody else: not ${url.origin === 'null' ? url.href : url.origin}. ` +
        'Give its fetch to what talks to Wix, and leave the rest to the global one.',
    );
  }
  return url;
}

function pairsOf(headers) {
  if (typeof headers.forEach === 'function' && !Array.isArray(headers)) {
    const pairs = [];
    headers.forEach((value, name) => {
      pairs.push([name, value]);
    });
    return pairs;
  }
  const pairs = typeof headers[Symbol.iterator] === 'function' ? [...headers] : Object.entries(headers);
  return pairs.map(([name, value]) => [String(name).toLowerCase(), String(value).trim()]);
}

async function gather(chunks) {
  const parts = [];
  for await (const chunk of chunks) parts.push(typeof chunk === 'string' ? encode(chunk) : chunk);
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  parts.reduce((at, part) => {
    whole.set(part, at);
    return at + part.length;
  }, 0);
  return whole;
}

async function* chunksOf(reader) {
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

function encode(text) {
  return new TextEncoder().encode(text);
}
