// The site of made-up people: opened, asked, started anew.

import { createEmulator } from '../../../emulator/npm/js/index.js';
import { removeFiles } from '../../../emulator/npm/js/opfs.js';

const PEOPLE = 500;

export class Site {
  #options;
  #tell;
  /** What has been begun, and what ends it. */
  #underWay = new Map();
  /** The emulator, once the site is open; that may take until somebody starts anew. */
  #emulator;
  #resolve;
  /** The last that was done to the site as a whole: each waits for the one before. */
  #done;

  /**
   * @param {WebAssembly.Module} wasm
   * @param {string | undefined} db where it is kept, if it is
   * @param {(state: {isKept: boolean} | {problem: string}) => void} tell
   */
  constructor(wasm, db, tell) {
    this.#options = { wasm, db, seed: PEOPLE };
    this.#tell = tell;
    this.#expect();
    this.#done = this.#open();
  }

  /** Does what a page asks, `{request}`, `{startAnew}` or `{giveUp}`. The key is the call's own; `reply` is told what comes of it. */
  async take(key, { request, startAnew, giveUp }, reply) {
    if (giveUp) return this.#underWay.get(key)?.abort();
    reply({ isTaken: true });
    try {
      reply(await (startAnew ? this.#startAnew() : this.#send(key, request)));
    } catch ({ message }) {
      reply({ failure: message });
    }
  }

  async #send(key, { path, ...init }) {
    const controller = new AbortController();
    this.#underWay.set(key, controller);
    try {
      const { fetch } = await this.#emulator;
      const response = await fetch(path, { ...init, signal: controller.signal });
      const { status, headers } = response;
      return { status, headers: [...headers], body: await response.arrayBuffer() };
    } finally {
      this.#underWay.delete(key);
    }
  }

  #expect() {
    this.#emulator = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  async #open() {
    try {
      const emulator = await createEmulator(this.#options);
      this.#resolve(emulator);
      this.#tell({ isKept: this.#options.db !== undefined });
      return { emulator };
    } catch ({ message }) {
      // The rest is advice for who wrote the program.
      const [problem] = message.split(/[.;] /);
      this.#tell({ problem: `${problem}.` });
      return { problem };
    }
  }

  async #startAnew() {
    const before = this.#done;
    this.#done = this.#renew(before);
    const { problem } = await this.#done;
    if (problem) throw new Error(problem);
    return {};
  }

  async #renew(before) {
    const { emulator } = await before;
    if (emulator) this.#expect();
    // Whatever it says: its files are removed.
    await emulator?.close().catch(() => {});
    if (this.#options.db) await removeFiles(this.#options.db);
    return this.#open();
  }
}
