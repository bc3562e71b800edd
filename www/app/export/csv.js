// Contacts as CSV: RFC 4180, in UTF-8 with a byte order mark, without which spreadsheets take it for something else.

import { TITLES, valuesOf } from './columns.js';

export const type = 'text/csv';
export const extension = 'csv';

// A spreadsheet takes a cell that begins so for a formula, and would run what a stranger typed into a form. An apostrophe
// makes it text: https://owasp.org/www-community/attacks/CSV_Injection
const FORMULA = /[\s"]*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u;
// Not every reader separates cells by commas. One that goes by semicolons or tabs begins a cell behind each of those, and
// where a line breaks, whether or not there are quotes around.
const CELL_BEGINS = /(?<=^|[;,\t\r\n\v\f\u0085\u2028\u2029])/u;
const HARMFUL = new RegExp(`${CELL_BEGINS.source}(?!\\n)(?=${FORMULA.source})`, 'gu');
// What is no more than numbers, perhaps with their tags, runs nothing, and each is the number that it was. Of anything else
// behind a number a spreadsheet would make a formula with it: tabs and line breaks are nothing to one, and a slash divides.
const PHONE = /(?![+\uFF0B][^;]*\/)[+\uFF0B(]*\p{Nd}(?:[\p{Zs}\p{Pd}()./]*\p{Nd}){4,}\)?/u;
const TAG = /(?: \([\p{L}\p{Nd}\p{Zs}.'’-]+\))?/u;
const NUMBER = `\\p{Zs}*${PHONE.source}${TAG.source}\\p{Zs}*`;
const NUMBERS = new RegExp(`^${NUMBER}(?:;${NUMBER})*$`, 'u');
const NEEDS_QUOTES = /[",;\t\r\n]/;

export const head = `\uFEFF${line(TITLES)}`;

/** A contact with labels of these names as one record. */
export function entry(contact, labels = []) {
  return line(valuesOf(contact, labels));
}

function line(values) {
  return `${values.map(cell).join(',')}\r\n`;
}

function cell(value = '') {
  const text = NUMBERS.test(value) ? value : value.replace(HARMFUL, "'");
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
