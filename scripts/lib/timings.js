// Where the time of a command goes: a line for each step, the longest first, and the same in .local/timings.json.

import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdirSync, writeFileSync } from 'node:fs';
import { inProject } from './project.js';

const steps = [];
/** The step that is under way; others may be beside it. */
const underWay = new AsyncLocalStorage();

/** Takes a step, which may have steps of its own: what these take does not count twice. */
export async function timed(name, action) {
  const step = { name, seconds: 0 };
  const started = Date.now();
  const outer = underWay.getStore();
  try {
    return await underWay.run(step, action);
  } finally {
    const seconds = (Date.now() - started) / 1000;
    step.seconds += seconds;
    if (outer) outer.seconds -= seconds;
    steps.push(step);
  }
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

/** Minutes and seconds. */
export function duration(seconds) {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
