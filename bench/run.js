// Runs the measures, one after the other.

import { cpus, loadavg } from 'node:os';
import { openLab } from './lab.js';
import { measures } from './measures/index.js';
import { ratio, summary } from './statistics.js';
import { versions } from './versions.js';

/**
 * @param {string[]} names of measures
 * @param {{program: string, quick: boolean}} options `program` is the local server
 * @returns {Promise<object>} what bench/results.json holds
 */
export async function runMeasures(names, { program, quick }) {
  const lab = await openLab(program);
  try {
    const date = new Date().toISOString();
    const load = { atStart: loadavg()[0] };
    const rows = [];
    for (const name of names) {
      const started = Date.now();
      console.log(`[${names.indexOf(name) + 1}/${names.length}] ${name}: ${measures[name].about} …`);
      const rounds = (count) => (quick ? Math.ceil(count / 10) : count);
      const measured = await measures[name].measure({ lab, program, quick, rounds });
      rows.push(...measured.map((row) => ({ measure: name, ...summarized(row) })));
      console.log(`      ${Math.round((Date.now() - started) / 1000)} s`);
    }
    const [{ model }] = cpus();
    return {
      date,
      quick,
      machine: { cpu: model, cores: cpus().length, load: { ...load, atEnd: loadavg()[0] } },
      versions: versions(lab),
      rows,
    };
  } finally {
    await lab.close();
  }
}

/** A measure's row, with medians for samples; `of` names what the others are compared with. */
function summarized({ samples, target, ...row }) {
  const values = Object.fromEntries(
    Object.entries(samples).map(([name, own]) => [
      name,
      { ...summary(own), ...(row.of && { ratio: ratio(own, samples[row.of]) }) },
    ]),
  );
  return { ...row, values, ...(target && { target: judged(target, samples) }) };
}

/** Whether a target holds, and what was compared with it: ours, or how many times as much as another's it is. */
function judged({ of, atMost, goal }, { ours, ...others }) {
  const { median } = of ? ratio(ours, others[of]) : summary(ours);
  const reached = (limit) => median <= limit;
  return {
    of,
    atMost,
    holds: reached(atMost),
    ...(goal && { goal, reachesGoal: reached(goal) }),
    value: median,
  };
}
