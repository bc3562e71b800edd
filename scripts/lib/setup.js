// Gets what a command needs, and no more: side by side, and each step as soon as those are taken that it comes after.

import { duration } from './duration.js';
import { Failure } from './process.js';
import { timed } from './timings.js';

/** For so long a step says nothing. */
const SILENCE_MS = 30_000;

/**
 * @typedef {object} Progress How far a step is
 * @property {string} title what it does
 * @property {string} [time] about how long that takes
 * @property {number} [began] when it began, in ms since 1970
 * @property {number} [ended] when it ended, likewise
 */

/**
 * Takes those steps that are not taken yet, such as installing a tool that is missing. A step has a `name`, says whether it
 * `isReady`, and how to `install` it; which steps it comes `after`; and which `lane` it has to itself meanwhile.
 * @param {Iterable<object>} needed of tools.js, and the like
 * @param {object} [options]
 * @param {(missing: Progress[]) => void} [options.onBegin] told of the steps to take, if there are any; each changes as it is taken
 * @param {(step: object, failure: Failure) => void} [options.onFailure] told what could not be had; by default, that ends it all
 */
export async function setUp(needed, { onBegin, onFailure = (_, failure) => raise(failure) } = {}) {
  const failures = new Map();
  const attempt = (step, action) =>
    action().catch((error) => {
      if (!(error instanceof Failure)) throw error;
      failures.set(step, error);
      onFailure(step, error);
    });

  const steps = [...new Set(needed)];
  const isMissing = new Set();
  await Promise.all(
    steps.map((step) =>
      attempt(step, async () => {
        if (!(await step.isReady?.())) isMissing.add(step);
      }),
    ),
  );
  const missing = steps.filter((step) => isMissing.has(step));
  const progress = missing.map(({ verb = 'installing', name, time }) => ({ title: `${verb} ${name}`, time }));
  if (missing.length > 0) onBegin?.(progress);

  const lanes = new Map();
  const taken = new Map();
  const takeOnce = (step) => {
    if (taken.has(step)) return taken.get(step);
    const before = (step.after ?? []).filter((other) => missing.includes(other)).map(takeOnce);
    if (step.lane) before.push(lanes.get(step.lane));
    const taking = attempt(step, async () => {
      await Promise.all(before);
      const lacking = step.after?.find((other) => failures.has(other));
      if (lacking) throw failures.get(lacking);
      const index = missing.indexOf(step);
      await take(step, progress[index], `[${index + 1}/${missing.length}]`);
    });
    taken.set(step, taking);
    if (step.lane) lanes.set(step.lane, taking);
    return taking;
  };
  await Promise.all(missing.map(takeOnce));
}

async function take({ install }, progress, number) {
  const { title, time } = progress;
  progress.began = Date.now();
  const passed = () => duration((Date.now() - progress.began) / 1000);
  console.log(`${number} ${title}${time ? ` (${time})` : ''} …`);
  const reminder = setInterval(
    () => console.log(`${number} still ${title}, ${passed()}`),
    SILENCE_MS,
  ).unref();
  try {
    await timed(title, async () => install());
  } finally {
    clearInterval(reminder);
  }
  progress.ended = Date.now();
  console.log(`${number} done in ${passed()}`);
}

function raise(error) {
  throw error;
}
