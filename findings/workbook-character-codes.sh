#!/usr/bin/env bash
# Guess: a text that is written to a cell of an .xlsx file is read back as it was, by the same library at least.
# Seen:  the format writes a character that XML can't hold as _xHHHH_. exceljs 4.4.0 does not mark a text that only looks like
#        that, and reads its own "_x0041_" back as "A"; so would Excel. hucre 1.0.0 streams the \r of a line break as _x000D_ into
#        inline strings, where exceljs 4.4.0 leaves it, so the text "a\r\nb" comes back as "a_x000D_\nb".
# Hurts: whoever exports product codes or addresses of several lines. Write \n alone, and _x005F_ for a _ that begins such a code.
# With:  exceljs 4.4.0, hucre 1.0.0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund exceljs@4.4.0 hucre@1.0.0

cat >read.mjs <<'JS'
import assert from 'node:assert/strict';
import ExcelJS from 'exceljs';
import { writeXlsxStream } from 'hucre/xlsx';

async function read(bytes) {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes);
  return workbook.worksheets[0].getRow(1).getCell(1).value;
}

const workbook = new ExcelJS.Workbook();
workbook.addWorksheet('texts').addRow(['_x0041_']);
const code = await read(await workbook.xlsx.writeBuffer());
const lines = await read(await new Response(writeXlsxStream([['a\r\nb']], { name: 'texts' })).arrayBuffer());
console.log('exceljs wrote "_x0041_", exceljs reads', JSON.stringify(code));
console.log('hucre wrote "a\\r\\nb", exceljs reads  ', JSON.stringify(lines));
assert.equal(code, 'A');
assert.equal(lines, 'a_x000D_\nb');
JS
node read.mjs && echo 'As described.'
