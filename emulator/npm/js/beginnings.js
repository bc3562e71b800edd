// What sites begin with, so that the next one in this process need not make it again: its tables and its made-up people.

/** A process makes many small sites, and hardly two large ones. */
const MANY_PEOPLE = 1000;
/** The newest of them came now: for so many milliseconds, that is the same now. */
const NOW_LASTS = 60_000;

let kept;

/** @returns {Uint8Array | undefined} what the last site began with, if one with these options begins with the same */
export function beginningOf(options) {
  if (kept?.people !== peopleOf(options)) return undefined;
  const age = Date.now() - kept.madeAt;
  const isSameNow = age >= 0 && age < NOW_LASTS;
  return hasDates(options) && !isSameNow ? undefined : kept.snapshot;
}

/** @param {{snapshot: () => Uint8Array}} server as it was just made */
export function keepBeginning(options, server) {
  if (options.seed > MANY_PEOPLE) return;
  kept = { people: peopleOf(options), madeAt: Date.now(), snapshot: server.snapshot() };
}

const peopleOf = ({ seed = 0, seedUntil }) => `${seed} ${seedUntil}`;

/** Whether it matters when it is made. */
const hasDates = ({ seed = 0, seedUntil }) => Number(seed) > 0 && seedUntil === undefined;
