// Contacts as a workbook (ECMA-376), for spreadsheets: a text stays the text that it is, so a phone keeps its plus and a postal
// code its zeros. It is written row by row; where a sheet is full, the next goes on.

// By its path, as a page without a bundler must: the whole library reads workbooks, too.
import { writeXlsxStream } from '../../node_modules/hucre/dist/xlsx/stream-writer.mjs';
import { TIMES, TITLES, valuesOf } from './columns.js';

export const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const extension = 'xlsx';

/** What Excel holds in one cell, in UTF-16 code units. */
const MOST_IN_CELL = 32_767;
/** XML has no way of writing most of these; what a sheet has in their place only some programs read. */
const NOT_IN_XML = /(?![\t\n])\p{Cc}|[\uFFFE\uFFFF]/gu;
/** The first day that a sheet can count from. */
const FIRST_DAY = Date.UTC(1900, 0, 1);
const TIME_FORMAT = 'yyyy-mm-dd hh:mm';
const NARROW = 14;
const WIDE = 26;
const IS_WIDE = /email|phones|street|addresses|company|labels|links|^id$/i;

/** The workbook in pieces. The report counts each text that is `cut`, as it is too long for a cell. */
export async function* piecesOf(contacts, report) {
  const columns = TITLES.map((header) => ({
    header,
    width: IS_WIDE.test(header) ? WIDE : NARROW,
    ...(TIMES.includes(header) && { numFmt: TIME_FORMAT }),
  }));
  const sheet = { name: 'Contacts', columns, freezePane: { rows: 1 } };
  const reader = writeXlsxStream(rows(contacts, report), sheet).getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
}

async function* rows(contacts, report) {
  for await (const [contact, labels] of contacts) {
    yield valuesOf(contact, labels).map((value = '', column) =>
      TIMES.includes(TITLES[column]) ? timeOf(value) : textOf(value, report),
    );
  }
}

/** A time as one that can be counted with; what a sheet can't count, as it is written. */
function timeOf(value) {
  const time = new Date(value);
  return time >= FIRST_DAY ? time : value || null;
}

function textOf(value, report) {
  if (value === '') return null;
  const text = value.replace(/\r\n?/g, '\n').replace(NOT_IN_XML, '');
  if (text.length > MOST_IN_CELL) report.cut += 1;
  // What looks like the code of a character would be read as that character.
  return text.slice(0, MOST_IN_CELL).replace(/_(?=x[\dA-F]{4}_)/gi, '_x005F_');
}
