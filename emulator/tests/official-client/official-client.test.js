// The official Wix client, run against the emulator with only the host changed: every public function of its contacts,
// labels, extended fields and submitted contact modules.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, beforeEach, test } from 'node:test';

import { Validator } from '@seriousme/openapi-schema-validator';
import { contacts, extendedFields, labels, submittedContact } from '@wix/crm';
import { ApiKeyStrategy, createClient } from '@wix/sdk';
import { startNative, startPackage } from './servers.js';

const FIXTURES = new URL('../../../spec/fixtures/', import.meta.url);

const MODULES = { contacts, labels, extendedFields, submittedContact };

let server;
let wix;
const called = new Set();

/** The client, noting which functions are called. */
function noting(client) {
  const noteCalls = (name) =>
    new Proxy(client[name], {
      get(functions, key) {
        called.add(`${name}.${key}`);
        return functions[key];
      },
    });
  return Object.fromEntries(Object.keys(MODULES).map((name) => [name, noteCalls(name)]));
}

async function fixture(name) {
  return JSON.parse(await readFile(new URL(name, FIXTURES), 'utf8'));
}

async function local(path, body) {
  const response = await server.fetch(`/_local/${path}`, { method: 'POST', body: JSON.stringify(body) });
  assert.equal(response.status, 200);
}

async function finished(jobId) {
  for (;;) {
    const response = await server.fetch(`/contacts/v4/bulk/jobs/${jobId}`, {
      headers: { authorization: 'x' },
    });
    const { job } = await response.json();
    if (job.status === 'COMPLETED') {
      return job;
    }
  }
}

before(async () => {
  // The official client sends nothing that nobody reads.
  server = await (process.env.EMULATOR === 'package' ? startPackage() : startNative());
  const client = createClient({
    auth: ApiKeyStrategy({ apiKey: 'IST.key', siteId: '7f7b2a0e-6f2c-4f52-8a3b-0d8f0c5f1d11' }),
    modules: MODULES,
    fetch: (address, init) => server.fetch(String(address), init),
  });
  wix = noting(client);
});

after(() => server?.stop());

beforeEach(async () => {
  await local('reset');
  const { contacts: sample } = await fixture('dataset.json');
  const { labels: sampleLabels } = await fixture('responses/labels.list.json');
  const { fields } = await fixture('responses/extended-fields.list.json');
  await local('seed', { contacts: sample, labels: sampleLabels, extendedFields: fields });
});

const FULL = '820af86e-af70-4440-9180-6318bd86a676';
const MULTI = 'dcc5c270-b207-4ea1-b15e-711ab00b688e';
const UNSUBSCRIBED = 'fba4e6e8-6b09-4028-b775-afe92ba7efe0';

test('getContact gives a contact with dates', async () => {
  const contact = await wix.contacts.getContact(FULL);
  assert.equal(contact._id, FULL);
  assert.ok(contact._createdDate instanceof Date);
  assert.equal(contact.info.addresses.items[0].address.addressLine1, '1772 Fantages Way');
});

test('getContact of an unknown id fails with its code', async () => {
  await assert.rejects(wix.contacts.getContact('00000000-0000-4000-8000-000000000000'), (error) => {
    assert.equal(error.details.applicationError.code, 'CONTACT_NOT_FOUND');
    assert.ok(error.requestId);
    return true;
  });
});

test('createContact, updateContact, deleteContact', async () => {
  const info = { name: { first: 'Ada' }, emails: { items: [{ tag: 'MAIN', email: 'ada@example.com' }] } };
  const { contact } = await wix.contacts.createContact(info);
  assert.equal(contact.revision, 1);
  await assert.rejects(wix.contacts.createContact(info), (error) => {
    assert.equal(error.details.applicationError.data.duplicateContactId, contact._id);
    return true;
  });
  const second = await wix.contacts.createContact(info, { allowDuplicates: true });
  const updated = await wix.contacts.updateContact(contact._id, { company: 'Engines' }, contact.revision);
  assert.equal(updated.contact.info.company, 'Engines');
  await assert.rejects(
    wix.contacts.updateContact(contact._id, { company: 'E' }, contact.revision),
    /revision/,
  );
  await wix.contacts.deleteContact(second.contact._id);
  await assert.rejects(wix.contacts.getContact(second.contact._id));
});

test('a validation error tells the field', async () => {
  const info = { name: { first: 'A' }, company: 'x'.repeat(1001) };
  await assert.rejects(wix.contacts.createContact(info), (error) => {
    assert.equal(error.details.validationError.fieldViolations[0].field, 'info.company');
    return true;
  });
});

test('queryContacts pages to the end and back', async () => {
  let page = await wix.contacts.queryContacts().descending('_createdDate').limit(5).find();
  assert.deepEqual([page.totalCount, page.totalPages, page.hasPrev()], [12, 3, false]);
  const ids = page.items.map((contact) => contact._id);
  while (page.hasNext()) {
    page = await page.next();
    ids.push(...page.items.map((contact) => contact._id));
  }
  assert.equal(new Set(ids).size, 12);
  page = await page.prev();
  assert.equal(page.currentPage, 1);
});

test('queryContacts understands every operator of the builder', async () => {
  const query = () => wix.contacts.queryContacts();
  const day = (number) => new Date(Date.UTC(2024, 2, number, 9));
  for (const [built, count] of [
    [query().eq('info.company', 'Wix'), 2],
    [query().ne('info.company', 'Wix'), 10],
    [query().gt('_createdDate', day(9)), 2],
    [query().ge('_createdDate', day(9)), 3],
    [query().lt('_createdDate', day(2)), 1],
    [query().le('_createdDate', day(2)), 2],
    [query().startsWith('info.name.first', 'Se'), 1],
    [query().in('_id', [FULL, MULTI]), 2],
    [query().exists('primaryInfo.phone', false), 4],
    [query().hasSome('info.labelKeys', ['custom.vip', 'custom.new-lead']), 4],
    [query().hasAll('info.labelKeys', ['custom.vip', 'contacts.customers']), 1],
    [query().between('_createdDate', day(2), day(9)), 8],
    [query().eq('info.company', 'Wix').eq('info.jobTitle', 'Developer'), 1],
    [query().ascending('info.name.first').skip(3).limit(2), 12],
  ]) {
    assert.equal((await built.find()).totalCount, count);
  }
});

test('queryContacts takes a whole query, too', async () => {
  const { contacts: found, pagingMetadata } = await wix.contacts.queryContacts({
    filter: { 'info.company': { $in: ['Wix', 'wix'] } },
    sort: [{ fieldName: '_createdDate', order: 'DESC' }],
    paging: { limit: 1 },
  });
  assert.deepEqual([found.length, pagingMetadata.total, pagingMetadata.hasNext], [1, 3, true]);
});

test('listContacts takes sort, paging and fields', async () => {
  const { contacts: found, pagingMetadata } = await wix.contacts.listContacts({
    sort: { fieldName: 'createdDate', order: 'ASC' },
    paging: { limit: 2, offset: 0 },
    fields: ['info.name'],
  });
  assert.deepEqual([found.length, found[0]._id, pagingMetadata.total], [2, FULL, 12]);
  assert.equal(found[0].info.company, undefined);
});

test('labelContact and unlabelContact', async () => {
  const labelled = await wix.contacts.labelContact(UNSUBSCRIBED, ['custom.vip']);
  assert.deepEqual(labelled.contact.info.labelKeys.items, ['custom.stale-lead', 'custom.vip']);
  const { contact } = await wix.contacts.unlabelContact(UNSUBSCRIBED, ['custom.stale-lead']);
  assert.deepEqual(contact.info.labelKeys.items, ['custom.vip']);
});

test('previewMergeContacts and mergeContacts', async () => {
  const preview = await wix.contacts.previewMergeContacts(MULTI, { sourceContactIds: [UNSUBSCRIBED] });
  const { contact } = await wix.contacts.mergeContacts(MULTI, 3, { sourceContactIds: [UNSUBSCRIBED] });
  assert.deepEqual(contact.info, preview.contact.info);
  assert.equal((await wix.contacts.getContact(UNSUBSCRIBED))._id, MULTI);
});

test('listFacets and queryFacets', async () => {
  const { facets } = await wix.contacts.listFacets();
  assert.equal(facets.find((facet) => facet.facetKey === 'custom.vip').count, 2);
  const firstOnly = await wix.contacts.queryFacets({ paging: { limit: 1 } });
  assert.deepEqual(
    firstOnly.facets.map((facet) => facet.count),
    [12],
  );
});

test('bulk calls start jobs that end', async () => {
  const filter = { 'info.company': 'Wix' };
  const labelled = await wix.contacts.bulkLabelAndUnlabelContacts({ filter, labelKeysToAdd: ['custom.vip'] });
  assert.equal((await finished(labelled.jobId)).successTotal, 2);
  const updated = await wix.contacts.bulkUpdateContacts({ filter, info: { jobTitle: 'Boss' } });
  assert.equal((await finished(updated.jobId)).successTotal, 2);
  const deleted = await wix.contacts.bulkDeleteContacts({ filter });
  assert.equal((await finished(deleted.jobId)).successTotal, 2);
  assert.equal((await wix.contacts.queryContacts().find()).totalCount, 10);
});

test('labels: find or create, get, list, query, rename, delete', async () => {
  const { label, newLabel } = await wix.labels.findOrCreateLabel('Night owls');
  assert.deepEqual([label.key, newLabel], ['custom.night-owls', true]);
  assert.equal((await wix.labels.findOrCreateLabel('Night owls')).newLabel, false);
  assert.equal((await wix.labels.getLabel(label.key)).displayName, 'Night owls');
  assert.equal((await wix.labels.listLabels()).labels.length, 8);
  const found = await wix.labels.queryLabels().startsWith('displayName', 'Night').find();
  assert.equal(found.items.length, 1);
  assert.equal((await wix.labels.renameLabel(label.key, { displayName: 'Larks' })).displayName, 'Larks');
  await wix.labels.deleteLabel(label.key);
  await assert.rejects(wix.labels.getLabel(label.key));
});

test('extended fields: find or create, get, list, query, rename, delete', async () => {
  const { field, newField } = await wix.extendedFields.findOrCreateExtendedField('Shoe size', 'NUMBER');
  assert.equal(newField, true);
  const read = await wix.extendedFields.getExtendedField(field.key);
  assert.equal((read.field ?? read).displayName, 'Shoe size');
  const { fields } = await wix.extendedFields.listExtendedFields();
  assert.ok(fields.some((other) => other.key === field.key));
  const found = await wix.extendedFields.queryExtendedFields().eq('dataType', 'NUMBER').find();
  assert.ok(found.items.some((other) => other.key === field.key));
  await wix.extendedFields.renameExtendedField(field.key, { displayName: 'Size' });
  await wix.extendedFields.deleteExtendedField(field.key);
  await assert.rejects(wix.extendedFields.getExtendedField(field.key));
});

test('appendOrCreateContact finds by email, or makes a contact', async () => {
  const emails = { items: [{ email: 'tom.watts@example.com' }] };
  const matched = await wix.submittedContact.appendOrCreateContact({ info: { emails } });
  assert.deepEqual([matched.contactId, matched.newContact ?? false], [UNSUBSCRIBED, false]);
  const made = await wix.submittedContact.appendOrCreateContact({ info: { name: { first: 'New' } } });
  assert.notEqual(made.contactId, UNSUBSCRIBED);
});

test('every public function has been called, but for those that subscribe to events', () => {
  const functions = Object.entries(MODULES).flatMap(([name, module]) =>
    Object.keys(module)
      .filter((key) => typeof module[key] === 'function' && !/^on[A-Z]/.test(key))
      .map((key) => `${name}.${key}`),
  );
  assert.ok(functions.length > 25, `${functions.length} functions`);
  assert.deepEqual(
    functions.filter((name) => !called.has(name)),
    [],
  );
});

test('the description of the server is OpenAPI 3.1', async () => {
  const description = await (await server.fetch('/_local/openapi.json')).json();
  const validator = new Validator();
  const { valid, errors } = await validator.validate(description);
  assert.ok(valid, JSON.stringify(errors, null, 2));
  assert.equal(validator.version, '3.1');
  // Every reference leads somewhere.
  JSON.stringify(description, (key, value) => {
    if (key === '$ref') {
      const steps = value.replace('#/', '').split('/');
      assert.ok(
        steps.reduce((place, step) => place?.[step], description),
        value,
      );
    }
    return value;
  });
});
