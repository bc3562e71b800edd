// What reconcileContact does when v4 refuses what it writes: the value that is refused is left out, and nothing else.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startSite } from '../support/reconcile.js';
import { application, invalid, pathsOf } from '../support/refusals.js';

const site = startSite();

const id = '00000000-0000-4000-8000-000000000001';
const email = { tag: 'home', email: 'ann@example.com' };
const ann = { id, info: { emails: { items: [{ tag: 'HOME', email: 'ann@example.com' }] } } };
const EVERYTHING = {
  name: { first: 'Ann', middle: 'Q.', last: 'Lee' },
  picture: 'https://example.com/ann.png',
  company: { role: 'CEO', name: 'Acme' },
  emails: [email, { tag: 'school', email: 'ann@home' }],
  phones: [{ phone: '+1 212 555 0134' }, { tag: 'mobile', phone: '555 100' }],
  addresses: [{ address: '1 Main St', neighborhood: 'Soho', city: 'Albany', region: 'NY', country: 'US' }],
  dates: [{ tag: 'birthday', date: '1980-12-01' }],
};

/** An instance of the SDK whose writes are refused with what `refuse` gives for their `info`. */
const refusing = (refuse, options) =>
  site.connectRefusing(
    (name, body) => (/^(create|update)$/.test(name) ? refuse(body.info) : undefined),
    options,
  );

/** Refuses these values wherever they are, all at once or one after the other. */
const refusingValues = (values, { atOnce = true } = {}) =>
  refusing((info) => {
    const fields = values.flatMap((value) => pathsOf(value, info));
    if (fields.length > 0) return invalid(...(atOnce ? fields : fields.slice(0, 1)));
  });

const rejectedOf = ({ details }) => details.rejectedData.map(({ field, reason }) => [field, reason]);

// By its field

for (const [v4, field] of [
  ['Ann', 'name.first'],
  ['Lee', 'name.last'],
  ['https://example.com/ann.png', 'picture'],
  ['Acme', 'company.name'],
  ['CEO', 'company.role'],
  ['ann@home', 'emails[1].email'],
  ['ann@example.com', 'emails[0].email'],
  ['+1 212 555 0134', 'phones[0].phone'],
  ['555 100', 'phones[1].phone'],
  ['MOBILE', 'phones[1].tag'],
  ['Albany', 'addresses[0].city'],
  ['1 Main St', 'addresses[0].address'],
  ['1980-12-01', 'dates[0].date'],
]) {
  for (const who of ['a new contact', 'an existing contact']) {
    test(`a refused ${field} of ${who} is INVALID, and the rest is saved`, async () => {
      const sent = structuredClone(EVERYTHING);
      if (who === 'an existing contact') {
        await site.seed({ ...ann, info: { emails: { items: [{ email: 'bob@example.com' }] } } });
        sent.emails.push({ email: 'bob@example.com' });
      }
      const result = await site.reconcile(sent, refusingValues([v4]));
      const [list, member] = field.split('.');
      const item = list.match(/^(\w+)\[(\d)\]$/);
      const value = item ? sent[item[1]][item[2]][member] : member ? sent[list][member] : sent[list];
      assert.deepEqual(result.details.rejectedData, [{ field, value, reason: 'INVALID' }]);
      const stored = await site.stored();
      assert.equal(stored.length, 1);
      assert.deepEqual(pathsOf(v4, stored[0].info), []);
      for (const other of ['Ann', 'CEO', '1980-12-01', '555 100'].filter((text) => text !== v4)) {
        assert.ok(pathsOf(other, stored[0].info).length > 0, other);
      }
      assert.deepEqual(result.contact, await site.shown(result.contact.id));
    });
  }
}

test('a refused country is INVALID, and what is left of its address is saved, the region as a text', async () => {
  const refused = refusing((info) =>
    info.addresses?.items[0].address.country ? invalid('info.addresses.items[0].address.country') : undefined,
  );
  const result = await site.reconcile(EVERYTHING, refused);
  assert.deepEqual(rejectedOf(result), [['addresses[0].country', 'INVALID']]);
  const [{ id: _, tag, ...address }] = result.contact.addresses;
  assert.deepEqual(address, { address: '1 Main St', neighborhood: 'Soho', city: 'Albany', region: 'NY' });
});

for (const atOnce of [true, false]) {
  test(`several refused values, ${atOnce ? 'in one response' : 'one after the other'}, are all left out`, async () => {
    const values = ['ann@home', '555 100', 'Lee', 'CEO', '1980-12-01', 'Albany'];
    const result = await site.reconcile(EVERYTHING, refusingValues(values, { atOnce }));
    assert.deepEqual(result.details.rejectedData.map(({ field }) => field).toSorted(), [
      'addresses[0].city',
      'company.role',
      'dates[0].date',
      'emails[1].email',
      'name.last',
      'phones[1].phone',
    ]);
    assert.equal(result.contact.name.middle, 'Q.');
    const writes = (await site.requests()).filter((name) => name === 'create').length;
    assert.equal(writes, 1);
  });
}

test('the index is of what was sent, not of what is written', async () => {
  await site.seed({
    ...ann,
    info: { emails: { items: [{ email: 'a@x.example' }, { email: 'ann@example.com' }] } },
  });
  const emails = [{ email: 'no email' }, email, { email: 'ann@home' }, { email: 'ANN@HOME' }];
  const result = await site.reconcile({ emails }, refusingValues(['ann@home']));
  assert.deepEqual(rejectedOf(result), [
    ['emails[0].email', 'INVALID'],
    ['emails[2].email', 'INVALID'],
    ['emails[3].email', 'INVALID'],
  ]);
});

test('an email that is refused has no subscription', async () => {
  const emails = [email, { email: 'ann@home', emailStatus: 'recurring' }];
  await site.reconcile({ emails }, refusingValues(['ann@home']));
  assert.ok(!(await site.requests()).includes('subscribe'));
});

test('an opt-out is passed on even where its email is refused', async () => {
  const emails = [email, { email: 'lee@example.com', emailStatus: 'optOut' }];
  const rejected = await site.rejected({ emails }, refusingValues(['lee@example.com']));
  assert.deepEqual(rejected, [['emails[1].email', 'INVALID']]);
  assert.deepEqual(await site.subscriptionStatuses('lee@example.com'), ['UNSUBSCRIBED']);
});

test('a refusal of what the contact had before stands: there is nothing to leave out', async () => {
  await site.seed({ ...ann, info: { ...ann.info, name: { first: 'Old' } } });
  let writes = 0;
  const refused = refusing((info) => {
    writes += 1;
    return invalid(...pathsOf('ann@example.com', info), ...pathsOf('Old', info));
  });
  await assert.rejects(site.reconcile({ name: { last: 'Lee' }, emails: [email] }, refused), {
    errorType: 'INVALID_SCHEMA',
    code: 'INVALID_ARGUMENT',
  });
  assert.equal(writes, 1);
});

test('a contact of whom nothing is left to know it by fails as INVALID_SCHEMA, with the violations', async () => {
  const sent = { name: { first: 'Ann' }, emails: [email], phones: [{ phone: '555 100' }] };
  const refused = refusingValues(['ann@example.com', '555 100'], { atOnce: false });
  await assert.rejects(site.reconcile(sent, refused), (error) => {
    assert.deepEqual(
      [error.errorType, error.code, error.status],
      ['INVALID_SCHEMA', 'INVALID_ARGUMENT', 400],
    );
    assert.equal(error.fieldViolations.length, 1);
    return true;
  });
  assert.deepEqual(await site.stored(), []);
});

test('a refusal that goes on for ever fails in the end', async () => {
  let writes = 0;
  const emails = Array.from({ length: 40 }, (_, index) => ({ email: `ann${index}@example.com` }));
  const refused = refusing(() => {
    writes += 1;
    return invalid('info.emails.items[0].email');
  });
  await assert.rejects(site.reconcile({ emails }, refused), { errorType: 'INVALID_SCHEMA' });
  assert.equal(writes, 11);
});

test('a value that is refused goes before the overlay: that is kept', async () => {
  const result = await site.reconcile(EVERYTHING, refusingValues(['ann@home']));
  assert.deepEqual(rejectedOf(result), [['emails[1].email', 'INVALID']]);
  assert.equal(result.contact.name.middle, 'Q.');
});

// Overlays that have no room

/** Refuses every write that carries an overlay with this. */
const refusingOverlays = (respond, options) =>
  refusing((info) => (JSON.stringify(info).includes('wixContacts') ? respond() : undefined), options);

const REFUSALS = {
  'an application code': () => application('INVALID_EXTENDED_FIELD_VALUE'),
  'an unknown application code': () => application('VALUE_TOO_BIG'),
  'a violation of the field': () => invalid('info.extendedFields.items'),
  'a violation of the whole': () => invalid('info'),
  'a violation without a field': () => invalid(''),
  'a message alone': () => Response.json({ message: 'Expected less', details: {} }, { status: 400 }),
  'an empty body': () => new Response('', { status: 400 }),
  'a page': () => new Response('<h1>Bad request</h1>', { status: 400 }),
  'a quota': () => application('SCHEMA_QUOTA_EXCEEDED', 429),
};

const WITH_OVERLAY = {
  name: { first: 'Ann', middle: 'Q.' },
  emails: [email],
  urls: [{ url: 'https://a.example' }],
};
const OVERLAY_REJECTED = [
  { field: 'name.middle', value: 'Q.', reason: 'UNSUPPORTED' },
  { field: 'urls[0].url', value: 'https://a.example', reason: 'UNSUPPORTED' },
];

for (const [what, respond] of Object.entries(REFUSALS)) {
  test(`an overlay that is refused with ${what} is UNSUPPORTED, whole, and the contact is saved`, async () => {
    const asked = [];
    const contacts = site.connectRefusing((name, body) => {
      asked.push(name);
      return JSON.stringify(body?.info ?? '').includes('wixContacts') ? respond() : undefined;
    });
    const created = await site.reconcile(WITH_OVERLAY, contacts);
    assert.deepEqual(created.details.rejectedData, OVERLAY_REJECTED);
    assert.deepEqual([created.isNew, created.contact.name.first], [true, 'Ann']);
    assert.deepEqual(asked, ['query', 'find or create field', 'create', 'create']);

    const updated = await site.reconcile({ ...WITH_OVERLAY, company: { name: 'Acme' } }, contacts);
    assert.deepEqual(updated.details.rejectedData, OVERLAY_REJECTED);
    assert.equal(updated.contact.company.name, 'Acme');
    // The field may have been made anew since the first call.
    assert.deepEqual(asked.slice(4), ['query', 'update', 'find or create field', 'update']);
  });
}

test('nothing but an overlay to add, and it is refused: nothing is written without it', async () => {
  await site.seed(ann);
  const rejected = await site.rejected(
    { ...WITH_OVERLAY, name: { middle: 'Q.' } },
    refusingOverlays(REFUSALS['a message alone']),
  );
  assert.deepEqual(
    rejected,
    OVERLAY_REJECTED.map(({ field, reason }) => [field, reason]),
  );
  assert.deepEqual(await site.requests(), ['query', 'find or create field']);
});

test('what the overlay held before stays when there is no room for more', async () => {
  const { contact } = await site.reconcile({ name: { middle: 'Q.' }, emails: [email] });
  const contacts = refusing((info) => (JSON.stringify(info).includes('Jr.') ? invalid('info') : undefined));
  const sent = { name: { suffix: 'Jr.', first: 'Ann' }, emails: [email] };
  assert.deepEqual(await site.rejected(sent, contacts), [['name.suffix', 'UNSUPPORTED']]);
  const { name } = await site.shown(contact.id);
  assert.deepEqual([name.first, name.middle, name.suffix], ['Ann', 'Q.', '']);
});

test('what the overlay held before is not sent along where there is no room for it any more, and stays', async () => {
  const { contact } = await site.reconcile({ name: { middle: 'Q.' }, emails: [email] });
  const sent = { name: { first: 'Ann', suffix: 'Jr.' }, emails: [email] };
  const rejected = await site.rejected(sent, refusingOverlays(REFUSALS['a message alone']));
  assert.deepEqual(rejected, [['name.suffix', 'UNSUPPORTED']]);
  const { name } = await site.shown(contact.id);
  assert.deepEqual([name.first, name.middle], ['Ann', 'Q.']);
});

test('a refusal with and without the overlay is the first one, unless that was of the overlay', async () => {
  const refuse = (first, second) =>
    refusing((info) => (JSON.stringify(info).includes('wixContacts') ? first() : second()));
  const second = () => application('INSUFFICIENT_CONTACT_DATA');
  const codeOf = async (first) => {
    const error = await site.reconcile(WITH_OVERLAY, refuse(first, second)).catch((error) => error);
    return error.code;
  };
  assert.equal(await codeOf(() => application('SOMETHING_ELSE')), 'SOMETHING_ELSE');
  assert.equal(await codeOf(REFUSALS['an application code']), 'INSUFFICIENT_CONTACT_DATA');
  assert.equal(await codeOf(REFUSALS['a violation of the field']), 'INSUFFICIENT_CONTACT_DATA');
  const later = refuse(
    () => application('SOMETHING_ELSE'),
    () => new Response('', { status: 503 }),
  );
  await assert.rejects(site.reconcile(WITH_OVERLAY, later), { status: 503, retryable: true });
});

test('a write that another reason stops is not tried without the overlay', async () => {
  for (const status of [403, 428]) {
    let writes = 0;
    const refused = refusing(() => {
      writes += 1;
      return new Response('', { status });
    });
    await assert.rejects(site.reconcile(WITH_OVERLAY, refused), { status });
    assert.equal(writes, 1);
  }
});

// A full site

test('a site that has no room for the field is asked once, and the contact is saved', async () => {
  const asked = [];
  const full = site.connectRefusing((name) => {
    asked.push(name);
    return name === 'find or create field' ? application('FIELDS_QUOTA_EXCEEDED', 429) : undefined;
  });
  const { contact, details } = await site.reconcile(WITH_OVERLAY, full);
  assert.deepEqual(details.rejectedData, OVERLAY_REJECTED);
  assert.equal(contact.name.first, 'Ann');
  assert.deepEqual(asked, ['query', 'find or create field', 'create']);
});

test('a site that is asked too often for the field is asked again', async () => {
  let refusals = 2;
  const busy = site.connectRefusing((name) => {
    if (name !== 'find or create field' || refusals === 0) return undefined;
    refusals -= 1;
    return new Response('', { status: 429, headers: { 'retry-after': '0' } });
  });
  assert.deepEqual(await site.rejected(WITH_OVERLAY, busy), []);
});

for (const dataType of ['NUMBER', 'DATE', 'URL']) {
  test(`a field of our name of the type ${dataType} is left alone`, async () => {
    const field = {
      key: 'custom.other',
      displayName: 'Wix.Contacts details',
      dataType,
      fieldType: 'USER_DEFINED',
    };
    const asked = [];
    const contacts = site.connectRefusing((name) => {
      asked.push(name);
      return name === 'find or create field' ? Response.json({ field, newField: false }) : undefined;
    });
    const { details } = await site.reconcile(WITH_OVERLAY, contacts);
    assert.deepEqual(details.rejectedData, OVERLAY_REJECTED);
    assert.deepEqual(asked, ['query', 'find or create field', 'create']);
    const [created] = await site.sent('create');
    assert.equal(created.info.extendedFields, undefined);
  });
}
