// Contract, section 8: wix-contacts/v4, the REST List Contacts call (spec/003_3f674c64945d416b.txt).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContacts } from 'wix-contacts';
import { failure, outcome } from '../support/calls.js';
import { contacts, json, refusal, Site } from '../support/site.js';

/** The query string of a call with these parameters, decoded. */
async function queryOf(...parameters) {
  const site = new Site({ contacts: contacts(1) });
  await createContacts({ fetch: site.fetch }).v4.listContacts(...parameters);
  const [{ method, path, params }] = site.requests;
  assert.deepEqual([method, path], ['GET', '/contacts/v4/contacts']);
  return [...params].map(([name, value]) => `${name}=${value}`).join('&');
}

test('all parameters are optional', async () => {
  for (const parameters of [
    undefined,
    null,
    {},
    { sort: {}, paging: {}, fields: [], fieldsets: [] },
    { sort: undefined, paging: undefined },
  ]) {
    assert.equal(await queryOf(parameters), '', JSON.stringify(parameters));
  }
  assert.equal(await queryOf(), '');
});

test('sort.fieldName and sort.order are sent, together or alone', async () => {
  assert.equal(
    await queryOf({ sort: { fieldName: 'info.name.last', order: 'DESC' } }),
    'sort.fieldName=info.name.last&sort.order=DESC',
  );
  assert.equal(
    await queryOf({ sort: { fieldName: 'lastActivity.activityDate' } }),
    'sort.fieldName=lastActivity.activityDate',
  );
  assert.equal(await queryOf({ sort: { order: 'ASC' } }), 'sort.order=ASC');
});

test('paging.limit and paging.offset are sent, zeros too', async () => {
  assert.equal(await queryOf({ paging: { limit: 1000, offset: 20 } }), 'paging.limit=1000&paging.offset=20');
  assert.equal(await queryOf({ paging: { limit: 0, offset: 0 } }), 'paging.limit=0&paging.offset=0');
});

test('fields and fieldsets are repeated, one for each', async () => {
  const query = await queryOf({ fields: ['info.name', 'info.labelKeys'], fieldsets: ['BASIC', 'EXTENDED'] });
  assert.equal(query, 'fields=info.name&fields=info.labelKeys&fieldsets=BASIC&fieldsets=EXTENDED');
});

test('everything together is sent as the official client sends it', async () => {
  const sort = { fieldName: 'createdDate', order: 'DESC' };
  const query = await queryOf({
    sort,
    paging: { limit: 2, offset: 4 },
    fields: ['info.name'],
    fieldsets: ['FULL'],
  });
  assert.equal(
    query,
    'sort.fieldName=createdDate&sort.order=DESC&paging.limit=2&paging.offset=4&fields=info.name&fieldsets=FULL',
  );
});

test('values are encoded', async () => {
  assert.equal(await queryOf({ fields: ['a&b=c d', 'ש'] }), 'fields=a&b=c d&fields=ש');
});

test('the response is resolved to as it came', async () => {
  const body = {
    contacts: [{ id: 'a', unknown: [1, null, 'x'] }],
    pagingMetadata: { count: 1, offset: 0, total: 1, tooManyToCount: false },
    more: {},
  };
  const { v4 } = createContacts({ fetch: async () => json(body) });
  assert.deepEqual(await v4.listContacts(), body);
});

test('parameters are those of the moment of the call', async () => {
  const site = new Site();
  const { v4 } = createContacts({ fetch: site.fetch });
  const parameters = { paging: { limit: 5 } };
  const called = v4.listContacts(parameters);
  parameters.paging.limit = 7;
  await called;
  assert.equal(site.requests[0].params.get('paging.limit'), '5');
});

test('parameters of a wrong type are a BAD_REQUEST without a request', async () => {
  const { v4 } = createContacts({ fetch: assert.fail });
  for (const parameters of [
    { sort: 'createdDate' },
    { paging: { limit: -1 } },
    { paging: { limit: 1.5 } },
    { fields: 'info' },
    { fieldsets: [5] },
  ]) {
    const error = await failure(v4.listContacts(parameters));
    assert.deepEqual(
      [error.errorType, error.code],
      ['BAD_REQUEST', 'INVALID_ARGUMENT'],
      JSON.stringify(parameters),
    );
  }
});

test('a refusal of the API rejects with its code', async () => {
  const { v4 } = createContacts({ fetch: async () => refusal(400, 'UNSUPPORTED_SORT_FIELD') });
  const error = await failure(v4.listContacts({ sort: { fieldName: 'updatedDate' } }));
  assert.deepEqual([error.errorType, error.code], ['BAD_REQUEST', 'UNSUPPORTED_SORT_FIELD']);
});

test('it is no part of what getContacts does', async () => {
  const site = new Site({ contacts: contacts(2) });
  const { getContacts } = createContacts({ fetch: site.fetch });
  await outcome(getContacts, {});
  assert.equal(site.requests[0].method, 'POST');
});
