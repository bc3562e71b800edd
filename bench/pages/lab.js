// All variants in one page, for what is measured inside of it.

import * as handWritten from '../variants/hand-written.js';
import * as official from '../variants/official.js';
import * as ours from '../variants/ours.js';
import * as raw from '../variants/raw.js';

const variants = { raw, 'hand-written': handWritten, official, ours };
const EMPTY = '{"contacts":[],"pagingMetadata":{"count":0,"offset":0,"total":0}}';

/** When the last response came. A page takes one request, whichever variant opens it. */
let respondedAt;

globalThis.lab = {
  variants,

  /** Until there is nothing more to load. */
  loaded: ours.loaded,

  /** The request that a variant makes for a page. */
  async requestOf(name, pageSize) {
    let request;
    connectTo(name, EMPTY, ({ body }) => {
      request = JSON.parse(body);
    });
    await variants[name].open(pageSize);
    return request;
  },

  /** From now on, every request gets this response, from memory. */
  respondWith(text) {
    for (const name of Object.keys(variants)) connectTo(name, text);
  },

  /** From now on, every request goes to a server. */
  ask(baseUrl) {
    for (const { connect } of Object.values(variants)) {
      connect({ baseUrl, fetch: (...args) => timed(globalThis.fetch(...args)) });
    }
  },

  /** Milliseconds from a response to the objects of its page, on average. */
  async timeToDecode(name, pageSize, times) {
    let total = 0;
    for (let done = 0; done < times; done += 1) {
      await variants[name].open(pageSize);
      total += performance.now() - respondedAt;
    }
    return total / times;
  },
};

/** The response of a fetch. Time is measured from its headers on. */
async function timed(fetched) {
  const response = await fetched;
  respondedAt = performance.now();
  return response;
}

/** The body is there at once: what is measured is what comes after. */
function connectTo(name, text, onRequest = () => {}) {
  const body = new TextEncoder().encode(text);
  const headers = { 'content-type': 'application/json' };
  const fetch = async (_url, init) => {
    onRequest(init);
    return timed(new Response(body, { headers }));
  };
  variants[name].connect({ baseUrl: 'https://example.com', fetch });
}
