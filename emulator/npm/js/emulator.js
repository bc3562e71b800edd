// A site: what createEmulator gives.

import { exchange } from './exchange.js';
import { bytesOf, readRequest } from './request.js';
import { toResponse } from './response.js';

const CLOSED = 'This site is closed; make another with createEmulator';

export class Emulator {
  #server;
  #release;
  #token;
  #underWay = new Set();
  /** Why nothing is answered any more. */
  #ended;

  /**
   * @param {object} server of the bindings
   * @param {string} token what is sent as Authorization by who sends none
   * @param {() => void} release gives back the files
   */
  constructor(server, token, release) {
    this.#server = server;
    this.#token = token;
    this.#release = release;
  }

  /** As the global fetch, and bound. */
  fetch = async (input, init) => {
    const { url, method, headers, signal, body } = readRequest(input, init);
    if (signal?.aborted) throw reasonOf(signal);
    if (!headers.some(([name]) => name.toLowerCase() === 'authorization')) {
      headers.push(['authorization', this.#token]);
    }
    const request = { method, path: url.pathname + url.search, headers };
    // What is at hand is sent at once.
    const bytes = bytesOf(body);
    const sent = bytes.then
      ? bytes.then((read) => unless(signal, () => this.#send({ ...request, body: read })))
      : this.#send({ ...request, body: bytes });
    const response = await (signal ? abortable(signal, sent) : (await sent).response);
    if (!response) throw new TypeError('fetch failed: the connection was closed without a response');
    return toResponse(response, url);
  };

  /** Replaces the fault rules, and gives those in force; without an argument it only gives them. */
  async faults(rules) {
    const { rules: inForce } = await this.#local(rules === undefined ? 'GET' : 'PUT', 'faults', rules);
    return inForce;
  }

  journal(limit) {
    return this.#local('GET', limit === undefined ? 'journal' : `journal?limit=${limit}`);
  }

  reset() {
    return this.#local('POST', 'reset');
  }

  seed(what) {
    return this.#local('POST', 'seed', typeof what === 'number' ? { count: what } : what);
  }

  export() {
    return this.#local('GET', 'export');
  }

  import(site) {
    return this.#local('POST', 'import', site);
  }

  async snapshot() {
    return this.#guarded((server) => server.snapshot());
  }

  async restore(snapshot) {
    if (!ArrayBuffer.isView(snapshot)) throw new TypeError('restore takes what snapshot gave, a Uint8Array');
    this.#guarded((server) => server.restore(snapshot));
  }

  async close() {
    if (this.#ended) return;
    // Work that is under way would keep the file open.
    this.#giveUp(CLOSED);
    try {
      this.#guarded((server) => server.close());
    } finally {
      this.#end(CLOSED);
    }
  }

  [Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')]() {
    return this.close();
  }

  async #local(method, name, value) {
    const body = value === undefined ? new Uint8Array() : bytesOf(JSON.stringify(value));
    const { response } = this.#send({ method, path: `/_local/${name}`, headers: [], body });
    const { status, body: bytes } = await response;
    const result = JSON.parse(new TextDecoder().decode(bytes));
    if (status !== 200) throw new Error(result.message);
    return result;
  }

  #send(request) {
    const sent = this.#guarded((server) => exchange(server, request));
    this.#underWay.add(sent);
    const forget = () => this.#underWay.delete(sent);
    sent.response.then(forget, forget);
    return sent;
  }

  /** A fault of the server inside ends the site, and is told by every later call. */
  #guarded(work) {
    if (this.#ended) throw new Error(this.#ended);
    try {
      return work(this.#server);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) {
        this.#end(`This site has crashed, which is a fault of the emulator: ${error.message}`);
        throw new Error(this.#ended, { cause: error });
      }
      throw error;
    }
  }

  #giveUp(reason) {
    for (const { giveUp } of this.#underWay) giveUp(new Error(reason));
  }

  #end(reason) {
    this.#ended = reason;
    this.#server = undefined;
    this.#giveUp(reason);
    this.#release();
  }
}

/** The response to what is sent, unless a signal comes first: then it is given up. */
async function abortable(signal, sent) {
  let abort;
  const aborted = new Promise((_, reject) => {
    abort = () => reject(reasonOf(signal));
    signal.addEventListener('abort', abort);
  });
  const whole = async () => {
    const { response, giveUp } = await sent;
    aborted.catch(giveUp);
    return response;
  };
  try {
    return await Promise.race([aborted, whole()]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function unless(signal, send) {
  if (signal?.aborted) throw reasonOf(signal);
  return send();
}

function reasonOf(signal) {
  return signal.reason ?? new DOMException('This operation was aborted', 'AbortError');
}
