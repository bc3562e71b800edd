// Contract, section 3: the types of arguments, checked at once and in order (spec/wix-contacts-sdk.md, Calls).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContacts, ready } from 'wix-contacts';
import { outcome } from '../support/calls.js';
import { copyPackage } from '../support/copy.js';
import { json, Site } from '../support/site.js';

const nothing = () => {};

const OPTIONS = 'Missing mandatory argument - options, must be an object';
const ID = 'Missing mandatory argument - id, must be a string';
const ON_SUCCESS = 'Missing mandatory argument - onSuccess, must be a function';
const ON_FAILURE = 'Missing mandatory argument - onFailure, must be a function';
const NO_INFO = 'Missing mandatory contact options parameter';
const INFO = 'Contact options parameter must be an object';

const REFUSED = [
  ['getContacts', [], OPTIONS],
  ['getContacts', [undefined, nothing], OPTIONS],
  ['getContacts', ['label'], OPTIONS],
  ['getContacts', [nothing, nothing], OPTIONS],
  ['getContacts', [{}], ON_SUCCESS],
  ['getContacts', [null, 'callback'], ON_SUCCESS],
  ['getContactById', [], ID],
  ['getContactById', [5], ID],
  ['getContactById', [new String('id'), nothing, nothing], ID],
  ['getContactById', ['id'], ON_SUCCESS],
  ['getContactById', ['id', {}, {}], ON_SUCCESS],
  ['getContactById', ['id', nothing], ON_FAILURE],
  ['getContactById', ['', nothing, 'callback'], ON_FAILURE],
  ['reconcileContact', [], NO_INFO],
  ['reconcileContact', [undefined, 'callback'], NO_INFO],
  ['reconcileContact', ['info', 'callback'], INFO],
  ['reconcileContact', [nothing], INFO],
  ['reconcileContact', [{}, 'callback', 'callback'], ON_SUCCESS],
  ['reconcileContact', [null, nothing, 'callback'], ON_FAILURE],
];

const ACCEPTED = [
  ['getContacts', [null, nothing, nothing]],
  ['getContacts', [[], nothing, nothing]],
  ['getContactById', ['', nothing, nothing]],
  ['reconcileContact', [null, undefined, nothing]],
  ['reconcileContact', [[], null, nothing]],
  ['reconcileContact', [{}, 0, nothing]],
];

function assertRefused(contacts) {
  for (const [name, args, text] of REFUSED) {
    assert.throws(
      () => contacts[name](...args),
      (error) => {
        assert.ok(error instanceof TypeError);
        assert.equal(error.message, `Wix SDK: ${text}`, `${name}(${args.map(String)})`);
        return true;
      },
    );
  }
}

function assertAccepted(contacts) {
  for (const [name, args] of ACCEPTED) assert.equal(contacts[name](...args), undefined, name);
}

test('a wrong argument throws a TypeError with the text of the original SDK, in its order', async () => {
  await ready();
  const site = new Site();
  const contacts = createContacts({ fetch: site.fetch });
  assertRefused(contacts);
  assertAccepted(contacts);
});

test('arguments are checked at once while the wasm is still loading', async (t) => {
  const fresh = await copyPackage(t).load('js/index.js');
  const site = new Site();
  const contacts = fresh.createContacts({ fetch: site.fetch });
  assertRefused(contacts);
  assert.equal(site.requests.length, 0);
  assertAccepted(contacts);
  await fresh.ready();
});

test('a wrong argument leads to no request and to no callback', async () => {
  const site = new Site();
  const { getContactById } = createContacts({ fetch: site.fetch });
  let called = 0;
  assert.throws(() =>
    getContactById(
      5,
      () => (called += 1),
      () => (called += 1),
    ),
  );
  await new Promise(setImmediate);
  assert.deepEqual([called, site.requests.length], [0, 0]);
});

test('an empty or blank id is a BAD_REQUEST without a request', async () => {
  const site = new Site();
  const { getContactById } = createContacts({ fetch: site.fetch });
  for (const id of ['', ' ', '\t\n', '.', '..']) {
    const { errorType, error } = await outcome(getContactById, id);
    assert.equal(errorType, 'BAD_REQUEST', JSON.stringify(id));
    assert.equal(error.code, 'INVALID_ARGUMENT');
  }
  assert.equal(site.requests.length, 0);
});

test('an id is sent as one part of the path, whatever it holds', async () => {
  const site = new Site();
  const { getContactById } = createContacts({ fetch: site.fetch });
  const { errorType } = await outcome(getContactById, '../labels?x=1#y');
  assert.equal(errorType, 'NOT_FOUND');
  assert.equal(site.requests[0].path, '/contacts/v4/contacts/..%2Flabels%3Fx%3D1%23y');
});

test('an id with a lone surrogate fails the call and nothing else', async () => {
  const site = new Site();
  const { getContactById } = createContacts({ fetch: site.fetch });
  assert.equal((await outcome(getContactById, '\ud800')).errorType, 'NOT_FOUND');
});

test('pageSize is an integer from 1 to 500 or its decimal string, and 25 if it is undefined or null', async () => {
  const site = new Site();
  const { getContacts } = createContacts({ fetch: site.fetch });
  const sizes = [
    [undefined, 25],
    [null, 25],
    [1, 1],
    [500, 500],
    ['50', 50],
    [12.0, 12],
  ];
  for (const [pageSize, expected] of sizes) {
    const { value } = await outcome(getContacts, { pageSize });
    assert.equal(value.getPageSize(), expected, String(pageSize));
    assert.equal(site.requests.at(-1).query.paging.limit, expected);
  }
});

test('any other pageSize is a BAD_REQUEST without a request', async () => {
  const site = new Site();
  const { getContacts } = createContacts({ fetch: site.fetch });
  const sizes = [
    0,
    -1,
    501,
    2.5,
    Number.NaN,
    Infinity,
    '',
    ' 5',
    '5.0',
    '0x10',
    '1e2',
    'all',
    '501',
    true,
    {},
    [5],
    5n,
    Symbol('5'),
    nothing,
  ];
  for (const pageSize of sizes) {
    const { errorType, error } = await outcome(getContacts, { pageSize });
    assert.deepEqual([errorType, error.code], ['BAD_REQUEST', 'INVALID_ARGUMENT'], String(pageSize));
    assert.match(error.message, /pageSize/);
  }
  assert.equal(site.requests.length, 0);
});

test('a label that is neither a string nor an array of strings is a BAD_REQUEST without a request', async () => {
  const site = new Site();
  const { getContacts } = createContacts({ fetch: site.fetch });
  // biome-ignore lint/suspicious/noSparseArray: a hole is no string
  const labels = [5, true, {}, nothing, [5], ['vip', null], [['vip']], [, 'vip'], new String('vip')];
  for (const label of labels) {
    const { errorType, error } = await outcome(getContacts, { label });
    assert.deepEqual([errorType, error.code], ['BAD_REQUEST', 'INVALID_ARGUMENT'], String(label));
    assert.match(error.message, /label/);
  }
  assert.equal(site.requests.length, 0);
});

test('options are those of the moment of the call', async () => {
  const site = new Site();
  const { getContacts } = createContacts({ fetch: site.fetch });
  const options = { pageSize: 3, label: [] };
  const called = outcome(getContacts, options);
  options.pageSize = 7;
  options.label.push('nobody');
  assert.equal((await called).value.getPageSize(), 3);
});

test('the callbacks of reconcileContact may be inside contactInfo, and are used when the positional ones are missing', async () => {
  const site = new Site();
  const { reconcileContact } = createContacts({ fetch: site.fetch });
  const within = await new Promise((resolve) => {
    reconcileContact({ onSuccess: resolve, onFailure: (...args) => resolve(args) });
  });
  assert.equal(within[0], 'BAD_REQUEST');

  const unused = () => assert.fail('the positional callback goes first');
  const { errorType } = await outcome(reconcileContact, { onSuccess: unused, onFailure: unused });
  assert.equal(errorType, 'BAD_REQUEST');
});

test('a contactInfo that is not plain data is an INVALID_SCHEMA', async () => {
  const { reconcileContact } = createContacts({ fetch: async () => json({}) });
  const circular = { emails: [] };
  circular.self = circular;
  for (const contactInfo of [circular, { emails: [{ email: 5n }] }]) {
    assert.equal((await outcome(reconcileContact, contactInfo)).errorType, 'INVALID_SCHEMA');
  }
});
