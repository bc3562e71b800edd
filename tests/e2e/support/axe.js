// WCAG 2.2 AA, as far as axe-core can tell.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong on a page as it is: one line for each element. */
export async function violations(page) {
  await page.evaluate(allStill);
  await page.evaluate(axe);
  const found = await page.evaluate(run, TAGS);
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target} ${failureSummary}`),
  );
}

/** Colours on their way to others are of no use to judge. What is cancelled on its way may make room for another. */
async function allStill() {
  const running = () => document.getAnimations().map(({ finished }) => finished);
  for (let moving = running(); moving.length > 0; moving = running()) await Promise.allSettled(moving);
}

/** Gives violations alone: what passes is far more, and to bring it out of a page takes longer than to find it. */
async function run(tags) {
  const { violations } = await globalThis.axe.run({ runOnly: tags, resultTypes: ['violations'] });
  return violations;
}
