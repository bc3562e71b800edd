// All variants in one page, for what is measured inside of it.

import * as handWritten from '../variants/hand-written.js';
import * as official from '../variants/official.js';
import * as ours from '../variants/ours.js';
import * as raw from '../variants/raw.js';

const variants = { raw, 'hand-written': handWritten, official, ours };
const EMPTY = '{"contacts":[],"pagingMetadata":{"count":0,"offset":0,"total":0}}';

/** When the last answer was given. A page takes one request, whichever variant opens it. */
let answeredAt;

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

  /** From now on, every request has this answer, from memory. */
  answer(text) {
    for (const name of Object.keys(variants)) connectTo(name, text);
  },

  /** From now on, every request goes to a server. */
  ask(baseUrl) {
    for (const { connect } of Object.values(variants)) {
      connect({ baseUrl, fetch: (...args) => answered(globalThis.fetch(...args)) });
    }
  },

  /** Milliseconds from an answer to the objects of its page, on average. */
  async timeToDecode(name, pageSize, times) {
    let total = 0;
    for (let done = 0; done < times; done += 1) {
      await variants[name].open(pageSize);
      total += performance.now() - answeredAt;
    }
    return total / times;
  },
};

/** An answer, from whose headers on it is measured. */
async function answered(answer) {
  const response = await answer;
  answeredAt = performance.now();
  return response;
}

/** The body is there at once: what is measured is what comes after. */
function connectTo(name, text, onRequest = () => {}) {
  const body = new TextEncoder().encode(text);
  const headers = { 'content-type': 'application/json' };
  const fetch = async (_url, init) => {
    onRequest(init);
    return answered(new Response(body, { headers }));
  };
  variants[name].connect({ baseUrl: 'https://example.com', fetch });
}
