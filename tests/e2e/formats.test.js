// What an export writes, to the letter: CSV that spreadsheets can trust, workbooks that keep texts, and vCard that address
// books read.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse as recordsOf } from 'csv-parse/sync';
import ICAL from 'ical.js';
import { parse as cardOf } from 'vcard4';
import * as csv from '../../www/app/export/csv.js';
import * as vcard from '../../www/app/export/vcard.js';
import { write } from '../../www/app/export/write.js';
import { readXlsx } from '../../www/node_modules/hucre/dist/xlsx.mjs';
import { person } from './support/people.js';

const named = (first) => person({ name: { first } });

/** The value in a column of a contact's record, as a strict reader of CSV finds it. */
function cell(contact, column, labels) {
  const [record] = recordsOf(csv.head + csv.entry(contact, labels), {
    bom: true,
    columns: true,
    record_delimiter: '\r\n',
  });
  return record[column];
}

/** The cells of a contact's record for a reader that knows one separator, and quotes where a cell begins. */
function cellsOf(contact, separator) {
  const options = { bom: true, delimiter: separator, relax_quotes: true, relax_column_count: true };
  return recordsOf(csv.head + csv.entry(contact), options)
    .slice(1)
    .flat();
}

/** The values of a property in a contact's card, as a strict reader of vCard 4.0 finds them. */
function valuesOf(contact, property) {
  return (
    cardOf(vcard.entry(contact))
      .getProperty(property)
      // This reader takes a semicolon for the end of a part, whatever the property.
      .map(({ value }) => (Array.isArray(value) ? value.join(';') : value))
  );
}

/** The same, as a reader finds them that many calendars have inside. */
function icalValuesOf(contact, property) {
  const card = new ICAL.Component(ICAL.parse(vcard.entry(contact)));
  return card.getAllProperties(property.toLowerCase()).flatMap((found) => found.getValues());
}

/** The sheets of a workbook of contacts, and what was said of it. */
async function workbookOf(...people) {
  const { file, cut, written } = await write('xlsx', pairs(people));
  const { sheets } = await readXlsx(new Uint8Array(await file.arrayBuffer()));
  return { sheets, cut, written };
}

async function* pairs(people) {
  for (const contact of people) yield [contact, ['VIP']];
}

/** The value in a column of a contact's row. */
async function sheetCell(contact, column) {
  const [{ rows }] = (await workbookOf(contact)).sheets;
  return rows[1][rows[0].indexOf(column)];
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
    '+A1',
    '+1*2',
    '-1',
    '@SUM(A1)',
    ' =1',
    '"=1',
    '＝1',
    '＋A1',
    '－1',
    '＠A1',
    '+12345\t*A1',
    '+12345\n*A1',
    '+12345;A1',
    '+12345 (A1)*A1',
    '+12345*A1',
    '+4930/123456',
    '-12345',
  ]) {
    it(`makes text of the formula ${JSON.stringify(formula)}`, () => {
      assert.equal(cell(named(formula), 'First name'), `'${formula}`);
    });
  }

  const SEPARATORS = { commas: ',', semicolons: ';', tabs: '\t' };
  for (const [reader, separator] of Object.entries(SEPARATORS)) {
    for (const text of [
      'a;=1+1',
      'b\t=2+2',
      'c;@sum(1)',
      'd,=1+1',
      'e; \t-1',
      'f\n=1',
      'g;"=1+1"',
      'h;+A1;+cmd',
      '\t=1',
      '\r=1',
      'i\r\n+A1',
      'j;\tk',
    ]) {
      it(`begins no cell with a formula for a reader of ${reader}, whatever ${JSON.stringify(text)} has`, () => {
        const contact = person({ name: { first: text }, company: { name: text, role: '' } });
        assert.deepEqual(
          cellsOf(contact, separator).filter((value) => /^[\s"]*[=+\-@\t\r]/.test(value)),
          [],
        );
        assert.equal(cell(contact, 'First name').replaceAll("'", ''), text);
      });
    }
  }

  for (const phone of [
    '+1 212 555 0134',
    '+12125550134',
    '+1 (212) 555-0134',
    '＋８１ ９０ １２３４ ５６７８',
  ]) {
    it(`has the phone ${phone} as it is`, () => {
      const phones = [phone, phone, phone].map((each) => ({ tag: 'work', phone: each }));
      assert.equal(cell(person({ phones }), 'Phone'), phone);
      assert.equal(cell(person({ phones }), 'Other phones'), `${phone} (work); ${phone} (work)`);
    });
  }

  it('has national phones and tags of any words among others as they are', () => {
    const phones = [
      { tag: 'home', phone: '+1 212 555 0134' },
      { tag: 'work 2', phone: '+1 212 555 0134' },
      { tag: "Ann's", phone: '(030) 123-456' },
      { tag: 'Büro', phone: '0049.30/123456' },
    ];
    assert.equal(
      cell(person({ phones }), 'Other phones'),
      "+1 212 555 0134 (work 2); (030) 123-456 (Ann's); 0049.30/123456 (Büro)",
    );
  });

  it('has the labels by their names, and the statuses in the words of the page', () => {
    const emails = [
      { tag: 'work', email: 'a@example.com', emailStatus: 'recurring', deliveryStatus: 'BOUNCE' },
      { tag: 'home', email: 'b@example.com', emailStatus: 'optOut' },
    ];
    const contact = person({ emails });
    assert.equal(cell(contact, 'Labels', ['VIP', 'לקוחות חוזרים']), 'VIP; לקוחות חוזרים');
    assert.equal(cell(contact, 'Email status'), 'Subscribed');
    assert.equal(cell(contact, 'Delivery status'), 'Bounces');
    assert.equal(cell(contact, 'Other emails'), 'b@example.com (home, Unsubscribed)');
  });

  it('keeps every item of a list', () => {
    const emails = ['a', 'b', 'c'].map((name) => ({ tag: 'work', email: `${name}@example.com` }));
    assert.equal(cell(person({ emails }), 'Email'), 'a@example.com');
    assert.equal(cell(person({ emails }), 'Other emails'), 'b@example.com (work); c@example.com (work)');
  });
});

describe('a workbook', () => {
  const company = (name) => person({ company: { name, role: '' } });

  it('keeps phones, postal codes and what looks like a formula as the texts that they are', async () => {
    const contact = person({
      name: { first: '=1+1' },
      phones: [{ tag: 'work', phone: '+12125550134' }],
      addresses: [{ tag: 'home', postalCode: '01234' }],
    });
    assert.equal(await sheetCell(contact, 'First name'), '=1+1');
    assert.equal(await sheetCell(contact, 'Phone'), '+12125550134');
    assert.equal(await sheetCell(contact, 'Postal code'), '01234');
    assert.equal(await sheetCell(contact, 'Labels'), 'VIP');
  });

  it('has times as times, and as texts where a sheet can count none', async () => {
    const [{ rows }] = (await workbookOf(person({ modifiedAt: '0001-01-01T00:00:00Z' }))).sheets;
    const [created, changed] = rows[1].slice(rows[0].indexOf('Created'));
    assert.equal(created.toISOString(), '2024-02-03T04:05:06.789Z');
    assert.equal(changed, '0001-01-01T00:00:00Z');
    assert.equal((await sheetCell(person({ createdAt: undefined }), 'Created')) ?? '', '');
  });

  it('is whole whatever is in a text', async () => {
    assert.equal(await sheetCell(company('a\0b\u0007c\uFFFE<&>"\'\r\nd'), 'Company'), 'abc<&>"\'\nd');
    assert.equal(await sheetCell(company('_x0041_'), 'Company'), '_x0041_');
  });

  it('says how many texts were too long for a cell', async () => {
    const { cut, written, sheets } = await workbookOf(company('x'.repeat(40_000)), company('short'));
    assert.deepEqual({ cut, written }, { cut: 1, written: 2 });
    assert.equal(sheets[0].rows[1][sheets[0].rows[0].indexOf('Company')].length, 32_767);
  });
});

describe('a vCard export', () => {
  it('is a card of version 4.0', () => {
    const card = vcard.entry(person({ company: { name: 'Analytical; Engines, Ltd', role: 'Countess' } }));
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
    const contact = person({
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
    assert.deepEqual(valuesOf(contact, 'N'), [
      {
        familyNames: 'Love\\lace\nII',
        givenNames: 'Ada; A',
        additionalNames: 'B, C',
        honorificPrefixes: 'Dr.',
        honorificSuffixes: 'Jr.',
      },
    ]);
    assert.deepEqual(valuesOf(contact, 'FN'), ['Dr. Ada; A B, C Love\\lace\nII Jr.']);
    assert.deepEqual(valuesOf(contact, 'ORG'), ['Analytical; Engines, Ltd']);
    assert.deepEqual(valuesOf(contact, 'EMAIL'), ['ada@example.com']);
    assert.deepEqual(valuesOf(contact, 'TEL'), ['+1 (415) 555-0132']);
    assert.deepEqual(valuesOf(contact, 'URL'), ['https://example.com/a%2Cb;c']);
    assert.deepEqual(valuesOf(contact, 'PHOTO'), ['https://example.com/ada.png']);
    const [address] = valuesOf(contact, 'ADR');
    assert.deepEqual(
      [address.streetAddress, address.extendedAddress, address.locality, address.countryName],
      ['1, Main St; 2', 'SoMa', 'Paris', 'FR'],
    );
  });

  it('has a semicolon with a backslash only where it would end a part', () => {
    const contact = person({
      name: { first: 'Ada; A' },
      company: { name: 'Engines; Ltd', role: 'Countess; mathematician' },
      emails: [{ tag: 'at; work', email: 'a;b@example.com' }],
      phones: [{ tag: 'home', phone: '+1 415 555 0132;5' }],
      addresses: [{ tag: 'home', address: '1; Main St' }],
      urls: [{ tag: 'home', url: 'https://example.com/;x' }],
    });
    const escaped = vcard.entry(contact).match(/^[\w.]+(?=.*\\;)/gm);
    assert.deepEqual(escaped, ['N', 'ORG', 'ADR']);
    assert.deepEqual(icalValuesOf(contact, 'FN'), ['Ada; A']);
    assert.deepEqual(icalValuesOf(contact, 'TITLE'), ['Countess; mathematician']);
  });

  for (const [url, expected] of [
    ['https://maps.example.com/@1,2,3z?q=a,b', 'https://maps.example.com/@1%2C2%2C3z?q=a%2Cb'],
    ['www.example.com/~lu', 'https://www.example.com/~lu'],
    ['example.com:8080/x', 'https://example.com:8080/x'],
    ['//example.com/x', 'https://example.com/x'],
    ['mailto:lu@example.com', 'mailto:lu@example.com'],
    ['ask me, maybe', 'ask%20me%2C%20maybe'],
  ]) {
    it(`has the link ${url}`, () => {
      const contact = person({ urls: [{ tag: 'other', url }] });
      assert.deepEqual(valuesOf(contact, 'URL'), [expected]);
      assert.deepEqual(icalValuesOf(contact, 'URL'), [expected]);
    });
  }

  it('has a photo that is in the contact itself', () => {
    const picture = 'data:image/png;base64,iVBORw0KGgo=';
    assert.deepEqual(icalValuesOf(person({ picture }), 'PHOTO'), [picture]);
  });

  it('has no control characters', () => {
    const text = 'a\0b\tc\u0007d\u007Fe\u0085f\u009Fg\vh';
    const card = vcard.entry(
      person({
        name: { first: text },
        company: { name: text, role: text },
        emails: [{ tag: text, email: text }],
        phones: [{ tag: text, phone: text }],
        addresses: [{ tag: text, address: text, city: text }],
        urls: [{ tag: text, url: text }],
        dates: [{ tag: text, date: text }],
        picture: text,
      }),
      [text],
    );
    assert.doesNotMatch(card.replaceAll('\r\n', ''), /\p{Cc}/u);
    assert.ok(card.includes('FN:ab cde\\nfg\\nh'));
  });

  it('has labels as categories', () => {
    assert.ok(vcard.entry(person(), ['VIP, gold', 'Lead']).includes('CATEGORIES:VIP\\, gold,Lead\r\n'));
  });

  it('tells the tags that address books know from those they do not', () => {
    const phones = [
      { tag: 'mobile', phone: '1' },
      { tag: 'at sea', phone: '2' },
      { tag: 'other', phone: '3' },
      { tag: 'constructor', phone: '4' },
    ];
    const lines = vcard.entry(person({ phones })).split('\r\n');
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
    assert.deepEqual(valuesOf(person({ dates }), 'BDAY'), ['18151210']);
    assert.deepEqual(valuesOf(person({ dates }), 'ANNIVERSARY'), ['18350708']);
    assert.deepEqual(valuesOf(person({ dates }), 'X-ABDATE'), ['1836-07-08T00:00:00.000Z']);
  });
});
