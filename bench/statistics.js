// What samples amount to.

/** The middle of some numbers, and the quarters beside it: half of them lie between. */
export function summary(samples) {
  const sorted = [...samples].sort((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    low: quantile(sorted, 0.25),
    high: quantile(sorted, 0.75),
    samples: sorted.length,
  };
}

/**
 * How many times as much as `base`, round by round: what slows a whole round then counts for nothing.
 * @param {number[]} samples @param {number[]} base
 */
export function ratio(samples, base) {
  return summary(samples.map((sample, round) => sample / base[round]));
}

function quantile(sorted, q) {
  const position = (sorted.length - 1) * q;
  const below = sorted[Math.floor(position)];
  return below + (sorted[Math.ceil(position)] - below) * (position % 1);
}
