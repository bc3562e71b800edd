// Contract, section 3: the label of getContacts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContacts } from 'wix-contacts';
import { failure } from '../support/calls.js';
import { contact, idOf, json, Site } from '../support/site.js';

const LABELS = [
  { key: 'contacts.customers', legacyId: 'contacts-customers', displayName: 'Customers' },
  { key: 'custom.vip', legacyId: '093bea17-4a6c', displayName: 'VIP guests' },
  { key: 'custom.trap', legacyId: 'contacts.customers', displayName: 'custom.vip' },
];

function siteWithLabels() {
  const labelled = (number, ...items) => contact(number, { info: { labelKeys: { items } } });
  const contacts = [
    labelled(1, 'contacts.customers'),
    labelled(2, 'custom.vip'),
    labelled(3, 'custom.vip', 'contacts.customers'),
    labelled(4),
    contact(5),
  ];
  const site = new Site({ contacts, labels: LABELS });
  const { promises } = createContacts({ fetch: site.fetch });
  const numbers = async (label) => {
    const cursor = await promises.getContacts({ label });
    return cursor.getData().map(({ id }) => Number(id.slice(-12)));
  };
  const asked = (path) => site.requests.filter((request) => request.path.endsWith(path)).length;
  return { site, promises, numbers, asked };
}

test('a label is matched by key, legacyId, then display name regardless of case', async () => {
  const { numbers } = siteWithLabels();
  for (const label of [
    'contacts.customers',
    'contacts-customers',
    'Customers',
    'CUSTOMERS',
    '  customers ',
  ]) {
    assert.deepEqual(await numbers(label), [3, 1], label);
  }
  assert.deepEqual(await numbers('vip GUESTS'), [3, 2]);
});

test('the case of letters of any alphabet does not count', async () => {
  const { site, numbers } = siteWithLabels();
  site.labels = [{ key: 'custom.vip', displayName: 'Ärzte in Łódź' }];
  assert.deepEqual(await numbers('ÄRZTE IN ŁÓDŹ'), [3, 2]);
});

test('a key goes before a legacyId and a display name that are the same', async () => {
  const { numbers } = siteWithLabels();
  assert.deepEqual(await numbers('custom.vip'), [3, 2]);
  assert.deepEqual(await numbers('contacts.customers'), [3, 1]);
});

test('a label that Wix gives every site is found by its English name on a site of another language', async () => {
  const { site, numbers } = siteWithLabels();
  site.labels = [
    { key: 'contacts.customers', legacyId: 'contacts-customers', displayName: 'Kunden' },
    { key: 'contacts.contacted-me', legacyId: 'contacts-contacted_me', displayName: 'Hat mich kontaktiert' },
    { key: 'custom.vip', legacyId: '093bea17-4a6c', displayName: 'Stammgast' },
  ];
  site.contacts[3].info.labelKeys = { items: ['contacts.contacted-me'] };
  for (const label of [
    'customers',
    'Customers',
    ' CUSTOMERS ',
    'contacts-customers',
    'Contacts.Customers',
    'kunden',
  ])
    assert.deepEqual(await numbers(label), [3, 1], label);
  for (const label of [
    'contacted me',
    'Contacted_me',
    'contacted-me',
    'contacts-contacted_me',
    'CONTACTS-CONTACTED_ME',
  ])
    assert.deepEqual(await numbers(label), [4], label);
  assert.deepEqual(await numbers(['contacted me', 'customers', 'nobody']), [4, 3, 1]);
  assert.deepEqual(await numbers('vip'), [3, 2]);
});

test('a label of that display name goes before one of that key', async () => {
  const { site, numbers } = siteWithLabels();
  site.labels = [
    { key: 'contacts.customers', legacyId: 'contacts-customers', displayName: 'Kunden' },
    { key: 'custom.vip', legacyId: '093bea17-4a6c', displayName: 'customers' },
  ];
  assert.deepEqual(await numbers('Customers'), [3, 2]);
});

test('an array of labels means contacts that have any of them, each once', async () => {
  const { site, numbers } = siteWithLabels();
  assert.deepEqual(await numbers(['customers', 'custom.vip', 'Customers', 'nobody']), [3, 2, 1]);
  assert.deepEqual(site.requests.at(-1).query.filter, {
    'info.labelKeys': { $hasSome: ['contacts.customers', 'custom.vip'] },
  });
});

test('blank entries are ignored, and nothing left is no filter and no request for labels', async () => {
  const { numbers, asked } = siteWithLabels();
  for (const label of ['', ' ', [], ['', '\t'], null, undefined]) {
    assert.equal((await numbers(label)).length, 5, JSON.stringify(label));
  }
  assert.equal(asked('/labels'), 0);
  assert.deepEqual(await numbers(['', 'vip guests']), [3, 2]);
});

test('labels that match nothing give an empty cursor with total 0, and no request for contacts', async () => {
  const { promises, asked } = siteWithLabels();
  const cursor = await promises.getContacts({ label: ['nobody', 'no one'], pageSize: 7 });
  assert.deepEqual(
    [
      cursor.getData().length,
      cursor.getTotal(),
      cursor.getPageSize(),
      cursor.hasNext(),
      cursor.hasPrevious(),
    ],
    [0, 0, 7, false, false],
  );
  const all = [];
  for await (const it of cursor) all.push(it);
  for await (const it of promises.iterateContacts({ label: 'nobody' })) all.push(it);
  assert.deepEqual(all, []);
  assert.equal(asked('/query'), 0);
});

test('labels are asked for once, and again when a name is unknown', async () => {
  const { site, numbers, asked } = siteWithLabels();
  await numbers('customers');
  await numbers('custom.vip');
  assert.equal(asked('/labels'), 1);
  assert.deepEqual(await numbers('new'), []);
  assert.equal(asked('/labels'), 2);
  site.labels.push({ key: 'custom.new', legacyId: '', displayName: 'New' });
  site.contacts.push(contact(6, { info: { labelKeys: { items: ['custom.new'] } } }));
  assert.deepEqual(await numbers('new'), [6]);
  assert.equal(asked('/labels'), 3);
});

test('calls that ask for labels at the same time share the request', async () => {
  const { numbers, asked } = siteWithLabels();
  await Promise.all([numbers('customers'), numbers('custom.vip'), numbers('customers')]);
  assert.equal(asked('/labels'), 1);
});

test('a site may have more labels than one response holds', async () => {
  const { site, numbers } = siteWithLabels();
  const many = Array.from({ length: 1500 }, (_, index) => ({
    key: `custom.${index}`,
    legacyId: '',
    displayName: `${index}`,
  }));
  site.labels = [...many, ...LABELS];
  assert.deepEqual(await numbers('vip guests'), [3, 2]);
});

test('pages of a cursor keep its labels', async () => {
  const { promises, site } = siteWithLabels();
  const cursor = await promises.getContacts({ label: 'customers', pageSize: 1 });
  assert.equal(cursor.getTotal(), 2);
  const page = await new Promise((resolve, reject) => cursor.next(resolve, reject));
  assert.equal(page[0].id, idOf(1));
  assert.deepEqual(site.requests.at(-1).query.filter['info.labelKeys'], { $hasSome: ['contacts.customers'] });
});

test('a response without a list of labels fails the call with INVALID_RESPONSE', async () => {
  for (const body of [{}, { labels: null }, { labels: 'customers' }, []]) {
    const { promises } = createContacts({ fetch: async () => json(body) });
    assert.equal((await failure(promises.getContacts({ label: 'customers' }))).code, 'INVALID_RESPONSE');
  }
});

test('a server that gives the first labels again and again is told apart from one that has more', async () => {
  const site = new Site({ contacts: [contact(1)] });
  site.labels = Array.from({ length: 2500 }, (_, number) => ({ key: `custom.${number}`, displayName: '' }));
  const { promises } = createContacts({ fetch: site.fetch });
  assert.equal((await promises.getContacts({ label: 'custom.2499' })).getTotal(), 0);
  const ignoring = (url, init) => site.fetch(url.replace(/paging.offset=\d+/, 'paging.offset=0'), init);
  const behind = createContacts({ fetch: ignoring });
  const { code } = await behind.promises.getContacts({ label: 'nobody' }).catch((error) => error);
  assert.equal(code, 'INVALID_RESPONSE');
});
