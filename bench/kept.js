// The results as they are kept, and shown where people read them.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inProject } from '../scripts/lib/project.js';
import { digest, headline, report } from './report.js';

/** The package, and that of the emulator: where their results are, and what of them is shown on which page. */
export const SUBJECTS = {
  package: {
    file: 'bench/results',
    pages: {
      'docs/performance.md': ['<!-- npm run bench -->', report],
      'README.md': ['<!-- npm run bench: headline -->', headline],
    },
  },
  emulator: {
    file: 'bench/emulator',
    pages: {
      'docs/performance.md': ['<!-- npm run bench: emulator -->', report],
      'emulator/npm/README.md': ['<!-- npm run bench: emulator -->', digest],
    },
  },
};

export function keep(subject, results) {
  writeFileSync(inProject(`${SUBJECTS[subject].file}.json`), `${JSON.stringify(results, null, 2)}\n`);
  show(subject);
}

/** The subjects that were measured. */
export const measured = () =>
  Object.keys(SUBJECTS).filter((subject) => existsSync(inProject(`${SUBJECTS[subject].file}.json`)));

export function read(subject) {
  return JSON.parse(readFileSync(inProject(`${SUBJECTS[subject].file}.json`), 'utf8'));
}

/** Writes the tables of what is kept. */
export function show(subject) {
  const { file, pages } = SUBJECTS[subject];
  const results = read(subject);
  writeFileSync(inProject(`${file}.md`), `${report(results, subject)}\n`);
  for (const [page, [mark, part]] of Object.entries(pages)) put(page, mark, part(results, subject));
}

/** Puts a text between a mark and the end of its section. */
export function put(page, mark, markdown) {
  const path = inProject(page);
  const text = readFileSync(path, 'utf8');
  const from = text.indexOf(mark) + mark.length;
  writeFileSync(
    path,
    `${text.slice(0, from)}\n\n${markdown}\n\n${text.slice(text.indexOf('<!-- end -->', from))}`,
  );
}
