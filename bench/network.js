// A slow network, made by the servers: the browser's own emulation needs the Network domain (page.js).

import { setTimeout as pause } from 'node:timers/promises';

const PACKET = 4096;

/** The way to one device: what several servers send to it shares the bandwidth. */
export class SlowNetwork {
  #latency;
  #bytesPerMs;
  /** When all that was sent so far has arrived. */
  #freeAt = 0;

  /** @param {{latency: number, bytesPerSecond: number}} options latency in milliseconds, of each request */
  constructor({ latency, bytesPerSecond }) {
    this.#latency = latency;
    this.#bytesPerMs = bytesPerSecond / 1000;
  }

  /** Gives a body as it arrives. */
  async *slowed(body) {
    await pause(this.#latency);
    for await (const bytes of body) {
      for (let at = 0; at < bytes.length; at += PACKET) {
        const packet = bytes.subarray(at, at + PACKET);
        const now = performance.now();
        this.#freeAt = Math.max(this.#freeAt, now) + packet.length / this.#bytesPerMs;
        await pause(this.#freeAt - now);
        yield packet;
      }
    }
  }
}
