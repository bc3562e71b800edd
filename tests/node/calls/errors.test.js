// Contract, section 6: errors.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createContacts, WixContactsError, WixError } from 'wix-contacts';
import { failure, outcome } from '../support/calls.js';
import { idOf, json, refusal, Site } from '../support/site.js';

const fixtures = JSON.parse(
  readFileSync(new URL('../../../spec/fixtures/errors.json', import.meta.url), 'utf8'),
);
const EMAIL = 'somebody@example.com';

/** How a call fails whose every request gets this response. */
function failureOf(fetch, call = (own) => own.promises.getContactById(idOf(1))) {
  return failure(call(createContacts({ fetch, authorization: 'secret', maxRetries: 0 })));
}

/** Lets the search of reconcileContact find nobody, and answers its write. */
function onWrite(respond) {
  return async (url) =>
    url.endsWith('/query') ? json({ contacts: [], pagingMetadata: { total: 0 } }) : respond();
}

const reconcile = ({ promises }) => promises.reconcileContact({ emails: [{ email: EMAIL }] });
const validation = () =>
  json(
    { message: 'no', details: { validationError: { fieldViolations: [{ field: 'info.company' }] } } },
    400,
  );

const TABLE = [
  [404, 'CONTACT_NOT_FOUND', 'NOT_FOUND'],
  [404, undefined, 'NOT_FOUND'],
  [400, 'ILLEGAL_LIMIT', 'BAD_REQUEST'],
  [400, undefined, 'BAD_REQUEST'],
  [401, undefined, 'FORBIDDEN'],
  [403, 'INSUFFICIENT_PERMISSION', 'FORBIDDEN'],
  [403, undefined, 'FORBIDDEN'],
  [409, 'CONTACT_ALREADY_CHANGED', 'WIX_ERROR'],
  [418, undefined, 'WIX_ERROR'],
  [428, 'FAILED_PRECONDITION', 'WIX_ERROR'],
  [429, undefined, 'WIX_ERROR'],
  [500, undefined, 'WIX_ERROR'],
  [501, undefined, 'WIX_ERROR'],
  [503, undefined, 'WIX_ERROR'],
];

for (const [status, code, errorType] of TABLE) {
  test(`a response ${status} ${code ?? 'without a code'} is ${errorType}`, async () => {
    const error = await failureOf(async () => refusal(status, code));
    assert.deepEqual([error.errorType, error.status], [errorType, status]);
    assert.equal(error.code, code ?? `HTTP_${status}`);
    assert.equal(error.retryable, [429, 500, 503].includes(status));
  });
}

test('a WixContactsError is an Error with the members of the contract', async () => {
  const error = await failureOf(async () => refusal(404, 'CONTACT_NOT_FOUND'));
  assert.ok(error instanceof WixContactsError);
  assert.ok(error instanceof Error);
  assert.equal(error.name, 'WixContactsError');
  assert.equal(String(error), `WixContactsError: ${error.message}`);
  assert.equal(error.requestId, 'request-1');
  assert.deepEqual(Object.keys(error), ['errorType', 'code', 'status', 'requestId', 'retryable']);
  assert.equal(error.cause.details.applicationError.code, 'CONTACT_NOT_FOUND');
  assert.equal(Object.hasOwn(error, 'name'), false);
});

test('onFailure gets the errorType of its error', async () => {
  const { getContactById } = createContacts({ fetch: new Site().fetch });
  const { errorType, error } = await outcome(getContactById, idOf(1));
  assert.equal(errorType, WixError.NOT_FOUND);
  assert.equal(error.errorType, errorType);
});

test('members without a value are absent', async () => {
  const error = await failureOf(assert.fail, ({ promises }) => promises.getContactById(''));
  assert.deepEqual(Object.keys(error), ['errorType', 'code', 'retryable']);
  assert.equal('cause' in error, false);
});

test('a 400 with a validationError is INVALID_ARGUMENT, with its fieldViolations', async () => {
  const error = await failureOf(async () => validation());
  assert.deepEqual(
    [error.errorType, error.code, error.retryable],
    ['BAD_REQUEST', 'INVALID_ARGUMENT', false],
  );
  assert.deepEqual(error.fieldViolations, [{ field: 'info.company' }]);
});

test('a 400 with a validationError on a write is INVALID_SCHEMA', async () => {
  const error = await failureOf(onWrite(validation), reconcile);
  assert.deepEqual([error.errorType, error.code, error.status], ['INVALID_SCHEMA', 'INVALID_ARGUMENT', 400]);
});

test('a 400 without a validationError on a write is BAD_REQUEST', async () => {
  const error = await failureOf(
    onWrite(() => refusal(400, 'INSUFFICIENT_CONTACT_DATA')),
    reconcile,
  );
  assert.deepEqual([error.errorType, error.code], ['BAD_REQUEST', 'INSUFFICIENT_CONTACT_DATA']);
});

test('the words for a refused value are whole sentences', async () => {
  const named = await failureOf(onWrite(validation), reconcile);
  assert.match(named.message, /See fieldViolations for the values that it does not accept\.$/);
  const unnamed = await failureOf(async () => refusal(400, 'ILLEGAL_LIMIT'));
  assert.match(unnamed.message, /See the cause for what it does not accept\.$/);
});

const SCOPES = [
  ['getContactById', 'Read Contacts', ({ promises }) => promises.getContactById(idOf(1))],
  ['getContacts', 'Read Contacts', ({ promises }) => promises.getContacts({})],
  ['listContacts', 'Read Contacts', ({ v4 }) => v4.listContacts()],
  ['a label filter', 'Manage Contact Labels', ({ promises }) => promises.getContacts({ label: 'vip' })],
  ['reconcileContact', 'Read Contacts', reconcile],
];

for (const [what, scope, call] of SCOPES) {
  test(`a 403 of ${what} names the scope ${scope}, and the one that covers all`, async () => {
    const { message, code } = await failureOf(async () => new Response('', { status: 403 }), call);
    assert.ok(message.includes(`the permission scope ${scope}, or`), message);
    assert.ok(message.includes('Manage Members and Contacts - all permissions'), message);
    assert.equal(code, 'HTTP_403');
  });
}

test('a 403 of a write names the scope Manage Contacts', async () => {
  const { message } = await failureOf(
    onWrite(() => refusal(403)),
    reconcile,
  );
  assert.match(message, /Writing contacts needs the permission scope Manage Contacts, or/);
});

test('a 403 of a label filter says that it is the filter that is forbidden', async () => {
  const { message } = await failureOf(async () => refusal(403), SCOPES[3][2]);
  assert.match(message, /Filtering by label needs the permission scope/);
});

test('a contactInfo of the wrong shape is INVALID_SCHEMA', async () => {
  const error = await failureOf(assert.fail, ({ promises }) => promises.reconcileContact({ emails: EMAIL }));
  assert.deepEqual([error.errorType, error.code], ['INVALID_SCHEMA', 'INVALID_ARGUMENT']);
});

test('every error of the fixtures fails a read with its code and status', async () => {
  for (const [name, { status, headers, body, bodyText }] of Object.entries(fixtures.errors)) {
    const text = bodyText ?? JSON.stringify(body);
    const error = await failureOf(async () => new Response(text, { status, headers }));
    const details = body?.details ?? {};
    const code =
      details.applicationError?.code ?? (details.validationError ? 'INVALID_ARGUMENT' : `HTTP_${status}`);
    assert.deepEqual([error.code, error.status], [code, status], name);
    assert.deepEqual(error.cause, body ?? bodyText, name);
    assert.equal(error.requestId, headers['x-wix-request-id'], name);
  }
});

test('a refusal whose body is no JSON has the text as its cause', async () => {
  for (const body of ['<h1>Bad gateway</h1>', 'null', '"text"', '[]', '']) {
    const error = await failureOf(async () => new Response(body, { status: 502 }));
    assert.deepEqual([error.errorType, error.code], ['WIX_ERROR', 'HTTP_502'], body);
  }
  const error = await failureOf(async () => new Response('<h1>Bad gateway</h1>', { status: 502 }));
  assert.equal(error.cause, '<h1>Bad gateway</h1>');
});

test('a body with members of other types is no reason to fail otherwise', async () => {
  const details = [
    null,
    5,
    'text',
    [],
    { applicationError: 'code' },
    { applicationError: { code: 404 } },
    { validationError: 'x' },
  ];
  for (const it of details) {
    const error = await failureOf(async () => json({ details: it }, 400));
    assert.deepEqual([error.errorType, error.code], ['BAD_REQUEST', 'HTTP_400'], JSON.stringify(it));
  }
});

test('a token function that fails is AUTHORIZATION, with what it threw as the cause', async () => {
  const cause = new Error('signed out');
  const functions = [
    () => {
      throw cause;
    },
    () => Promise.reject(cause),
  ];
  for (const authorization of functions) {
    const error = await failure(createContacts({ authorization }).promises.getContactById(idOf(1)));
    assert.deepEqual([error.errorType, error.code, error.cause], ['WIX_ERROR', 'AUTHORIZATION', cause]);
  }
});

test('a token function that gives no header value is AUTHORIZATION, and does not show what it gave', async () => {
  for (const value of [undefined, null, 5, {}, '', '  ', 'two\nlines', 'snow☃']) {
    const own = createContacts({ authorization: () => value, fetch: assert.fail });
    const error = await failure(own.promises.getContactById(idOf(1)));
    assert.deepEqual([error.errorType, error.code], ['WIX_ERROR', 'AUTHORIZATION'], String(value));
    assert.equal(error.cause, undefined);
  }
});

test('a network failure is NETWORK, retryable, with what fetch rejected with as the cause', async () => {
  const cause = new TypeError('fetch failed');
  const error = await failureOf(() => Promise.reject(cause));
  assert.deepEqual(
    [error.errorType, error.code, error.retryable, error.cause],
    ['WIX_ERROR', 'NETWORK', true, cause],
  );
});

test('an abort is ABORTED, with the reason as the cause', async () => {
  const error = await failureOf(
    () => new Promise(() => {}),
    ({ promises }) => promises.getContactById(idOf(1), { signal: AbortSignal.abort('enough') }),
  );
  assert.deepEqual(
    [error.errorType, error.code, error.retryable, error.cause],
    ['WIX_ERROR', 'ABORTED', false, 'enough'],
  );
});

test('a deadline that passes is TIMEOUT and retryable', async () => {
  const own = createContacts({ fetch: () => new Promise(() => {}), timeoutMs: 1 });
  const error = await failure(own.promises.getContactById(idOf(1)));
  assert.deepEqual([error.errorType, error.code, error.retryable], ['WIX_ERROR', 'TIMEOUT', true]);
});

test('a response that makes no sense is INVALID_RESPONSE, with its status and request id', async () => {
  for (const body of [
    '<!doctype html>',
    '',
    'null',
    '5',
    '"text"',
    '[]',
    '{}',
    '{"contact":null}',
    '{"contact":5}',
    '{"contact":[]}',
  ]) {
    const headers = { 'x-wix-request-id': 'request-1' };
    for (const call of [undefined, ({ promises }) => promises.getContacts({})]) {
      const error = await failureOf(async () => new Response(body, { headers }), call);
      assert.deepEqual(
        [error.errorType, error.code, error.retryable, error.status, error.requestId],
        ['WIX_ERROR', 'INVALID_RESPONSE', false, 200, 'request-1'],
        body,
      );
    }
  }
});

test('messages hold no token, no contact data and no path of a build', async () => {
  const site = new Site();
  const body = {
    message: EMAIL,
    details: { applicationError: { code: 'DUPLICATE_CONTACT_EXISTS', data: { duplicateEmail: EMAIL } } },
  };
  const errors = [
    await failureOf(site.fetch),
    await failureOf(async () => json(body, 409)),
    await failureOf(async () => validation()),
    await failureOf(() => Promise.reject(new Error('secret'))),
    await failureOf(async () => new Response('<html>')),
    await failureOf(
      onWrite(() => json(body, 400)),
      reconcile,
    ),
    await failureOf(assert.fail, ({ promises }) => promises.reconcileContact({ emails: EMAIL })),
    await failureOf(assert.fail, ({ promises }) => promises.getContacts({ pageSize: 'secret' })),
  ];
  for (const { message } of errors) {
    assert.match(message, /\w+ \w+/);
    assert.doesNotMatch(message, /secret|somebody|src\/|\.rs\b|\/home|\/root|file:/);
  }
});

test('a request id may be missing, or not readable across origins', async () => {
  const error = await failureOf(async () => new Response('{}', { status: 404 }));
  assert.equal('requestId' in error, false);
});
