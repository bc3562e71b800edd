// What an export writes, to the letter: CSV that spreadsheets can trust, and vCard that address books read.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as csv from '../../www/app/export/csv.js';
import * as vcard from '../../www/app/export/vcard.js';

const contact = (parts = {}) => ({
  id: '5bc541c9-4ebd-48cd-81ae-b45be26c37ca',
  name: { prefix: '', first: 'Ada', middle: '', last: 'Lovelace', suffix: '' },
  company: { name: '', role: '' },
  emails: [],
  phones: [],
  addresses: [],
  urls: [],
  dates: [],
  links: [],
  createdAt: '2024-02-03T04:05:06.789Z',
  modifiedAt: '2024-02-03T04:05:06.789Z',
  ...parts,
});
const named = (first) => contact({ name: { prefix: '', first, middle: '', last: '', suffix: '' } });

/** The value in a column of a contact's record. */
function cell(person, column) {
  const names = records(csv.head.slice(1))[0];
  return records(csv.entry(person))[0][names.indexOf(column)];
}

/** A small reader of RFC 4180. */
function records(text) {
  const lines = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    lines.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ',') lines.push([]);
  }
  return lines.slice(0, -1);
}

describe('a CSV export', () => {
  it('begins with a byte order mark and the names of its columns', () => {
    assert.match(csv.head, /^\uFEFFId,Prefix,First name,/);
    assert.ok(csv.head.endsWith('\r\n'));
  });

  it('quotes commas, quotes and line breaks', () => {
    const name = 'Ada "the first", Countess\r\nof Lovelace';
    assert.ok(csv.entry(named(name)).includes('"Ada ""the first"", Countess\r\nof Lovelace"'));
    assert.equal(cell(named(name), 'First name'), name);
  });

  for (const formula of [
    '=1+1',
    '+1 415 555 0132',
    '-1',
    '@SUM(A1)',
    '\t=1',
    ' =1',
    '\r=1',
    '＝1',
    '＋1',
    '－1',
    '＠A1',
  ]) {
    it(`makes text of the formula ${JSON.stringify(formula)}`, () => {
      assert.equal(cell(named(formula), 'First name'), `'${formula}`);
    });
  }

  it('has the same number of cells in every record', () => {
    const [names] = records(csv.head);
    assert.equal(records(csv.entry(contact()))[0].length, names.length);
  });

  it('keeps every item of a list', () => {
    const emails = ['a', 'b', 'c'].map((name) => ({ tag: 'work', email: `${name}@example.com` }));
    assert.equal(cell(contact({ emails }), 'Email'), 'a@example.com');
    assert.equal(cell(contact({ emails }), 'Other emails'), 'b@example.com (work); c@example.com (work)');
  });
});

describe('a vCard export', () => {
  it('is a card of version 4.0', () => {
    const card = vcard.entry(contact({ company: { name: 'Analytical; Engines, Ltd', role: 'Countess' } }));
    assert.deepEqual(card.split('\r\n'), [
      'BEGIN:VCARD',
      'VERSION:4.0',
      'UID:urn:uuid:5bc541c9-4ebd-48cd-81ae-b45be26c37ca',
      'FN:Ada Lovelace',
      'N:Lovelace;Ada;;;',
      'ORG:Analytical\\; Engines\\, Ltd',
      'TITLE:Countess',
      'REV:20240203T040506Z',
      'END:VCARD',
      '',
    ]);
  });

  it('tells the tags that address books know from those they do not', () => {
    const phones = [
      { tag: 'mobile', phone: '1' },
      { tag: 'at sea', phone: '2' },
      { tag: 'other', phone: '3' },
    ];
    const card = vcard.entry(contact({ phones }));
    assert.ok(card.includes('\r\nTEL;TYPE=cell:1\r\nitem1.TEL:2\r\nitem1.X-ABLabel:at sea\r\nTEL:3\r\n'));
  });

  it('cannot be broken out of by a line break in a value', () => {
    const card = vcard.entry(named('Ada\r\nEND:VCARD\nBEGIN:VCARD'));
    assert.ok(card.includes('\r\nFN:Ada\\nEND:VCARD\\nBEGIN:VCARD\r\n'));
    assert.equal(card.match(/^END:VCARD/gm).length, 1);
  });

  it('folds lines after 75 bytes, and never inside a character', () => {
    const name = 'אבגדהוזחטיכלמנ 👩‍👩‍👧‍👦 '.repeat(20).trim();
    const card = vcard.entry(named(name));
    for (const line of card.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
    assert.ok(card.replaceAll('\r\n ', '').includes(`\r\nFN:${name}\r\n`));
  });

  it('has a birthday and other dates', () => {
    const dates = [
      { tag: 'birthday', date: '1815-12-10T00:00:00.000Z' },
      { tag: 'anniversary', date: '1835-07-08T00:00:00.000Z' },
    ];
    assert.ok(vcard.entry(contact({ dates })).includes('\r\nBDAY:18151210\r\nANNIVERSARY:18350708\r\n'));
  });
});
