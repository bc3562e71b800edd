// What a value means: blanks around it, digits of any script, words around a number, dates.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startSite } from '../support/reconcile.js';

const site = startSite();

const ID = '00000000-0000-4000-8000-000000000001';
const ANN = 'ann@example.com';

/** Puts one contact into the site, with these lists of items. */
function seed(lists, contact = {}) {
  const info = Object.fromEntries(Object.entries(lists).map(([list, items]) => [list, { items }]));
  return site.seed({ id: ID, info, ...contact });
}

const phonesOf = ({ phones }) => phones.map(({ phone }) => phone);

/** The phones of all contacts after each of these has been sent, one after the other. */
async function sentInTurn(...phones) {
  for (const phone of phones) {
    const { details } = await site.reconcile({ phones: [{ phone }] });
    assert.deepEqual(details.rejectedData, [], phone);
  }
  const contacts = await site.stored();
  return contacts.map(({ info }) => info.phones.items.map(({ phone }) => phone));
}

test('an email is taken without what is invisible around it', async () => {
  for (const email of [
    `${ANN} `,
    ` ${ANN}`,
    `\u{a0}${ANN}`,
    `${ANN}\n`,
    `\u{feff}${ANN}\u{200b}`,
    `\u{202a}${ANN}\u{202c}`,
  ]) {
    await site.reset();
    await seed({ emails: [{ email: ANN }] });
    for (const more of [{}, { phones: [{ phone: '+1 212 555 0100' }] }]) {
      const { contact, isNew, details } = await site.reconcile({ emails: [{ email }], ...more });
      assert.deepEqual([contact.id, isNew], [ID, false], JSON.stringify(email));
      assert.deepEqual(details.rejectedData, []);
      assert.deepEqual(
        contact.emails.map((it) => it.email),
        [ANN],
      );
    }
  }
});

test('a new email is written without what is invisible around it', async () => {
  const { contact } = await site.reconcile({
    emails: [{ email: `\t${ANN}\u{a0}` }, { email: ANN.toUpperCase() }],
  });
  assert.deepEqual(
    contact.emails.map((it) => it.email),
    [ANN],
  );
});

test('an email that v4 has with blanks around it is there all the same', async () => {
  await seed({ emails: [{ email: `${ANN} ` }], phones: [{ phone: '5550100' }] });
  const { contact, isNew } = await site.reconcile({
    emails: [{ email: ANN }],
    phones: [{ phone: '5550100' }],
  });
  assert.deepEqual([isNew, contact.emails.length], [false, 1]);
});

test('what is rejected is told as it was sent', async () => {
  const email = ` ${'a'.repeat(250)}@example.com`;
  const { details } = await site.reconcile({ emails: [{ email }, { email: 'none ' }, { email: ANN }] });
  assert.deepEqual(details.rejectedData, [
    { field: 'emails[0].email', value: email, reason: 'TOO_LONG' },
    { field: 'emails[1].email', value: 'none ', reason: 'INVALID' },
  ]);
});

test('a phone in the digits of any script is one', async () => {
  for (const [phone, ascii] of [
    ['０９０－１２３４－５６７８', '090-1234-5678'],
    ['٠٥٠١٢٣٤٥٦٧', '0501234567'],
    ['۰۹۱۲ ۳۴۵ ۶۷۸۹', '0912 345 6789'],
    ['०९८७६५४३२१०', '09876543210'],
    ['＋４４（０）２０７９４６００１８', '+442079460018'],
  ]) {
    await site.reset();
    assert.deepEqual(await sentInTurn(phone, ascii, phone), [[ascii]]);
  }
});

test('a phone that the contact has is found, in whichever digits it is stored or sent', async () => {
  await seed({ phones: [{ phone: '07012345678' }], emails: [{ email: ANN }] });
  const { contact, details } = await site.reconcile({
    emails: [{ email: ANN }],
    phones: [{ phone: '０７０１２３４５６７８' }],
  });
  assert.deepEqual([phonesOf(contact), details.rejectedData], [['07012345678'], []]);
  for (const stored of ['٠٥٠١٢٣٤٥٦٧', '۰۵۰۱۲۳۴۵۶۷', '०५०१२३४५६७', '０５０１２３４５６７']) {
    await site.reset();
    await seed({ phones: [{ phone: stored }] });
    const { contact, isNew } = await site.reconcile({ phones: [{ phone: '0501234567' }] });
    assert.deepEqual([isNew, phonesOf(contact)], [false, [stored]]);
  }
});

test('a normalizedPhone in other digits makes v4 understand the number', async () => {
  const { contact } = await site.reconcile({
    phones: [{ phone: '٠٥٠١٢٣٤٥٦٧', normalizedPhone: '＋٩٦٦٥٠١٢٣٤٥٦٧ ' }],
  });
  assert.equal(contact.phones[0].normalizedPhone, '+966501234567');
});

test('00 and + are alike for every country, its exit code being 00 or not', async () => {
  for (const [one, other] of [
    ['001 415 639 5555', '+1 415 639 5555'],
    ['+1 415 639 5555', '001 415 639 5555'],
    ['0081 3 1234 5678', '+81312345678'],
    ['0061 2 1234 5678', '+61 2 1234 5678'],
    ['007 495 123 45 67', '+7 (495) 123-45-67'],
    ['0049 30 123456', '+49 30 123456'],
    ['00383 44 123 456', '+383 44 123456'],
  ]) {
    await site.reset();
    assert.equal((await sentInTurn(one, other)).length, 1, one);
    assert.equal((await sentInTurn(one, other))[0].length, 1, one);
  }
});

test('a number that v4 has with 00 is found with +', async () => {
  for (const stored of ['0014156395555', '001 415 639 5555']) {
    await site.reset();
    await seed({ phones: [{ phone: stored }] });
    const { isNew } = await site.reconcile({ phones: [{ phone: stored.replace('00', '+') }] });
    assert.equal(isNew, false, stored);
  }
});

test('words behind a number are no part of it', async () => {
  for (const phone of [
    '+49 30 123456 (fax)',
    '+49 30 123456 ext. 12',
    '+49 30 123456 x12',
    '+49 30 123456 office',
    'Tel: +49 30 123456',
  ]) {
    await site.reset();
    assert.equal((await sentInTurn(phone, '+4930123456', '0049 30 123456')).flat().length, 1, phone);
    await site.reset();
    assert.equal(
      (await sentInTurn('030 123456', phone.replace('+49 ', '0'), '030 123456')).flat().length,
      1,
      phone,
    );
  }
});

test('letters are part of a number', async () => {
  await seed({ phones: [{ phone: '1-800-FLOWERS' }], emails: [{ email: ANN }] });
  const add = async (phone) =>
    phonesOf((await site.reconcile({ emails: [{ email: ANN }], phones: [{ phone }] })).contact);
  assert.equal((await add('1-800-flowers')).length, 1);
  assert.equal((await add('1 (800) 356-9377')).length, 1);
  assert.deepEqual(await add('1-800-GOT-JUNK'), ['1-800-FLOWERS', '1-800-GOT-JUNK']);
  await site.reset();
  assert.equal((await sentInTurn('1-800-FLOWERS', '1-800-flowers', '1-800-GOT-JUNK')).length, 2);
});

test('the older of two matches wins, however the dates are written', async () => {
  const at = (number, createdDate) => ({
    id: ID.replace(/1$/, number),
    createdDate,
    info: { emails: { items: [{ email: ANN }] } },
  });
  for (const [younger, older] of [
    ['2024-01-01T00:00:00.500Z', '2024-01-01T00:00:00Z'],
    ['2024-01-01T00:00:00.000002Z', '2024-01-01T00:00:00.000001000Z'],
    ['2024-01-01T00:30:00Z', '2024-01-01T02:00:00+02:00'],
  ]) {
    await site.reset();
    await site.faults({
      method: 'POST',
      path: '/contacts/v4/contacts/query',
      body: { contacts: [at(1, younger), at(2, older)], pagingMetadata: { total: 2 } },
    });
    const { contact } = await site.reconcile({ emails: [{ email: ANN }] });
    assert.equal(contact.id, at(2).id, older);
  }
});

test('blanks make no other address, url, date or name', async () => {
  const address = { addressLine: '17  Invented Way', city: 'Springfield', country: 'US' };
  await seed({ emails: [{ email: ANN }], addresses: [{ tag: 'HOME', address }] });
  const sent = (blank) => ({
    name: { first: `Ann${blank}`, middle: `Lou${blank}${blank}Lee`, last: 'Marl' },
    company: { name: `A${blank}Company`, role: `Owner` },
    emails: [{ email: ANN }],
    addresses: [{ address: `17 Invented Way${blank}`, city: `${blank}Springfield`, country: `US${blank}` }],
    urls: [{ url: `https://example.com/a${blank}b` }],
  });
  await site.reconcile(sent(' '));
  for (const blank of ['  ', '\u{a0}', '\t']) {
    const { contact, details } = await site.reconcile(sent(blank));
    assert.deepEqual([contact.addresses.length, contact.urls.length], [1, 1], JSON.stringify(blank));
    assert.deepEqual(details.rejectedData, []);
  }
  const { details } = await site.reconcile({ ...sent(' '), name: { first: 'ann' } });
  assert.deepEqual(details.rejectedData, [{ field: 'name.first', value: 'ann', reason: 'ALREADY_SET' }]);
});

test('what an earlier version kept of an address with two blanks in it is shown', async () => {
  const address = { addressLine: '17  Invented Way' };
  const details = '{"wixContacts":1,"addresses":[{"of":"17  invented way||||","tag":"barn"}]}';
  const extendedFields = { items: { 'custom.wix-contacts-details': details } };
  await site.seed({ id: ID, info: { addresses: { items: [{ address }] }, extendedFields } });
  assert.equal((await site.shown(ID)).addresses[0].tag, 'barn');
});

test('a picture of the site is the same by its address on the web', async () => {
  const image = { url: 'wix:image://v1/0ab1~mv2.jpg/ann.jpg#originWidth=80&originHeight=90' };
  await seed({ emails: [{ email: ANN }] });
  await site.update(ID, { picture: { image } });
  const send = (picture) => site.rejected({ emails: [{ email: ANN }], picture });
  assert.deepEqual(await send('https://static.wixstatic.com/media/0ab1~mv2.jpg'), []);
  assert.deepEqual(await send('https://example.com/ann.png'), [['picture', 'ALREADY_SET']]);
});

test('a revision that is a text is sent back as it came', async () => {
  const contact = { id: ID, revision: '7', info: { emails: { items: [{ email: ANN }] } } };
  await site.faults(
    { method: 'POST', path: '/contacts/v4/contacts/query', body: { contacts: [contact] } },
    { method: 'PATCH', body: { contact } },
  );
  await site.reconcile({ emails: [{ email: ANN }], name: { first: 'Ann' } });
  const [{ revision }] = await site.sent('update');
  assert.equal(revision, '7');
});

test('members and values that are not known stay as they are', async () => {
  const email = { email: ANN, tag: 'PAGER', primary: true, verified: { by: 'NOBODY' } };
  const contact = {
    id: ID,
    revision: 1,
    info: { emails: { items: [email] }, mood: 'NEW', picture: { kind: 'NEW' } },
  };
  await site.faults(
    {
      method: 'POST',
      path: '/contacts/v4/contacts/query',
      body: { contacts: [contact], responseType: 'NEW' },
    },
    { method: 'PATCH', body: { contact } },
  );
  const { contact: shown } = await site.reconcile({ emails: [{ email: ANN }, { email: 'lee@example.com' }] });
  assert.equal(shown.emails[0].tag, 'pager');
  const [{ info }] = await site.sent('update');
  assert.deepEqual(info.emails.items[0], email);
});

test('a picture is sent by its url alone', async () => {
  await site.reconcile({ emails: [{ email: ANN }], picture: 'https://example.com/ann.png' });
  const [{ info }] = await site.sent('create');
  assert.deepEqual(info.picture, { image: { url: 'https://example.com/ann.png' } });
});
