// What an export writes, to the letter: CSV that spreadsheets can trust, and vCard that address books read.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse as recordsOf } from 'csv-parse/sync';
import { parse as cardOf } from 'vcard4';
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

/** The value in a column of a contact's record, as a strict reader of CSV finds it. */
function cell(person, column) {
  const [record] = recordsOf(csv.head + csv.entry(person), {
    bom: true,
    columns: true,
    record_delimiter: '\r\n',
  });
  return record[column];
}

/** The values of a property in a contact's card, as a strict reader of vCard 4.0 finds them. */
function valuesOf(person, property) {
  return cardOf(vcard.entry(person))
    .getProperty(property)
    .map(({ value }) => value);
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

  it('is read back by an address book as it was', () => {
    const person = contact({
      name: { prefix: 'Dr.', first: 'Ada; A', middle: 'B, C', last: 'Love\\lace\nII', suffix: 'Jr.' },
      company: { name: 'Analytical; Engines, Ltd', role: 'Countess' },
      emails: [{ tag: 'work', email: 'ada@example.com' }],
      phones: [{ tag: 'mobile', phone: '+1 (415) 555-0132' }],
      addresses: [
        { tag: 'home', address: '1, Main St; 2', neighborhood: 'SoMa', city: 'Paris', country: 'FR' },
      ],
      urls: [{ tag: 'Facebook', url: 'https://example.com/a,b;c' }],
      picture: 'https://example.com/ada.png',
    });
    assert.deepEqual(valuesOf(person, 'N'), [
      {
        familyNames: 'Love\\lace\nII',
        givenNames: 'Ada; A',
        additionalNames: 'B, C',
        honorificPrefixes: 'Dr.',
        honorificSuffixes: 'Jr.',
      },
    ]);
    assert.deepEqual(valuesOf(person, 'FN'), ['Dr. Ada; A B, C Love\\lace\nII Jr.']);
    assert.deepEqual(valuesOf(person, 'ORG'), ['Analytical; Engines, Ltd']);
    assert.deepEqual(valuesOf(person, 'EMAIL'), ['ada@example.com']);
    assert.deepEqual(valuesOf(person, 'TEL'), ['+1 (415) 555-0132']);
    assert.deepEqual(valuesOf(person, 'URL'), ['https://example.com/a,b;c']);
    assert.deepEqual(valuesOf(person, 'PHOTO'), ['https://example.com/ada.png']);
    const [address] = valuesOf(person, 'ADR');
    assert.deepEqual(
      [address.streetAddress, address.extendedAddress, address.locality, address.countryName],
      ['1, Main St; 2', 'SoMa', 'Paris', 'FR'],
    );
  });

  it('tells the tags that address books know from those they do not', () => {
    const phones = [
      { tag: 'mobile', phone: '1' },
      { tag: 'at sea', phone: '2' },
      { tag: 'other', phone: '3' },
      { tag: 'constructor', phone: '4' },
    ];
    const lines = vcard.entry(contact({ phones })).split('\r\n');
    assert.deepEqual(
      lines.filter((line) => /TEL|ABLabel/.test(line)),
      [
        'TEL;TYPE=cell:1',
        'item1.TEL:2',
        'item1.X-ABLabel:at sea',
        'TEL:3',
        'item2.TEL:4',
        'item2.X-ABLabel:constructor',
      ],
    );
  });

  it('cannot be broken out of by a line break in a value', () => {
    const lines = vcard.entry(named('Ada\r\nEND:VCARD\nBEGIN:VCARD')).split('\r\n');
    assert.ok(lines.includes('FN:Ada\\nEND:VCARD\\nBEGIN:VCARD'));
    assert.deepEqual(
      lines.filter((line) => line === 'END:VCARD'),
      ['END:VCARD'],
    );
  });

  it('folds lines after 75 bytes, and never inside a character', () => {
    const name = 'אבגדהוזחטיכלמנ 👩‍👩‍👧‍👦 '.repeat(20).trim();
    for (const line of vcard.entry(named(name)).split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
    assert.deepEqual(valuesOf(named(name), 'FN'), [name]);
  });

  it('has one birthday and one anniversary, and keeps what is more', () => {
    const dates = [
      { tag: 'birthday', date: '1815-12-10T00:00:00.000Z' },
      { tag: 'anniversary', date: '1835-07-08T00:00:00.000Z' },
      { tag: 'anniversary', date: '1836-07-08T00:00:00.000Z' },
    ];
    assert.deepEqual(valuesOf(contact({ dates }), 'BDAY'), ['18151210']);
    assert.deepEqual(valuesOf(contact({ dates }), 'ANNIVERSARY'), ['18350708']);
    assert.deepEqual(valuesOf(contact({ dates }), 'X-ABDATE'), ['1836-07-08T00:00:00.000Z']);
  });
});
