// Contract, section 3: exactly one callback, once, later.

import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { createContacts, ready } from 'wix-contacts';
import { idle, outcome, reports } from '../support/calls.js';
import { contacts, idOf, refusal, Site } from '../support/site.js';

const CALLS = [
  ['getContactById', idOf(1)],
  ['getContacts', {}],
];

await ready();

test('the three functions return undefined', () => {
  const own = createContacts({ fetch: new Site().fetch });
  const nothing = () => {};
  assert.equal(own.getContactById(idOf(1), nothing, nothing), undefined);
  assert.equal(own.getContacts({}, nothing, nothing), undefined);
  assert.equal(own.reconcileContact({}, nothing, nothing), undefined);
});

test('a call that succeeds calls onSuccess once, with one argument and no this, and not onFailure', async () => {
  const own = createContacts({ fetch: new Site({ contacts: contacts(1) }).fetch });
  for (const [name, argument] of CALLS) {
    const [onSuccess, onFailure] = [mock.fn(), mock.fn()];
    own[name](argument, onSuccess, onFailure);
    await idle();
    assert.deepEqual([onSuccess.mock.callCount(), onFailure.mock.callCount()], [1, 0], name);
    assert.equal(onSuccess.mock.calls[0].arguments.length, 1);
    assert.equal(onSuccess.mock.calls[0].this, undefined);
  }
});

test('a call that fails calls onFailure once, with the Wix.Error and a WixContactsError, and not onSuccess', async () => {
  const own = createContacts({ fetch: async () => refusal(404, 'CONTACT_NOT_FOUND') });
  for (const [name, argument] of CALLS) {
    const [onSuccess, onFailure] = [mock.fn(), mock.fn()];
    own[name](argument, onSuccess, onFailure);
    await idle();
    assert.deepEqual([onSuccess.mock.callCount(), onFailure.mock.callCount()], [0, 1], name);
    const [errorType, error, ...more] = onFailure.mock.calls[0].arguments;
    assert.deepEqual(
      [errorType, error.name, error.errorType, more],
      ['NOT_FOUND', 'WixContactsError', 'NOT_FOUND', []],
    );
  }
});

test('no callback is called before the function has returned', async () => {
  const own = createContacts({ fetch: new Site({ contacts: contacts(1) }).fetch });
  const wrong = [
    ['getContactById', ''],
    ['getContacts', { pageSize: 0 }],
    ['reconcileContact', {}],
  ];
  for (const [name, argument] of [...CALLS, ...wrong]) {
    let returned = false;
    await new Promise((resolve) => {
      const later = () => {
        assert.ok(returned, name);
        resolve();
      };
      own[name](argument, later, later);
      returned = true;
    });
  }
});

test('what onSuccess throws is reported as uncaught, and leads to no second callback', async (t) => {
  const errors = reports(t);
  const own = createContacts({ fetch: new Site({ contacts: contacts(1) }).fetch });
  const bug = new Error('a bug of the app');
  for (const [name, argument] of CALLS) {
    const onFailure = mock.fn();
    own[name](
      argument,
      () => {
        throw bug;
      },
      onFailure,
    );
    await idle();
    assert.equal(onFailure.mock.callCount(), 0, name);
  }
  assert.deepEqual(errors, [bug, bug]);
});

test('what onFailure throws is reported as uncaught, and leads to no second callback', async (t) => {
  const errors = reports(t);
  const { getContactById } = createContacts({ fetch: new Site().fetch });
  const onSuccess = mock.fn();
  const onFailure = mock.fn(() => {
    throw 'no Error';
  });
  getContactById(idOf(1), onSuccess, onFailure);
  await idle();
  assert.deepEqual([onSuccess.mock.callCount(), onFailure.mock.callCount()], [0, 1]);
  assert.deepEqual(errors, ['no Error']);
});

test('a failure nobody listens to is reported as uncaught', async (t) => {
  const errors = reports(t);
  const own = createContacts({ fetch: async () => refusal(403) });
  own.getContacts({}, () => {});
  own.getContacts({}, () => {}, 'no function');
  own.reconcileContact({});
  await idle();
  assert.deepEqual(
    errors.map((error) => error.errorType),
    ['BAD_REQUEST', 'FORBIDDEN', 'FORBIDDEN'],
  );
});

test('a success nobody listens to is no error', async (t) => {
  const errors = reports(t);
  const { getContacts } = createContacts({ fetch: new Site({ contacts: contacts(30) }).fetch });
  const { value: cursor } = await outcome(getContacts, {});
  assert.equal(cursor.next(), true);
  await idle();
  assert.deepEqual(errors, []);
  assert.equal(cursor.getData().length, 5);
});

test('where there is no reportError, console.error is told', async (t) => {
  const log = t.mock.method(console, 'error', () => {});
  const { getContacts } = createContacts({ fetch: async () => refusal(403) });
  getContacts({}, () => {});
  await idle();
  assert.equal(log.mock.callCount(), 1);
  assert.equal(log.mock.calls[0].arguments[0].errorType, 'FORBIDDEN');
});

test('a callback may call the package again', async () => {
  const own = createContacts({ fetch: new Site({ contacts: contacts(3) }).fetch });
  const names = await new Promise((resolve, reject) => {
    own.getContacts({ pageSize: 2 }, (cursor) => {
      cursor.next((page) => {
        own.getContactById(page[0].id, (contact) => resolve([contact.name.first, page.length]), reject);
      });
    });
  });
  assert.deepEqual(names, ['Contact 1', 1]);
});
