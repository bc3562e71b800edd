// A place with a site: a process of Node, or a page. It starts the site, where that is not a server, and calls it.

import { callsOfJsonServer, callsOfWix } from './calls.js';

const API = 'https://www.wixapis.com';

/**
 * @param {object} here what differs by where this is
 * @param {() => Promise<{createEmulator: Function}>} here.loadEmulator
 * @param {(contacts: object[]) => Promise<() => void>} here.intercept starts MSW; gives what ends it
 */
export function hostOf({ loadEmulator, intercept }) {
  const memories = watchMemories();
  let calls;
  let stop;

  /** Makes the site; gives how long that took, in milliseconds. */
  const starts = {
    async ours({ contacts, seedUntil }) {
      const start = performance.now();
      const { createEmulator } = await loadEmulator();
      const site = await createEmulator({ seed: contacts, seedUntil });
      const milliseconds = performance.now() - start;
      calls = callsOfWix(site.fetch, API);
      stop = () => site.close();
      return milliseconds;
    },
    async msw({ url }) {
      const { contacts } = await (await fetch(`${url}/_local/export`)).json();
      const start = performance.now();
      stop = await intercept(contacts);
      const milliseconds = performance.now() - start;
      calls = callsOfWix(fetch, API);
      return milliseconds;
    },
  };

  return {
    start: ({ name, ...options }) => starts[name](options),

    /** Goes to a server, which runs already. */
    connect({ name, url }) {
      calls = name === 'json-server' ? callsOfJsonServer(fetch, url) : callsOfWix(fetch, url);
    },

    /** Milliseconds that a call takes, on average over its arguments. */
    async time({ call, values }) {
      const start = performance.now();
      for (const value of values) await calls[call](value);
      return (performance.now() - start) / values.length;
    },

    /** The ids of the contacts that a call gives. */
    async idsOf({ call, value }) {
      const found = await calls[call](value);
      return [found].flat().map(({ id }) => id);
    },

    /** Bytes of wasm memory that is held. */
    memory: () => memories().reduce((sum, { buffer }) => sum + buffer.byteLength, 0),

    async stop() {
      await stop?.();
      calls = stop = undefined;
    },
  };
}

/** The memories of all instances of wasm that are not collected yet. */
function watchMemories() {
  const { Instance } = WebAssembly;
  const made = [];
  WebAssembly.Instance = class extends Instance {
    constructor(...args) {
      super(...args);
      const { memory } = this.exports;
      if (memory) made.push(new WeakRef(memory));
    }
  };
  return () => made.map((memory) => memory.deref()).filter(Boolean);
}
