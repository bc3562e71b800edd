// Contract, section 3: the contact object.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createContacts } from 'wix-contacts';
import { contact, idOf, json, Site } from '../support/site.js';

const fixtures = new URL('../../../spec/fixtures/', import.meta.url);
const readJson = (path, base = fixtures) => JSON.parse(readFileSync(new URL(path, base), 'utf8'));

/** What getContactById shows of a v4 contact, and the request for it. */
async function shown(contact, requests) {
  const fetch = async (url) => {
    requests?.push(new URL(url));
    return json({ contact, responseType: 'REGULAR' });
  };
  return createContacts({ fetch }).promises.getContactById('id');
}

const withInfo = (info) => ({ id: 'id', revision: 1, createdDate: '2024-01-01T00:00:00.000Z', info });
const emails = (...items) => ({ emails: { items } });

test('each fixture is shown as in its snapshot, with the keys in order', async () => {
  const snapshots = readJson('../support/legacy-contacts.json', import.meta.url);
  const files = readdirSync(new URL('contacts/', fixtures));
  assert.equal(Object.keys(snapshots).length, files.length);
  for (const file of files) {
    const contact = await shown(readJson(`contacts/${file}`));
    assert.equal(
      JSON.stringify(contact, null, 1),
      JSON.stringify(snapshots[file.replace('.json', '')], null, 1),
      file,
    );
  }
});

test('getContacts shows a contact as getContactById does', async () => {
  const contacts = readdirSync(new URL('contacts/', fixtures)).map((file) => readJson(`contacts/${file}`));
  const { promises } = createContacts({ fetch: new Site({ contacts }).fetch });
  const cursor = await promises.getContacts({});
  assert.equal(cursor.getTotal(), contacts.length);
  for (const contact of cursor.getData())
    assert.deepEqual(contact, await promises.getContactById(contact.id));
});

test('each contact of a page that comes in many parts has its own overlay, or none', async () => {
  const contacts = Array.from({ length: 500 }, (_, index) => {
    const overlay = { wixContacts: 1, name: { middle: `Middle ${index}` } };
    const items = index % 3 === 0 ? { 'custom.overlay': JSON.stringify(overlay) } : {};
    return contact(index, { info: { company: 'C'.repeat(200), extendedFields: { items } } });
  });
  const { promises } = createContacts({ fetch: new Site({ contacts }).fetch });
  const cursor = await promises.getContacts({ pageSize: 500 });
  assert.deepEqual(
    cursor.getData().map(({ name }) => name.middle),
    contacts.map((_, index) => (index % 3 === 0 ? `Middle ${index}` : '')).toReversed(),
  );
});

test('an overlay of a list that comes twice is of the contact in the last', async () => {
  const overlay = JSON.stringify({ wixContacts: 1, name: { middle: 'Q.' } });
  const kept = JSON.stringify(
    contact(1, { info: { extendedFields: { items: { 'custom.overlay': overlay } } } }),
  );
  const text = `{"contacts":[${kept}],"contacts":[${JSON.stringify(contact(2))},${kept}]}`;
  const { promises } = createContacts({ fetch: async () => new Response(text) });
  const shown = (await promises.getContacts({})).getData();
  assert.deepEqual(
    shown.map(({ id, name }) => [id, name.middle]),
    [
      [idOf(2), ''],
      [idOf(1), 'Q.'],
    ],
  );
});

test('half a surrogate pair is shown as JSON.parse has it', async () => {
  const contact = '{"id":"id","info":{"name":{"first":"\\ud83c","last":"\\udf08 x"}}}';
  const { name } = await shown(JSON.parse(contact));
  assert.deepEqual([name.first, name.last], ['\ud83c', '\udf08 x']);
});

test('a contact without info has every list, name and company all the same', async () => {
  const expected = {
    id: 'id',
    name: { prefix: '', first: '', middle: '', last: '', suffix: '' },
    company: { role: '', name: '' },
    emails: [],
    phones: [],
    addresses: [],
    urls: [],
    dates: [],
    links: [],
    createdAt: 'created',
    modifiedAt: 'updated',
  };
  const contact = await shown({ id: 'id', createdDate: 'created', updatedDate: 'updated' });
  assert.equal(JSON.stringify(contact), JSON.stringify(expected));
});

test('a missing wrapper, {} and {items: []} are the same', async () => {
  const wrapped = (wrapper) => ({
    emails: wrapper,
    phones: wrapper,
    addresses: wrapper,
    extendedFields: wrapper,
    picture: wrapper,
  });
  const bare = await shown(withInfo({}));
  for (const wrapper of [{}, { items: [] }, null, { items: null }]) {
    assert.deepEqual(await shown(withInfo(wrapped(wrapper))), bare, JSON.stringify(wrapper));
  }
});

test('contacts are plain objects and arrays', async () => {
  const contact = await shown(readJson('contacts/full.json'));
  assert.equal(Object.getPrototypeOf(contact), Object.prototype);
  assert.equal(Object.getPrototypeOf(contact.name), Object.prototype);
  assert.equal(Object.getPrototypeOf(contact.emails), Array.prototype);
  assert.equal(Object.getPrototypeOf(contact.emails[0]), Object.prototype);
  assert.deepEqual(structuredClone(contact), contact);
});

test('the picture is the URL of info.picture.image, else of the root picture, and absent if there is none', async () => {
  const image = { image: { url: 'https://example.com/image.png' } };
  const root = { url: 'https://example.com/root.png' };
  assert.equal((await shown({ ...withInfo({ picture: image }), picture: root })).picture, image.image.url);
  assert.equal((await shown({ ...withInfo({ picture: {} }), picture: root })).picture, root.url);
  assert.equal(
    (await shown({ ...withInfo({ picture: { image: { url: '' } } }), picture: root })).picture,
    root.url,
  );
  for (const picture of [undefined, null, {}, { url: '' }, { url: 5 }]) {
    assert.ok(!('picture' in (await shown({ ...withInfo({}), picture }))), JSON.stringify(picture));
  }
});

test('company is info.company and info.jobTitle', async () => {
  const { company } = await shown(withInfo({ company: 'Wix', jobTitle: 'Developer' }));
  assert.equal(JSON.stringify(company), '{"role":"Developer","name":"Wix"}');
});

test('tags are in lower case, and UNTAGGED or no tag is other', async () => {
  const items = ['MAIN', 'WORK', 'UNTAGGED', undefined].map((tag) => ({ tag, email: 'a@example.com' }));
  const contact = await shown(withInfo(emails(...items)));
  assert.deepEqual(
    contact.emails.map((email) => email.tag),
    ['main', 'work', 'other', 'other'],
  );
});

test('ids of list items count from 1 in each list', async () => {
  const contact = await shown(readJson('contacts/full.json'));
  const ids = (list) => list.map((item) => item.id);
  assert.deepEqual(
    [ids(contact.emails), ids(contact.phones), ids(contact.addresses)],
    [
      [1, 2],
      [1, 2],
      [1, 2],
    ],
  );
});

test('statuses are shown as in the fixture of pairs, and an unknown one is transactional or absent', async () => {
  const map = readJson('legacy-map.json');
  const statuses = async (subscriptionStatus, deliverabilityStatus) => {
    const primaryEmail = { email: 'a@example.com', subscriptionStatus, deliverabilityStatus };
    const contact = await shown({
      ...withInfo(emails({ email: 'a@example.com', primary: true })),
      primaryEmail,
    });
    return contact.emails[0];
  };
  for (const [v4, expected] of Object.entries({ ...map.emailStatusFromV4, NEW_STATUS: 'transactional' })) {
    assert.equal((await statuses(v4, 'NOT_SET')).emailStatus, expected, v4);
  }
  for (const [v4, expected] of Object.entries({ ...map.deliveryStatusFromV4, NEW_STATUS: null })) {
    assert.equal((await statuses('NOT_SET', v4)).deliveryStatus, expected ?? undefined, v4);
  }
  assert.deepEqual(Object.keys(await statuses(undefined, undefined)), ['id', 'tag', 'email', 'emailStatus']);
});

test('statuses come from the extended fields, else from primaryEmail', async () => {
  const primaryEmail = {
    email: 'a@example.com',
    subscriptionStatus: 'SUBSCRIBED',
    deliverabilityStatus: 'VALID',
  };
  const extendedFields = { items: { 'emailSubscriptions.subscriptionStatus': 'UNSUBSCRIBED' } };
  const info = { ...emails({ email: 'a@example.com', primary: true }), extendedFields };
  const [email] = (await shown({ ...withInfo(info), primaryEmail })).emails;
  assert.deepEqual([email.emailStatus, email.deliveryStatus], ['optOut', 'VALID']);
});

test('only the primary email has statuses: the one flagged so, else the first', async () => {
  const extendedFields = { items: { 'emailSubscriptions.subscriptionStatus': 'SUBSCRIBED' } };
  const statuses = async (...flags) => {
    const items = flags.map((primary) => ({ email: 'a@example.com', primary }));
    const contact = await shown(withInfo({ ...emails(...items), extendedFields }));
    return contact.emails.map((email) => email.emailStatus);
  };
  assert.deepEqual(await statuses(false, true), [undefined, 'recurring']);
  assert.deepEqual(await statuses(undefined, undefined), ['recurring', undefined]);
});

test('statuses among the extended fields are of the email that they name', async () => {
  const [first, second] = ['first@example.com', 'second@example.com'];
  const statuses = async (
    effectiveEmail,
    primaryEmail,
    items = [{ email: first, primary: true }, { email: second }],
  ) => {
    const extendedFields = {
      items: {
        'emailSubscriptions.effectiveEmail': effectiveEmail,
        'emailSubscriptions.subscriptionStatus': 'UNSUBSCRIBED',
        'emailSubscriptions.deliverabilityStatus': 'BOUNCED',
      },
    };
    const contact = await shown({ ...withInfo({ ...emails(...items), extendedFields }), primaryEmail });
    return contact.emails.map(({ emailStatus, deliveryStatus }) => [emailStatus, deliveryStatus]);
  };
  const own = ['optOut', 'BOUNCE'];
  const none = [undefined, undefined];
  for (const named of [second, 'Second@Example.com', ` ${second}`])
    assert.deepEqual(await statuses(named), [none, own]);
  for (const named of [first, 'FIRST@example.com', 'nobody@example.com', '', undefined, null, 5])
    assert.deepEqual(await statuses(named), [own, none], String(named));
  const primaryEmail = { email: first, subscriptionStatus: 'SUBSCRIBED', deliverabilityStatus: 'VALID' };
  assert.deepEqual(await statuses(second, primaryEmail), [['recurring', 'VALID'], own]);
  assert.deepEqual(await statuses(second, { email: first, subscriptionStatus: 'NOT_SET' }), [
    ['transactional', undefined],
    own,
  ]);
  assert.deepEqual(await statuses(first, primaryEmail), [own, none]);
  const mirrored = { email: first, subscriptionStatus: 'UNSUBSCRIBED', deliverabilityStatus: 'BOUNCED' };
  assert.deepEqual(await statuses(second, mirrored), [own, none]);
  assert.deepEqual(await statuses(second, undefined, []), []);
});

test('statuses of primaryEmail are of the email that it names', async () => {
  const [first, second] = ['first@example.com', 'second@example.com'];
  const statuses = async (email, ...items) => {
    const primaryEmail = { email, subscriptionStatus: 'UNSUBSCRIBED', deliverabilityStatus: 'BOUNCED' };
    const mirrored = {
      'emailSubscriptions.subscriptionStatus': 'UNSUBSCRIBED',
      'emailSubscriptions.deliverabilityStatus': 'BOUNCED',
    };
    const shownWith = async (extendedFields) => {
      const contact = await shown({ ...withInfo({ ...emails(...items), extendedFields }), primaryEmail });
      return contact.emails.map(({ emailStatus, deliveryStatus }) => [emailStatus, deliveryStatus]);
    };
    const alone = await shownWith(undefined);
    assert.deepEqual(await shownWith({ items: mirrored }), alone);
    return alone;
  };
  const own = ['optOut', 'BOUNCE'];
  const none = [undefined, undefined];
  const unmarked = [{ email: first }, { email: second }];
  const marked = [{ email: first, primary: true }, { email: second }];
  for (const items of [unmarked, marked]) {
    for (const email of [second, 'SECOND@example.com'])
      assert.deepEqual(await statuses(email, ...items), [none, own]);
    for (const email of [first, undefined]) assert.deepEqual(await statuses(email, ...items), [own, none]);
  }
});

test('a picture of the site is shown by its address on the web', async () => {
  const url = 'https://static.wixstatic.com/media/0ab1_5c~mv2.jpg';
  for (const picture of [
    'wix:image://v1/0ab1_5c~mv2.jpg/ann.jpg#originWidth=80&originHeight=90',
    'wix:image://v1/0ab1_5c~mv2.jpg/ann%20lee%2Fface.jpg#originWidth=80&originHeight=90',
    'wix:image://v1/0ab1_5c~mv2.jpg/ann.jpg',
    'wix:image://v1/0ab1_5c~mv2.jpg/#originWidth=80',
    'wix:image://v1/0ab1_5c~mv2.jpg#originWidth=80',
    'wix:image://v1/0ab1_5c~mv2.jpg',
    'image://v1/0ab1_5c~mv2.jpg/80_90/ann.jpg',
    url,
  ]) {
    assert.equal((await shown(withInfo({ picture: { image: { url: picture } } }))).picture, url, picture);
    assert.equal((await shown(withInfo({ picture: { image: picture } }))).picture, url, picture);
    assert.equal((await shown({ ...withInfo({}), picture: { url: picture } })).picture, url, picture);
  }
  const as = async (picture) => (await shown(withInfo({ picture: { image: { url: picture } } }))).picture;
  assert.equal(await as('wix:vector://v1/1a.svg/ann.svg'), 'https://static.wixstatic.com/shapes/1a.svg');
  for (const other of ['wix:video://v1/1a/ann.mp4', 'wix:image://v1/', 'https://example.com/image://v1/1']) {
    assert.equal(await as(other), other);
  }
});

test('normalizedPhone is e164Phone, absent where there is none', async () => {
  const items = [
    { tag: 'HOME', phone: '03-555', e164Phone: '+972355' },
    { tag: 'FAX', phone: '5' },
  ];
  const { phones } = await shown(withInfo({ phones: { items } }));
  assert.deepEqual(phones, [
    { id: 1, tag: 'home', phone: '03-555', normalizedPhone: '+972355' },
    { id: 2, tag: 'fax', phone: '5' },
  ]);
});

test('an address is its line, or number, name and apt of its street, then its second line', async () => {
  const address = async (v4) => {
    const contact = await shown(withInfo({ addresses: { items: [{ tag: 'HOME', address: v4 }] } }));
    return contact.addresses[0].address;
  };
  const streetAddress = { number: '5', name: 'Wingate', apt: '17' };
  assert.equal(await address({ addressLine: '1 Main St', streetAddress }), '1 Main St');
  assert.equal(await address({ addressLine: '1 Main St', addressLine2: 'Floor 2' }), '1 Main St, Floor 2');
  assert.equal(await address({ streetAddress }), '5 Wingate 17');
  assert.equal(
    await address({ streetAddress: { ...streetAddress, apt: '' }, addressLine2: 'Gate B' }),
    '5 Wingate, Gate B',
  );
  assert.equal(await address({ addressLine2: 'Gate B' }), 'Gate B');
  assert.equal(await address({ city: 'Haifa' }), undefined);
});

test('a region is the subdivision without its country, and country is the ISO code', async () => {
  const region = async (subdivision, country) => {
    const contact = await shown(withInfo({ addresses: { items: [{ address: { subdivision, country } }] } }));
    return [contact.addresses[0].region, contact.addresses[0].country];
  };
  assert.deepEqual(await region('US-CA', 'US'), ['CA', 'US']);
  assert.deepEqual(await region('US-CA', undefined), ['CA', undefined]);
  assert.deepEqual(await region('CA', 'US'), ['CA', 'US']);
  assert.deepEqual(await region(undefined, 'IL'), [undefined, 'IL']);
});

test('an address without any part is an item all the same', async () => {
  const { addresses } = await shown(
    withInfo({ addresses: { items: [{ tag: 'BILLING' }, { address: {} }] } }),
  );
  assert.deepEqual(addresses, [
    { id: 1, tag: 'billing' },
    { id: 2, tag: 'other' },
  ]);
});

test('the birthdate is a date of the tag birthday, at midnight in UTC', async () => {
  const { dates } = await shown(withInfo({ birthdate: '1980-12-01' }));
  assert.deepEqual(dates, [{ id: 1, tag: 'birthday', date: '1980-12-01T00:00:00.000Z' }]);
});

test('members of another type than v4 gives are shown as unset', async () => {
  const strange = withInfo({
    name: 'Cher',
    company: { name: 'Wix' },
    jobTitle: 5,
    birthdate: 0,
    emails: { items: 'a@example.com' },
  });
  const bare = await shown(withInfo({}));
  assert.deepEqual(await shown(strange), bare);
  const items = [null, 5, 'a@example.com', { email: 7 }];
  assert.deepEqual((await shown(withInfo({ emails: { items } }))).emails, [
    { id: 1, tag: 'other', email: '', emailStatus: 'transactional' },
  ]);
});

test('reading a contact is one request for the fields that are used, by names of the official list', async () => {
  const requests = [];
  await shown(readJson('contacts/full.json'), requests);
  assert.equal(requests.length, 1);
  assert.equal(requests[0].pathname, '/contacts/v4/contacts/id');
  const fields = requests[0].searchParams.getAll('fields');
  assert.deepEqual(fields.toSorted(), [
    'createdDate',
    'info.addresses',
    'info.birthdate',
    'info.company',
    'info.emails',
    'info.extendedFields',
    'info.jobTitle',
    'info.name',
    'info.phones',
    'info.picture',
    'updatedDate',
  ]);
});
