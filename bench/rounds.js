// All variants in turn, round after round, so that the noise of the machine hits all of them alike.

/**
 * @param {string[]} names what is measured
 * @param {number} rounds how often each counts; one more before that warms up
 * @template T
 * @param {(name: string) => Promise<T>} sample
 * @returns {Promise<Record<string, T[]>>} the samples of each, in the order of the rounds
 */
export async function inTurn(names, rounds, sample) {
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    progress(`      ${round < 0 ? 'warming up' : `round ${round + 1} of ${rounds}`}`);
    for (const name of order(names, round + 1)) {
      const value = await sample(name);
      if (round >= 0) samples[name].push(value);
    }
  }
  progress('');
  return samples;
}

/**
 * Each pays for what the one before it left behind: so, round after round, each comes after each other one as often. It is a
 * Williams design: 0 1 3 2, 1 2 0 3, …, and then the same in reverse, for where the number of names is odd.
 * @param {string[]} names
 * @param {number} round from 0
 */
export function order(names, round) {
  const count = names.length;
  const places = names.map((_, turn) => (turn % 2 === 0 ? count - turn / 2 : (turn + 1) / 2));
  const ordered = places.map((place) => names[(place + round) % count]);
  return Math.floor(round / count) % 2 === 0 ? ordered : ordered.reverse();
}

/** Shows a line in place of the last one, to somebody who looks on. */
function progress(line) {
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[2K${line}`);
}
