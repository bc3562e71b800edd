// What LibreOffice makes of an export, with each of the separators that people open a CSV file with. Where there is no
// LibreOffice these tests are skipped (Debian's package libreoffice-calc has it).

import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import * as csv from '../../www/app/export/csv.js';
import { write } from '../../www/app/export/write.js';
import { person } from './support/people.js';

const MISSING = spawnSync('soffice', ['--version']).error && 'LibreOffice is not installed';
const SEPARATORS = { commas: 44, semicolons: 59, tabs: 9 };
const DANGEROUS = [
  '=1+1',
  'a;=1+1',
  'b\t=2+2',
  'c;@sum(1;1)',
  'd;-1+1',
  'e; =1+1',
  'f;"=1+1"',
  'g\n=1+1',
  'h;+1+1',
  '\t=1+1',
  '"=1+1',
];

describe('LibreOffice', { skip: MISSING }, () => {
  let folder;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'spreadsheets-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  /** A file as the XML of a spreadsheet; `filter` says how it is to be read. */
  async function opened(name, content, filter = []) {
    writeFileSync(join(folder, name), content);
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const args = [profile, '--headless', ...filter, '--convert-to', 'fods', '--outdir', folder];
    await promisify(execFile)('soffice', [...args, join(folder, name)]);
    return readFileSync(join(folder, name.replace(/\w+$/, 'fods')), 'utf8');
  }

  // Character codes of the separator and the quote, UTF-8, from the first line on; the last but two: take formulas for such.
  const openedBy = (separator, content) =>
    opened('contacts.csv', content, [
      `--infilter=CSV:${separator},34,76,1,,0,false,true,false,false,false,-1,true`,
    ]);

  for (const [reader, separator] of Object.entries(SEPARATORS)) {
    it(`runs nothing of a CSV file that is read by ${reader}`, async () => {
      const separated = String.fromCharCode(separator);
      assert.match(await openedBy(separator, `a${separated}=1+1\r\n`), /table:formula=/);
      const records = DANGEROUS.map((text) =>
        csv.entry(person({ name: { first: text }, company: { name: text, role: text } }), [text]),
      );
      assert.doesNotMatch(await openedBy(separator, csv.head + records.join('')), /table:formula=/);
    });
  }

  it('finds texts in a workbook where texts were, and times where times were', async () => {
    const contact = person({
      name: { first: '=1+1' },
      phones: [{ tag: 'work', phone: '+12125550134' }],
      addresses: [{ tag: 'home', postalCode: '01234' }],
    });
    async function* contacts() {
      yield [contact, []];
    }
    const { file } = await write('xlsx', contacts());
    const sheet = await opened('contacts.xlsx', new Uint8Array(await file.arrayBuffer()));
    const cells = sheet.matchAll(/office:value-type="string"[^>]*>\s*<text:p>(.*?)<\/text:p>/g);
    const texts = [...cells].map(([, text]) => text);
    for (const text of ['=1+1', '+12125550134', '01234']) assert.ok(texts.includes(text), `${texts}`);
    assert.match(sheet, /office:date-value="2024-02-03T04:05:06/);
    assert.doesNotMatch(sheet, /table:formula=/);
  });
});
