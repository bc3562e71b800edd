// What reconcileContact adds to a contact, what it sends for that, and what it tells of it.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { startSite } from '../support/reconcile.js';

const site = startSite();

const id = '00000000-0000-4000-8000-000000000001';
const email = { email: 'ann@example.com' };

/** A v4 contact that has Ann's email and `info` besides. */
const ann = (info = {}) => ({ id, info: { emails: { items: [{ ...email, tag: 'HOME' }] }, ...info } });

/** A text of so many code points, most of them of two UTF-16 units. */
const long = (length) => `${'\u{1f600}'.repeat(length - 1)}1`;

const items = (count, item) => Array.from({ length: count }, (_, index) => item(index));

// Lists

test('an email is added unless the contact has it in any case', async () => {
  await site.seed(ann());
  const emails = [
    { tag: 'work', email: 'ANN@example.com' },
    { tag: 'Work', email: 'lee@example.com' },
  ];
  const { contact } = await site.reconcile({ emails });
  assert.deepEqual(
    contact.emails.map(({ id, tag, email }) => [id, tag, email]),
    [
      [1, 'home', 'ann@example.com'],
      [2, 'Work', 'lee@example.com'],
    ],
  );
});

test('a phone is added unless the contact has it by e164 or by its digits', async () => {
  const stored = [
    { phone: '09-749-5550', countryCode: 'IL', e164Phone: '+97297495550' },
    { phone: '(212)-665-2602' },
  ];
  await site.seed(ann({ phones: { items: stored } }));
  const phones = [
    { phone: '+972 9 7495550' },
    { phone: '09 749 5550' },
    { phone: '212 665 2602' },
    { phone: '212 665 2603' },
  ];
  const { contact, details } = await site.reconcile({ emails: [email], phones });
  assert.deepEqual(
    contact.phones.map(({ phone }) => phone),
    ['09-749-5550', '(212)-665-2602', '212 665 2603'],
  );
  assert.deepEqual(details.rejectedData, []);
});

test('an address is added unless the contact shows the same one, regardless of case and tag', async () => {
  const stored = [
    {
      tag: 'HOME',
      address: { addressLine: '1 Ältere Łąka', city: 'Albany', subdivision: 'US-NY', country: 'US' },
    },
  ];
  await site.seed(ann({ addresses: { items: stored } }));
  const same = { tag: 'billing', address: '1 ÄLTERE ŁĄKA', city: 'albany', region: 'ny', country: 'us' };
  const other = { tag: 'billing', address: '2 Main St', city: 'Albany', region: 'NY', country: 'US' };
  const { contact } = await site.reconcile({ emails: [email], addresses: [same, other] });
  assert.deepEqual(contact.addresses, [
    { id: 1, tag: 'home', address: '1 Ältere Łąka', city: 'Albany', region: 'NY', country: 'US' },
    { id: 2, ...other },
  ]);
});

test('an address stored as street and number is the same as its line', async () => {
  const streetAddress = { number: '1772', name: 'Fantages Way', apt: '' };
  await site.seed(ann({ addresses: { items: [{ address: { streetAddress, addressLine2: 'Apt 17' } }] } }));
  await site.reconcile({ emails: [email], addresses: [{ address: '1772 Fantages Way, Apt 17' }] });
  assert.deepEqual(await site.requests(), ['query']);
});

test('a url is added unless the contact has it, regardless of case and tag', async () => {
  await site.seed(ann());
  await site.reconcile({ emails: [email], urls: [{ tag: 'blog', url: 'https://example.com/Ann' }] });
  const urls = [
    { tag: 'home', url: 'https://example.com/ann' },
    { tag: 'blog', url: 'https://example.com/lee' },
  ];
  const { contact } = await site.reconcile({ emails: [email], urls });
  assert.deepEqual(contact.urls, [
    { id: 1, tag: 'blog', url: 'https://example.com/Ann' },
    { id: 2, tag: 'blog', url: 'https://example.com/lee' },
  ]);
});

test('a date is added unless the contact has it, regardless of tag', async () => {
  await site.seed(ann());
  await site.reconcile({ emails: [email], dates: [{ tag: 'wedding', date: '2001-06-01' }] });
  const dates = [
    { tag: 'party', date: '2001-06-01' },
    { tag: 'wedding', date: '2002-06-01' },
  ];
  const { contact } = await site.reconcile({ emails: [email], dates });
  assert.deepEqual(contact.dates, [
    { id: 1, tag: 'wedding', date: '2001-06-01' },
    { id: 2, tag: 'wedding', date: '2002-06-01' },
  ]);
});

test('an item that is sent twice is added once', async () => {
  const twice = [email, { email: 'ANN@example.com' }];
  const phones = [{ phone: '+1 415 639 5555' }, { phone: '415-639-5555', normalizedPhone: '+14156395555' }];
  const { contact } = await site.reconcile({ emails: twice, phones });
  assert.deepEqual([contact.emails.length, contact.phones.length], [1, 1]);
});

test('a phone in international form is sent with the country of its calling code, which gives it an e164 number', async () => {
  const phones = [
    { phone: '+972 9-749-5550' },
    { phone: '020 7946 0018', normalizedPhone: '+442079460018' },
    { phone: '601-081-124' },
  ];
  const { contact } = await site.reconcile({ phones });
  assert.deepEqual(
    contact.phones.map(({ normalizedPhone }) => normalizedPhone),
    ['+97297495550', '+442079460018', undefined],
  );
  const [{ info }] = await site.sent('create');
  assert.deepEqual(
    info.phones.items.map(({ countryCode }) => countryCode),
    ['IL', 'GB', undefined],
  );
});

// Single values

const singles = [
  ['name.prefix', { name: { prefix: 'Dr.' } }, { name: { prefix: 'Prof.' } }],
  ['name.first', { name: { first: 'Ann' } }, { name: { first: 'Eve' } }],
  ['name.middle', { name: { middle: 'Q.' } }, { name: { middle: 'R.' } }],
  ['name.last', { name: { last: 'Lee' } }, { name: { last: 'Day' } }],
  ['name.suffix', { name: { suffix: 'Jr.' } }, { name: { suffix: 'Sr.' } }],
  ['picture', { picture: 'https://example.com/1.png' }, { picture: 'https://example.com/2.png' }],
  ['company.role', { company: { role: 'CEO' } }, { company: { role: 'CTO' } }],
  ['company.name', { company: { name: 'Acme' } }, { company: { name: 'Emca' } }],
];
const valueAt = (object, path) => path.split('.').reduce((value, key) => value[key], object);

for (const [field, one, other] of singles) {
  test(`${field} is set if the contact has none, and never overwritten`, async () => {
    await site.seed(ann());
    const set = await site.reconcile({ emails: [email], ...one });
    assert.equal(valueAt(set.contact, field), valueAt(one, field));
    assert.deepEqual(set.details.rejectedData, []);

    const kept = await site.reconcile({ emails: [email], ...other });
    assert.deepEqual(kept.contact, set.contact);
    assert.deepEqual(kept.details.rejectedData, [
      { field, value: valueAt(other, field), reason: 'ALREADY_SET' },
    ]);
  });
}

test('a birthday is set if the contact has none, and never overwritten', async () => {
  await site.seed(ann());
  const birthday = (date) => ({ emails: [email], dates: [{ tag: 'Birthday', date }] });
  const { contact } = await site.reconcile(birthday('1980-12-01'));
  assert.deepEqual(contact.dates, [{ id: 1, tag: 'birthday', date: '1980-12-01T00:00:00.000Z' }]);
  assert.deepEqual(await site.rejected(birthday('1980-12-01T00:00:00Z')), []);
  assert.deepEqual(await site.rejected(birthday('1981-12-01')), [['dates[0].date', 'ALREADY_SET']]);
  const [{ info }] = await site.stored();
  assert.equal(info.birthdate, '1980-12-01');
});

test('the parts of a name are set one by one', async () => {
  await site.seed(ann({ name: { first: 'Ann' } }));
  const { contact, details } = await site.reconcile({ emails: [email], name: { first: 'Eve', last: 'Lee' } });
  assert.deepEqual([contact.name.first, contact.name.last], ['Ann', 'Lee']);
  assert.deepEqual(details.rejectedData, [{ field: 'name.first', value: 'Eve', reason: 'ALREADY_SET' }]);
});

// What is sent

test('with nothing to add there is no write, and the contact is given as it is', async () => {
  await site.seed(ann({ name: { first: 'Ann' } }));
  const { contact, isNew } = await site.reconcile({
    name: { first: 'Ann' },
    emails: [{ ...email, tag: 'x' }],
  });
  assert.deepEqual(await site.requests(), ['query']);
  assert.equal(isNew, false);
  assert.deepEqual(contact, await site.shown(id));
  const [{ revision }] = await site.stored();
  assert.equal(revision, 1);
});

test('one PATCH has the revision, allowDuplicates, the whole name, whole lists and all custom fields', async () => {
  await site.seed({
    ...ann({
      name: { first: 'Ann' },
      emails: {
        items: [
          { ...email, tag: 'HOME' },
          { email: 'lee@example.com', tag: 'WORK', primary: true },
        ],
      },
      phones: { items: [{ phone: '601-081-124', tag: 'FAX' }] },
      addresses: { items: [{ tag: 'HOME', address: { city: 'Albany' } }] },
      extendedFields: { items: { 'custom.color': 'blue', 'custom.size': 5 } },
    }),
    revision: 7,
  });
  const { contact } = await site.reconcile({
    name: { last: 'Lee' },
    emails: [email, { email: 'day@example.com' }],
  });
  const bodies = await site.sent('update');
  assert.equal(bodies.length, 1);
  const [{ revision, allowDuplicates, info }] = bodies;
  assert.deepEqual([revision, allowDuplicates], [7, true]);
  assert.deepEqual(info.name, { first: 'Ann', last: 'Lee' });
  assert.deepEqual(
    info.emails.items.map(({ email, tag, primary }) => [email, tag, primary ?? false]),
    [
      ['ann@example.com', 'HOME', false],
      ['lee@example.com', 'WORK', true],
      ['day@example.com', 'UNTAGGED', false],
    ],
  );
  assert.deepEqual(
    info.phones.items.map(({ phone, tag }) => [phone, tag]),
    [['601-081-124', 'FAX']],
  );
  assert.deepEqual(
    info.addresses.items.map(({ address }) => address.city),
    ['Albany'],
  );
  assert.deepEqual(info.extendedFields.items, { 'custom.color': 'blue', 'custom.size': 5 });
  assert.deepEqual(contact, await site.shown(id));
});

test('what an update keeps is kept as it was: ids, primary flags, labels, other fields', async () => {
  await site.seed(
    ann({
      emails: {
        items: [
          { id: '00000000-0000-4000-8000-00000000000a', tag: 'HOME', ...email, primary: true },
          {
            id: '00000000-0000-4000-8000-00000000000b',
            tag: 'WORK',
            email: 'lee@example.com',
            primary: false,
          },
        ],
      },
      labelKeys: { items: ['custom.vip'] },
      locale: 'en-us',
      extendedFields: { items: { 'custom.color': 'blue', 'invoices.vatId': '12' } },
    }),
  );
  const [before] = await site.stored();
  await site.reconcile({ emails: [email], name: { first: 'Ann' }, company: { name: 'Acme' } });
  const [{ info }] = await site.stored();
  assert.deepEqual(info.emails, before.info.emails);
  assert.deepEqual(info.labelKeys, before.info.labelKeys);
  assert.equal(info.locale, 'en-us');
  const { 'custom.color': color, 'invoices.vatId': vatId } = info.extendedFields.items;
  assert.deepEqual([color, vatId], ['blue', '12']);
});

const fixtures = new URL('../../../spec/fixtures/contacts/', import.meta.url);

for (const file of readdirSync(fixtures)) {
  test(`the contact of ${file} gets what it has not, and loses nothing`, async () => {
    const before = JSON.parse(readFileSync(new URL(file, fixtures), 'utf8'));
    const phones = { items: [...(before.info.phones?.items ?? []), { phone: '555 100' }] };
    await site.seed({ ...before, info: { ...before.info, phones } });
    const shown = await site.shown(before.id);
    const { contact, isNew, details } = await site.reconcile({
      name: { first: 'Ann', middle: 'Q.' },
      emails: [{ tag: 'school', ...email }],
      phones: [{ phone: '555 100' }],
      addresses: [{ tag: 'hut', address: '1 Main St', neighborhood: 'Soho' }],
      urls: [{ tag: 'blog', url: 'https://example.com' }],
      dates: [{ tag: 'wedding', date: '2001-06-01' }],
    });
    assert.equal(isNew, false);
    const [{ info }] = await site.stored();
    for (const list of ['emails', 'phones', 'addresses']) {
      const items = before.info[list]?.items ?? [];
      assert.deepEqual(info[list].items.slice(0, items.length), items);
    }
    const { name, company, picture, dates } = contact;
    assert.deepEqual(name, { ...shown.name, first: shown.name.first || 'Ann', middle: 'Q.' });
    assert.deepEqual([company, picture, dates.slice(0, -1)], [shown.company, shown.picture, shown.dates]);
    assert.deepEqual(
      details.rejectedData.map(({ field }) => field),
      shown.name.first ? ['name.first'] : [],
    );
    // The statuses may follow later, and change the contact with it.
    const { modifiedAt } = contact;
    assert.deepEqual(contact, { ...(await site.shown(before.id)), modifiedAt });
  });
}

test('an email of another contact can be added all the same', async () => {
  const phones = { items: [{ phone: '601-081-124' }] };
  await site.seed(ann({ phones }), { info: { emails: { items: [{ email: 'lee@example.com' }] } } });
  const { contact } = await site.reconcile({
    emails: [email, { email: 'lee@example.com' }],
    phones: [{ phone: '601-081-124' }],
  });
  assert.equal(contact.id, id);
  assert.equal(contact.emails.length, 2);
});

test('the same call twice changes nothing the second time', async () => {
  const everything = {
    name: { prefix: 'Dr.', first: 'Ann', middle: 'Q.', last: 'Lee', suffix: 'Jr.' },
    picture: 'https://example.com/ann.png',
    company: { role: 'CEO', name: 'Acme' },
    emails: [{ tag: 'school', ...email, emailStatus: 'recurring', deliveryStatus: 'VALID' }],
    phones: [{ tag: 'boat', phone: '+1 415 639 5555' }],
    addresses: [{ tag: 'hut', address: '1 Main St', neighborhood: 'Soho', region: 'Midwest', country: 'Oz' }],
    urls: [{ tag: 'blog', url: 'https://example.com' }],
    dates: [
      { tag: 'birthday', date: '1980-12-01T13:15:30Z' },
      { tag: 'wedding', date: '2001-06-01' },
    ],
  };
  const first = await site.reconcile(everything);
  await site.settle();
  const [before] = await site.stored();
  const second = await site.reconcile(everything);
  assert.deepEqual(await site.stored(), [before]);
  assert.deepEqual((await site.requests()).slice(-1), ['query']);
  assert.deepEqual(second.details.rejectedData, []);
  const { modifiedAt, ...same } = first.contact;
  assert.deepEqual({ ...second.contact, modifiedAt }, { ...same, modifiedAt });
});

// What is told

test('existingData is what the contact had before, part by part and item by item', async () => {
  await site.seed(
    ann({
      name: { first: 'Ann' },
      jobTitle: 'CEO',
      picture: { image: { url: 'https://example.com/ann.png' } },
      birthdate: '1980-12-01',
      phones: { items: [{ tag: 'FAX', phone: '601-081-124' }] },
      addresses: { items: [{ tag: 'HOME', address: { city: 'Albany' } }] },
    }),
  );
  const before = await site.shown(id);
  const { details } = await site.reconcile({
    name: { last: 'Lee' },
    emails: [email, { email: 'lee@example.com' }],
  });
  assert.deepEqual(details.existingData, [
    { field: 'name.first', value: 'Ann' },
    { field: 'picture', value: 'https://example.com/ann.png' },
    { field: 'company.role', value: 'CEO' },
    { field: 'emails[0]', value: before.emails[0] },
    { field: 'phones[0]', value: before.phones[0] },
    { field: 'addresses[0]', value: before.addresses[0] },
    { field: 'dates[0]', value: before.dates[0] },
  ]);
});

test('what equals the stored value, and an item similar to a stored one, its tag included, is kept', async () => {
  await site.seed(ann({ name: { first: 'Ann' } }));
  const info = { name: { first: 'Ann' }, emails: [{ tag: 'a tag of my own', email: 'ANN@example.com' }] };
  assert.deepEqual(await site.rejected(info), []);
});

const limits = [
  ['name.prefix', 100, (text) => ({ name: { prefix: text } })],
  ['name.first', 100, (text) => ({ name: { first: text } })],
  ['name.middle', 100, (text) => ({ name: { middle: text } })],
  ['name.last', 100, (text) => ({ name: { last: text } })],
  ['name.suffix', 100, (text) => ({ name: { suffix: text } })],
  ['company.role', 100, (text) => ({ company: { role: text } })],
  ['company.name', 100, (text) => ({ company: { name: text } })],
  ['emails[1].tag', 100, (tag) => ({ emails: [email, { tag, email: 'lee@example.com' }] })],
  ['phones[0].tag', 100, (tag) => ({ phones: [{ tag, phone: '601-081-124' }] })],
  ['phones[0].phone', 30, (phone) => ({ phones: [{ phone }] })],
  ['addresses[0].tag', 100, (tag) => ({ addresses: [{ tag, city: 'Albany' }] })],
  ['addresses[0].address', 250, (address) => ({ addresses: [{ address }] })],
  ['addresses[0].neighborhood', 100, (neighborhood) => ({ addresses: [{ neighborhood }] })],
  ['addresses[0].city', 100, (city) => ({ addresses: [{ city }] })],
  ['addresses[0].region', 100, (region) => ({ addresses: [{ region }] })],
  ['addresses[0].country', 100, (country) => ({ addresses: [{ country }] })],
  ['addresses[0].postalCode', 20, (postalCode) => ({ addresses: [{ postalCode }] })],
  ['urls[0].tag', 100, (tag) => ({ urls: [{ tag, url: 'https://example.com' }] })],
  ['dates[0].tag', 100, (tag) => ({ dates: [{ tag, date: '2001-06-01' }] })],
];

for (const [field, limit, info] of limits) {
  test(`${field} takes ${limit} characters, counted in code points, and is TOO_LONG with one more`, async () => {
    const [fits, tooLong] = [long(limit), long(limit + 1)];
    assert.deepEqual(await site.rejected({ emails: [email], ...info(fits) }), []);
    assert.deepEqual(await site.rejected({ emails: [email], ...info(tooLong) }), [[field, 'TOO_LONG']]);
  });
}

test('an email takes 250 characters, counted in code points, and is TOO_LONG with one more', async () => {
  const address = (length) => `${long(length - '@example.com'.length)}@example.com`;
  const emails = [{ email: address(250) }, { email: address(251) }];
  const { contact, details } = await site.reconcile({ emails });
  assert.deepEqual(
    contact.emails.map((item) => item.email),
    [address(250)],
  );
  assert.deepEqual(details.rejectedData, [
    { field: 'emails[1].email', value: address(251), reason: 'TOO_LONG' },
  ]);
});

test('values over the limits are rejected one by one, and the rest is saved', async () => {
  const { contact, details } = await site.reconcile({
    name: { first: long(101), last: 'Lee' },
    emails: [{ tag: long(101), ...email }],
    addresses: [{ address: '1 Main St', city: long(101) }],
  });
  assert.deepEqual([contact.name.first, contact.name.last], ['', 'Lee']);
  assert.equal(contact.emails[0].tag, 'other');
  assert.deepEqual(contact.addresses, [{ id: 1, tag: 'other', address: '1 Main St' }]);
  assert.deepEqual(
    details.rejectedData.map(({ field }) => field),
    ['name.first', 'emails[0].tag', 'addresses[0].city'],
  );
});

test('what a list of 50 has no room for is TOO_MANY', async () => {
  await site.seed(ann({ phones: { items: items(49, (index) => ({ phone: `555 ${index + 100}` })) } }));
  const phones = [{ phone: '555 100' }, { phone: '555 200' }, { tag: 'x', phone: '555 201' }];
  const { contact, details } = await site.reconcile({ emails: [email], phones });
  assert.equal(contact.phones.length, 50);
  assert.equal(contact.phones[49].phone, '555 200');
  assert.deepEqual(details.rejectedData, [{ field: 'phones[2]', value: phones[2], reason: 'TOO_MANY' }]);
});

test('a new contact takes 50 of each list', async () => {
  const rejected = await site.rejected({
    emails: items(51, (index) => ({ tag: 'home', email: `ann${index}@example.com` })),
    phones: items(52, (index) => ({ tag: 'home', phone: `555 ${index + 100}` })),
    addresses: items(51, (index) => ({ tag: 'home', address: `${index} Main St` })),
  });
  assert.deepEqual(rejected, [
    ['emails[50]', 'TOO_MANY'],
    ['phones[50]', 'TOO_MANY'],
    ['phones[51]', 'TOO_MANY'],
    ['addresses[50]', 'TOO_MANY'],
  ]);
});

test('what is not what it says it is is INVALID', async () => {
  const { details } = await site.reconcile({
    picture: 'ann.png',
    emails: [email, { email: 'ann' }, { email: 'ann lee@example.com' }],
    phones: [{ phone: 'none' }],
    dates: [
      { tag: 'wedding', date: 'yesterday' },
      { tag: 'wedding', date: '2001-02-30' },
    ],
  });
  assert.deepEqual(details.rejectedData, [
    { field: 'picture', value: 'ann.png', reason: 'INVALID' },
    { field: 'emails[1].email', value: 'ann', reason: 'INVALID' },
    { field: 'emails[2].email', value: 'ann lee@example.com', reason: 'INVALID' },
    { field: 'phones[0].phone', value: 'none', reason: 'INVALID' },
    { field: 'dates[0].date', value: 'yesterday', reason: 'INVALID' },
    { field: 'dates[1].date', value: '2001-02-30', reason: 'INVALID' },
  ]);
});
