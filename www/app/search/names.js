// Names as people type them: as they are shown, turned, or some of their words.

import { allOf, begins, COMPANY, EMAIL, FIRST, LAST } from '../api/conditions.js';
import { fullName } from '../format.js';

/** What may stand before the word of a last name that people go by. */
const PARTICLES = [
  ...[
    'al ',
    'al-',
    'ben ',
    'bin ',
    'da ',
    'dal ',
    "d'",
    'd’',
    'de ',
    'de la ',
    'del ',
    'della ',
    'den ',
    'der ',
  ],
  ...[
    'di ',
    'do ',
    'dos ',
    'du ',
    'el ',
    'el-',
    'ibn ',
    'la ',
    'le ',
    'mac',
    'mc',
    "o'",
    'o’',
    'san ',
    'st. ',
  ],
  ...['ter ', 'van ', 'van de ', 'van den ', 'van der ', 'von ', 'von der ', 'zu '],
];

export function wordsOf(text) {
  return text.split(/[\s,]+/).filter(Boolean);
}

/** Who has a name, a company or an email that begins with a text. A name may be turned, as in “Lovelace, Ada”. */
export function beginningsOf(text) {
  const words = wordsOf(text);
  const cuts = words.slice(1).map((_, before) => before + 1);
  return [
    ...[FIRST, LAST, COMPANY, EMAIL].map((field) => begins(field, text)),
    ...cuts.flatMap((cut) => {
      const [some, others] = [words.slice(0, cut).join(' '), words.slice(cut).join(' ')];
      return [named(some, others), named(others, some)];
    }),
  ];
}

function named(first, last) {
  return allOf(begins(FIRST, first), begins(LAST, last));
}

/** Who may have all of some words in a name or a company: whoever has one of them at a beginning. */
export function candidatesOf(words) {
  if (words.length === 1) return PARTICLES.map((particle) => begins(LAST, particle + words[0]));
  return words.flatMap((word) => [FIRST, LAST, COMPANY].map((field) => begins(field, word)));
}

/** Whether each word begins one that is shown of a contact. */
export function hasAll(words, { name, company }) {
  const shown = ` ${folded(`${fullName(name)} ${company.name}`)}`;
  return words.every((word) => [' ', '-', "'", '’'].some((before) => shown.includes(before + folded(word))));
}

function folded(text) {
  return text.normalize('NFC').toLocaleLowerCase();
}
