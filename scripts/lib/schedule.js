// Jobs side by side: each as soon as those that it comes after have ended. Of those that can start, the one goes first that
// the most is left to do behind, itself included (list scheduling by critical path).

/**
 * Runs jobs, so many at a time. One that may fail sees to that by itself.
 * @param {Map<unknown, {after: unknown[], seconds: number, run: () => Promise<void>}>} jobs by what they are known as: `after`
 *   names those that come before, `seconds` is about how long a job takes
 * @param {number} atOnce
 */
export function sideBySide(jobs, atOnce) {
  const waiting = new Map(jobs);
  const running = new Set();
  const isReady = ([, { after }]) => !after.some((key) => waiting.has(key) || running.has(key));
  const left = secondsLeft(jobs);
  const mostLeftFirst = ([one], [other]) => left(other) - left(one);

  return new Promise((resolve, reject) => {
    const start = ([key, job]) => {
      waiting.delete(key);
      running.add(key);
      const end = () => {
        running.delete(key);
        startNext();
      };
      job.run().then(end).catch(reject);
    };
    const startNext = () => {
      const ready = [...waiting].filter(isReady).sort(mostLeftFirst);
      ready.slice(0, atOnce - running.size).forEach(start);
      if (running.size === 0) resolve();
    };
    startNext();
  });
}

/** How long a job takes, and the longest chain of those that come after it. */
function secondsLeft(jobs) {
  const known = new Map();
  return function left(key) {
    if (!known.has(key)) {
      const behind = [...jobs].filter(([, { after }]) => after.includes(key)).map(([other]) => left(other));
      known.set(key, jobs.get(key).seconds + Math.max(0, ...behind));
    }
    return known.get(key);
  };
}
