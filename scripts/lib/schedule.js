// Jobs side by side: each as soon as those that it comes after have ended, and of those the longest first.

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
  const longestFirst = ([, one], [, other]) => other.seconds - one.seconds;

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
      const ready = [...waiting].filter(isReady).sort(longestFirst);
      ready.slice(0, atOnce - running.size).forEach(start);
      if (running.size === 0) resolve();
    };
    startNext();
  });
}
