// The response as fetch gives it.

/** Statuses that come without a body, to which Response must not be given one. */
const WITHOUT_BODY = [204, 205, 304];

/** @param {{status: number, headers: string[], body: Uint8Array}} parts */
export function toResponse(parts, url) {
  const { status, headers, body } = parts;
  const pairs = headers.flatMap((name, index) => (index % 2 === 0 ? [[name, headers[index + 1]]] : []));
  const response = new Response(WITHOUT_BODY.includes(status) ? null : body, { status, headers: pairs });
  const own = {
    url: { value: url.href },
    ...readers(response, body),
    clone: { value: () => copy(response, parts, url) },
  };
  return Object.defineProperties(response, own);
}

/**
 * The body is at hand, so it is read without the stream that Node makes of it: that goes on in `queueMicrotask`, which fake
 * timers may replace.
 */
function readers(response, body) {
  let isRead = false;
  const isUsed = () => isRead || response.body?.locked === true;
  const take = async () => {
    if (isUsed()) throw new TypeError('Body is unusable: it has been read already');
    isRead = true;
    return body;
  };
  const text = async () => new TextDecoder().decode(await take());
  return {
    bodyUsed: { get: isUsed },
    text: { value: text },
    json: { value: async () => JSON.parse(await text()) },
    bytes: { value: async () => (await take()).slice() },
    arrayBuffer: { value: async () => (await take()).slice().buffer },
  };
}

function copy(response, parts, url) {
  if (response.bodyUsed) throw new TypeError('Body is unusable: it has been read already');
  return toResponse(parts, url);
}
