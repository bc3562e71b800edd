// Where the time of a command goes: a line for each step, the longest first, and the same in .local/timings.json.

import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdirSync, writeFileSync } from 'node:fs';
import { duration } from './duration.js';
import { inProject } from './project.js';

const steps = [];
/** The step that the code is in. Steps may be taken side by side. */
const underWay = new AsyncLocalStorage();

/** Takes a step, which may have steps of its own: what these take does not count twice. */
export async function timed(name, action) {
  const within = [];
  const started = Date.now();
  try {
    return await underWay.run(within, action);
  } finally {
    const ended = Date.now();
    underWay.getStore()?.push([started, ended]);
    steps.push({ name, seconds: (ended - started - covered(within)) / 1000 });
  }
}

/** How long it is in all that at least one of the spans lasts. */
function covered(spans) {
  let [sum, end] = [0, 0];
  for (const [from, to] of spans.sort(([one], [other]) => one - other)) {
    sum += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return sum;
}

/** Shows where the time went; what took less than a second is in the file alone. */
export function showTimings() {
  const longestFirst = steps.splice(0).sort((one, other) => other.seconds - one.seconds);
  mkdirSync(inProject('.local'), { recursive: true });
  writeFileSync(inProject('.local', 'timings.json'), `${JSON.stringify(longestFirst, null, 2)}\n`);
  const lines = longestFirst.filter(({ seconds }) => seconds >= 1).map(line);
  if (lines.length > 0) console.log(`\nWhere the time went:\n${lines.join('\n')}`);
}

const line = ({ name, seconds }) => `${duration(seconds).padStart(7)}  ${name}`;
