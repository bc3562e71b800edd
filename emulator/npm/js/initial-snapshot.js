// Caches what a site begins with, its tables and its made-up contacts, so that the next one in this process need not make it
// again.

/** A process makes many small sites, and hardly two large ones. */
const MAX_CONTACTS = 1000;
/** The newest of them came now: for so many milliseconds, that is the same now. */
const MAX_AGE = 60_000;

let cache;

/** @returns {Uint8Array | undefined} what the last site began with, if a site with these options begins with the same */
export function cachedSnapshot(options) {
  if (cache?.key !== keyOf(options)) return undefined;
  const age = Date.now() - cache.madeAt;
  const isSameNow = age >= 0 && age < MAX_AGE;
  return hasDates(options) && !isSameNow ? undefined : cache.snapshot;
}

/** @param {{snapshot: () => Uint8Array}} server as it was just made */
export function cacheSnapshot(options, server) {
  if (options.seed > MAX_CONTACTS) return;
  cache = { key: keyOf(options), madeAt: Date.now(), snapshot: server.snapshot() };
}

const keyOf = ({ seed = 0, seedUntil }) => `${seed} ${seedUntil}`;

/** Whether it matters when it is made. */
const hasDates = ({ seed = 0, seedUntil }) => Number(seed) > 0 && seedUntil === undefined;
