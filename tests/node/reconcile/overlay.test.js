// The overlay of a contact, which is what v4 has no place for: stored in one extended field, and shown again by getContactById.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIELD_NAME, startSite } from '../support/reconcile.js';

const site = startSite();

const id = '00000000-0000-4000-8000-000000000001';
const email = { tag: 'home', email: 'ann@example.com' };
const ann = { id, info: { emails: { items: [{ tag: 'HOME', email: 'ann@example.com' }] } } };

const numbered = (items) => items.map((item, index) => ({ id: index + 1, ...item }));

/** A field of the site. */
const field = (key, dataType) => ({ key, displayName: FIELD_NAME, dataType, fieldType: 'USER_DEFINED' });

/** The value that the site keeps for its only contact, as text. */
async function stored() {
  const [[{ key }], [{ info }]] = await Promise.all([site.fields(), site.stored()]);
  return info.extendedFields.items[key];
}

/** An instance of the SDK, for which v4 answers like this whatever has an overlay in it. */
function refusingOverlays(status, details) {
  const refuse = (url, init) =>
    init.body?.includes('wixContacts')
      ? Response.json({ message: 'refused', details }, { status })
      : fetch(url, init);
  return site.connect({ fetch: refuse });
}

// The round trip of every field in the official page's table

const roundTrips = {
  'all parts of the name': {
    name: { prefix: 'Dr.', first: 'Ann', middle: 'Q.', last: 'Lee', suffix: 'Jr.' },
  },
  'picture and company': {
    picture: 'https://example.com/ann.png?size=2',
    company: { role: 'CEO', name: 'Acme' },
  },
  'emails with free-text tags': {
    emails: [
      { tag: 'School', email: 'Ann@School.example.com', emailStatus: 'recurring', deliveryStatus: 'BOUNCE' },
      { tag: 'a club, "my" 🎾 one', email: 'ann@club.example.com' },
      { tag: 'WORK', email: 'ann@work.example.com' },
    ],
  },
  'phones with free-text tags': {
    phones: [
      { tag: 'boat', phone: '+1 415-639-5555', normalizedPhone: '+14156395555' },
      { tag: 'mobile', phone: '+972 9 749 5550', normalizedPhone: '+97297495550' },
      { tag: 'car', phone: '601-081-124' },
    ],
  },
  'addresses with a neighborhood, free-text tags, and a region and a country that are no codes': {
    addresses: [
      {
        tag: 'Summer house',
        address: '1 Main St',
        neighborhood: 'Soho',
        city: 'Springfield',
        region: 'The Midwest',
        country: 'Wonderland',
        postalCode: '92-020',
      },
      {
        tag: 'billing',
        address: '2 Main St',
        city: 'El Cajon',
        region: 'CA',
        country: 'US',
        postalCode: '92020',
      },
      { tag: 'home', address: '3 Main St', region: 'Jutland', country: 'DK' },
      { tag: 'home', region: 'NY', country: 'USA' },
    ],
  },
  'an address that v4 has no place for at all': {
    addresses: [{ tag: 'tree', neighborhood: 'Hundred Acre Wood', region: 'Ashdown', country: 'England' }],
  },
  'addresses that differ in nothing but what v4 has no place for': {
    addresses: [
      { tag: 'home', address: '1 Main St', neighborhood: 'Soho' },
      { tag: 'work', address: '1 Main St', neighborhood: 'Nolita' },
      { tag: 'hut', address: '1 Main St' },
    ],
  },
  'several urls with free-text tags': {
    urls: [
      { tag: 'Facebook', url: 'https://facebook.example.com/ann' },
      { tag: 'LinkedIn', url: 'www.example.com/~ann' },
      { tag: 'Facebook', url: 'https://facebook.example.com/ann.lee' },
    ],
  },
  'several dates with free-text tags, and a birthday with a time': {
    dates: [
      { tag: 'birthday', date: '1980-12-01T13:15:30Z' },
      { tag: 'Anniversary', date: '1994-11-05T13:15:30+02:00' },
      { tag: 'wedding', date: '2001-06-01' },
    ],
  },
};

for (const [what, given] of Object.entries(roundTrips)) {
  test(`${what} survive a round trip through getContactById`, async () => {
    const { contact, details } = await site.reconcile({
      phones: [{ tag: 'fax', phone: '555 100' }],
      ...given,
    });
    assert.deepEqual(details.rejectedData, []);
    const shown = await site.shown(contact.id);
    for (const [key, value] of Object.entries(given)) {
      const expected = Array.isArray(value) ? numbered(value) : value;
      assert.deepEqual(shown[key], key === 'emails' ? withStatus(expected) : expected);
    }
    const { modifiedAt, ...same } = shown;
    assert.deepEqual(contact, { ...same, modifiedAt: contact.modifiedAt });
  });

  test(`${what} survive when an existing contact gets them`, async () => {
    await site.seed({ id, info: { phones: { items: [{ tag: 'FAX', phone: '555 100' }] } } });
    const { phones = [], ...others } = given;
    const fax = { tag: 'fax', phone: '555 100' };
    await site.reconcile({ ...others, phones: [fax, ...phones] });
    const shown = await site.shown(id);
    assert.deepEqual(shown.phones, numbered([fax, ...phones]));
    for (const [key, value] of Object.entries(others)) {
      const expected = Array.isArray(value) ? numbered(value) : value;
      assert.deepEqual(shown[key], key === 'emails' ? withStatus(expected) : expected);
    }
  });
}

/** The status of the primary email is there even if none was given. */
function withStatus([primary, ...others]) {
  return [{ emailStatus: 'transactional', ...primary }, ...others];
}

test('a postal code may be a number, and is shown as text', async () => {
  const { contact } = await site.reconcile({
    emails: [email],
    addresses: [{ tag: 'home', postalCode: 92020 }],
  });
  assert.deepEqual(contact.addresses, [{ id: 1, tag: 'home', postalCode: '92020' }]);
});

test('a missing tag is shown as other, and a tag of v4 in the case in which it was given', async () => {
  const emails = [{ email: 'ann@example.com' }, { tag: 'Work', email: 'lee@example.com' }];
  const { contact } = await site.reconcile({ emails });
  const [{ info }] = await site.stored();
  assert.deepEqual(
    contact.emails.map(({ tag }) => tag),
    ['other', 'Work'],
  );
  assert.deepEqual(
    info.emails.items.map(({ tag }) => tag),
    ['UNTAGGED', 'WORK'],
  );
});

test('what v4 has a place for is in its place, and nothing else is sent', async () => {
  await site.reconcile({
    name: { first: 'Ann', last: 'Lee' },
    emails: [email],
    phones: [{ tag: 'mobile', phone: '+1 415 639 5555' }],
    addresses: [
      { tag: 'shipping', address: '1 Main St', city: 'Albany', region: 'NY', country: 'us', postalCode: '1' },
    ],
    dates: [{ tag: 'birthday', date: '1980-12-01' }],
    company: { role: 'CEO', name: 'Acme' },
  });
  assert.deepEqual(await site.requests(), ['query', 'create']);
  const [{ info }] = await site.sent('create');
  assert.deepEqual(info, {
    name: { first: 'Ann', last: 'Lee' },
    emails: { items: [{ tag: 'HOME', email: 'ann@example.com' }] },
    phones: { items: [{ tag: 'MOBILE', phone: '+1 415 639 5555', countryCode: 'US' }] },
    addresses: {
      items: [
        {
          tag: 'SHIPPING',
          address: {
            addressLine: '1 Main St',
            city: 'Albany',
            subdivision: 'US-NY',
            country: 'US',
            postalCode: '1',
          },
        },
      ],
    },
    birthdate: '1980-12-01',
    company: 'Acme',
    jobTitle: 'CEO',
  });
});

test('a region that v4 knows no code of is stored as text, and other regions are where they belong', async () => {
  const addresses = [
    { tag: 'home', address: '1 Main St', region: 'NY', country: 'US' },
    { tag: 'work', address: '2 Main St', region: 'LDN', country: 'GB' },
    { tag: 'hut', address: '3 Main St', region: 'US-ZZ', country: 'US' },
  ];
  const info = { emails: [email], addresses };
  const { contact, details } = await site.reconcile(info);
  assert.deepEqual(contact.addresses, numbered(addresses));
  assert.deepEqual(details.rejectedData, []);
  const [stored] = await site.stored();
  assert.deepEqual(
    stored.info.addresses.items.map(({ address }) => address.subdivision),
    ['US-NY', undefined, undefined],
  );
  await site.reconcile(info);
  assert.deepEqual(await site.stored(), [stored]);
  assert.deepEqual((await site.requests()).slice(-1), ['query']);
});

test('a region that v4 knows no code of is UNSUPPORTED without the extended field', async () => {
  await site.seed(ann);
  const addresses = [{ tag: 'home', address: '1 Main St', region: 'ZZ', country: 'US' }];
  const off = site.connect({ extendedFields: 'off' });
  const { contact, details } = await site.reconcile({ emails: [email], addresses }, off);
  assert.deepEqual(contact.addresses, [{ id: 1, tag: 'home', address: '1 Main St', country: 'US' }]);
  assert.deepEqual(details.rejectedData, [
    { field: 'addresses[0].region', value: 'ZZ', reason: 'UNSUPPORTED' },
  ]);
});

// The one field

test('the field is made by its display name, of type TEXT, and its key is the one that it was given', async () => {
  await site.reconcile({ name: { middle: 'Q.' }, emails: [email] });
  assert.deepEqual(await site.sent('find or create field'), [{ displayName: FIELD_NAME, dataType: 'TEXT' }]);
  const [{ key }, ...others] = await site.fields();
  assert.deepEqual(others, []);
  assert.notEqual(key, 'custom.wix-contacts-details');
  const [{ info }] = await site.sent('create');
  assert.deepEqual(Object.keys(info.extendedFields.items), [key]);
});

test('a field with this name is used, whatever its key', async () => {
  const key = 'custom.renamed-long-ago';
  await site.seedFields(field(key, 'TEXT'));
  await site.reconcile({ name: { middle: 'Q.' }, emails: [email] });
  assert.equal((await site.fields()).length, 1);
  const [{ info }] = await site.stored();
  assert.ok(info.extendedFields.items[key].includes('Q.'));
});

test('the JSON begins {"wixContacts":1, and holds all there is', async () => {
  await site.reconcile({
    name: { prefix: 'Dr.' },
    emails: [{ ...email, tag: 'school' }],
    urls: [{ tag: 'blog', url: 'https://example.com' }],
  });
  const text = await stored();
  assert.ok(text.startsWith('{"wixContacts":1,'), text);
  assert.deepEqual(JSON.parse(text), {
    wixContacts: 1,
    name: { prefix: 'Dr.' },
    emails: [{ email: 'ann@example.com', tag: 'school' }],
    urls: [{ tag: 'blog', url: 'https://example.com' }],
  });
});

test('what is added joins what was stored before', async () => {
  await site.reconcile({
    name: { prefix: 'Dr.' },
    emails: [email],
    urls: [{ tag: 'blog', url: 'https://a.example' }],
  });
  const { contact } = await site.reconcile({
    name: { suffix: 'Jr.' },
    emails: [email],
    urls: [{ tag: 'shop', url: 'https://b.example' }],
  });
  assert.deepEqual([contact.name.prefix, contact.name.suffix], ['Dr.', 'Jr.']);
  assert.deepEqual(
    contact.urls.map(({ url }) => url),
    ['https://a.example', 'https://b.example'],
  );
});

test('the field is known by its value: on reading no field is asked for, on writing its key is used', async () => {
  const value = '{"wixContacts":1,"name":{"middle":"Q."}}';
  const extendedFields = { items: { 'custom.color': 'blue', 'custom.old': value } };
  await site.seed({ ...ann, info: { ...ann.info, extendedFields } });
  assert.equal((await site.shown(id)).name.middle, 'Q.');
  await site.reconcile({ name: { prefix: 'Dr.' }, emails: [email] });
  assert.deepEqual(await site.requests(), ['get', 'query', 'update']);
  const { name } = await site.shown(id);
  assert.deepEqual([name.prefix, name.middle], ['Dr.', 'Q.']);
});

test('other custom fields of the site are never touched', async () => {
  const extendedFields = {
    items: { 'custom.color': 'blue', 'custom.size': 5, 'custom.json': '{"wixContacts":2,"a":1}' },
  };
  await site.seed({ ...ann, info: { ...ann.info, extendedFields } });
  await site.reconcile({ name: { middle: 'Q.' }, emails: [{ ...email, email: 'ANN@example.com' }] });
  const [{ info }] = await site.stored();
  for (const [key, value] of Object.entries(extendedFields.items)) {
    assert.equal(info.extendedFields.items[key], value);
  }
});

test('an update sends all custom fields, in case a server replaces them', async () => {
  await site.seed({ ...ann, info: { ...ann.info, extendedFields: { items: { 'custom.color': 'blue' } } } });
  await site.reconcile({ name: { middle: 'Q.' }, emails: [email] });
  await site.reconcile({ name: { first: 'Ann' }, emails: [email] });
  const [{ key }] = await site.fields();
  const [, { info }] = await site.sent('update');
  assert.deepEqual(Object.keys(info.extendedFields.items).toSorted(), ['custom.color', key].toSorted());
});

test('a field that was deleted since its key was looked up is looked up again', async () => {
  await site.reconcile({ name: { middle: 'Q.' }, emails: [email] });
  const [{ key }] = await site.fields();
  await site.delete(`extended-fields/${key}`);
  const again = await site.reconcile({ name: { middle: 'R.' }, emails: [email] });
  assert.equal(again.contact.name.middle, 'R.');
  assert.deepEqual(again.details.rejectedData, []);

  const [{ key: secondKey }] = await site.fields();
  await site.delete(`extended-fields/${secondKey}`);
  const another = await site.reconcile({ name: { middle: 'S.' }, emails: [{ email: 'bob@example.com' }] });
  assert.deepEqual([another.isNew, another.contact.name.middle], [true, 'S.']);
});

// When it can't be written

const unsupported = {
  name: { prefix: 'Dr.', first: 'Ann', middle: 'Q.', suffix: 'Jr.' },
  emails: [{ tag: 'school', email: 'ann@example.com' }],
  phones: [{ tag: 'boat', phone: '555 100' }],
  addresses: [
    { tag: 'hut', address: '1 Main St', neighborhood: 'Soho', region: 'Midwest', country: 'Oz' },
    { tag: 'hut', neighborhood: 'Nowhere' },
  ],
  urls: [{ tag: 'blog', url: 'https://example.com' }],
  dates: [
    { tag: 'birthday', date: '1980-12-01T13:15:30Z' },
    { tag: 'wedding', date: '2001-06-01' },
  ],
};
const unsupportedFields = [
  'name.prefix',
  'name.middle',
  'name.suffix',
  'emails[0].tag',
  'phones[0].tag',
  'addresses[0].neighborhood',
  'addresses[0].region',
  'addresses[0].country',
  'addresses[1].neighborhood',
  'addresses[0].tag',
  'urls[0].url',
  'dates[0].date',
  'dates[1].date',
];

async function assertRejected(contacts, reason) {
  const { contact, isNew, details } = await site.reconcile(unsupported, contacts);
  const rejected = details.rejectedData;
  assert.deepEqual(rejected.map(({ field }) => field).toSorted(), unsupportedFields.toSorted());
  assert.deepEqual([...new Set(rejected.map((each) => each.reason))], [reason]);
  assert.equal(isNew, true);
  assert.equal(contact.name.first, 'Ann');
  assert.equal(contact.dates[0].date, '1980-12-01T00:00:00.000Z');
  assert.deepEqual(contact, await site.shown(contact.id));
}

test('with extendedFields off all of it is UNSUPPORTED, the rest is saved, and no field is asked for', async () => {
  await assertRejected(site.connect({ extendedFields: 'off' }), 'UNSUPPORTED');
  assert.deepEqual(await site.requests(), ['query', 'create', 'get']);
});

test('with extendedFields existing and no such field all of it is UNSUPPORTED, and none is made', async () => {
  await assertRejected(site.connect({ extendedFields: 'existing' }), 'UNSUPPORTED');
  assert.deepEqual(await site.fields(), []);
});

test('with extendedFields existing a field that is there is used', async () => {
  const key = 'custom.there';
  await site.seedFields(field(key, 'TEXT'));
  const contacts = site.connect({ extendedFields: 'existing' });
  const { contact } = await site.reconcile({ name: { middle: 'Q.' }, emails: [email] }, contacts);
  assert.equal(contact.name.middle, 'Q.');
  assert.deepEqual(await site.requests(), ['query', 'list fields', 'create']);
});

test('with extendedFields off what was stored before is shown, and survives an update', async () => {
  const { contact } = await site.reconcile({ name: { middle: 'Q.' }, emails: [email] });
  const off = site.connect({ extendedFields: 'off' });
  const { details } = await site.reconcile({ name: { middle: 'Q.', first: 'Ann' }, emails: [email] }, off);
  assert.deepEqual(details.rejectedData, []);
  const { name } = await site.shown(contact.id);
  assert.deepEqual([name.first, name.middle], ['Ann', 'Q.']);
});

test('a field that may not be made never fails the call: what it held is FORBIDDEN', async () => {
  await site.faults({ method: 'POST', path: '/contacts/v4/extended-fields', status: 403 });
  await assertRejected(site.contacts, 'FORBIDDEN');
});

test('a site with too many fields never fails the call: what it held is UNSUPPORTED', async () => {
  await site.faults({ method: 'POST', path: '/contacts/v4/extended-fields', status: 428 });
  await assertRejected(site.contacts, 'UNSUPPORTED');
});

test('a field of this name with another type never fails the call', async () => {
  await site.seedFields(field('custom.number', 'NUMBER'));
  await assertRejected(site.contacts, 'UNSUPPORTED');
});

test('INVALID_EXTENDED_FIELD_VALUE never fails the call: what it held is UNSUPPORTED', async () => {
  const details = { applicationError: { code: 'INVALID_EXTENDED_FIELD_VALUE', description: '', data: {} } };
  await assertRejected(refusingOverlays(400, details), 'UNSUPPORTED');
  assert.deepEqual(await site.requests(), ['query', 'find or create field', 'create', 'get']);
});

test('a violation in the extended fields never fails the call: what they held is UNSUPPORTED', async () => {
  const violation = { description: 'has size 9000, expected 4000 or less', violatedRule: 'MAX_LENGTH' };
  const fieldViolations = [{ field: 'info.extendedFields.items', ...violation }];
  await assertRejected(refusingOverlays(400, { validationError: { fieldViolations } }), 'UNSUPPORTED');
});

test('a refused field never fails an update', async () => {
  await site.seed(ann);
  const details = { applicationError: { code: 'INVALID_EXTENDED_FIELD_VALUE', description: '', data: {} } };
  const result = await site.reconcile(
    { name: { first: 'Ann', middle: 'Q.' }, emails: [email] },
    refusingOverlays(400, details),
  );
  assert.equal(result.contact.name.first, 'Ann');
  assert.deepEqual(result.details.rejectedData, [
    { field: 'name.middle', value: 'Q.', reason: 'UNSUPPORTED' },
  ]);
});

// When somebody changes the contact elsewhere

test('a tag of an email holds while v4 has the email and the tag that were written with it', async () => {
  const { contact } = await site.reconcile({
    emails: [
      { tag: 'school', email: 'ann@example.com' },
      { tag: 'club', email: 'lee@example.com' },
      { tag: 'farm', email: 'day@example.com' },
    ],
  });
  await site.update(contact.id, {
    emails: {
      items: [
        { tag: 'WORK', email: 'ann@example.com' },
        { tag: 'UNTAGGED', email: 'new@example.com' },
        { tag: 'UNTAGGED', email: 'DAY@example.com' },
      ],
    },
  });
  const { emails } = await site.shown(contact.id);
  assert.deepEqual(
    emails.map(({ tag, email }) => [tag, email]),
    [
      ['work', 'ann@example.com'],
      ['other', 'new@example.com'],
      ['farm', 'DAY@example.com'],
    ],
  );
});

test('a tag of a phone is tied to its e164 number', async () => {
  const { contact } = await site.reconcile({
    phones: [
      { tag: 'boat', phone: '+972 9-749-5550' },
      { tag: 'car', phone: '555 100' },
    ],
  });
  await site.update(contact.id, {
    phones: {
      items: [
        { tag: 'UNTAGGED', phone: '09 749 5550', countryCode: 'IL' },
        { tag: 'UNTAGGED', phone: '555 101' },
      ],
    },
  });
  const { phones } = await site.shown(contact.id);
  assert.deepEqual(
    phones.map(({ tag }) => tag),
    ['boat', 'other'],
  );
});

test('the texts of an address hold while v4 shows the address that they were written with', async () => {
  const address = { tag: 'hut', address: '1 Main St', neighborhood: 'Soho', city: 'Albany', country: 'Oz' };
  const { contact } = await site.reconcile({ emails: [email], addresses: [address] });
  const change = (v4) =>
    site.update(contact.id, { addresses: { items: [{ tag: 'UNTAGGED', address: v4 }] } });

  await change({ addressLine: '1 MAIN ST', city: 'Albany' });
  assert.deepEqual((await site.shown(contact.id)).addresses, [{ id: 1, ...address, address: '1 MAIN ST' }]);

  await change({ addressLine: '1 Main St', city: 'Boston' });
  assert.deepEqual((await site.shown(contact.id)).addresses, [
    { id: 1, tag: 'other', address: '1 Main St', city: 'Boston' },
  ]);
});

test('the time of a birthday holds while v4 has its date', async () => {
  const dates = [{ tag: 'birthday', date: '1980-12-01T13:15:30Z' }];
  const { contact } = await site.reconcile({ emails: [email], dates });
  await site.update(contact.id, { birthdate: '1980-12-02' });
  const shown = await site.shown(contact.id);
  assert.deepEqual(shown.dates, [{ id: 1, tag: 'birthday', date: '1980-12-02T00:00:00.000Z' }]);
});

test('what was stored is gone with the field, and nothing else is', async () => {
  const { contact } = await site.reconcile({
    name: { first: 'Ann', middle: 'Q.' },
    emails: [{ ...email, tag: 'x' }],
  });
  const [{ key }] = await site.fields();
  await site.delete(`extended-fields/${key}`);
  const shown = await site.shown(contact.id);
  assert.deepEqual([shown.name.first, shown.name.middle, shown.emails[0].tag], ['Ann', '', 'other']);
});
