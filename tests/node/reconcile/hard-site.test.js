// reconcileContact on sites that are as hard as real ones can be: short fields, no room for fields, missing scopes, reads that
// are behind writes.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { failure } from '../support/calls.js';
import { startSite } from '../support/reconcile.js';

const email = { tag: 'home', email: 'ann@example.com' };
const plain = { name: { first: 'Ann' }, emails: [email] };
const withOverlay = { name: { first: 'Ann', middle: 'Q.' }, emails: [email] };
const withStatus = { ...plain, emails: [{ ...email, emailStatus: 'recurring' }] };
const ALL = 'Manage Members and Contacts - all permissions';

describe('on a site whose texts have 100 characters', () => {
  const site = startSite(['--text-length', '100']);

  test('what fits is kept', async () => {
    const sent = {
      name: { middle: 'Brewster' },
      emails: [email],
      phones: [{ tag: 'boat', phone: '+1 415-639-5555' }],
    };
    const { contact, details } = await site.reconcile(sent);
    assert.deepEqual(details.rejectedData, []);
    assert.deepEqual([contact.name.middle, contact.phones[0].tag], ['Brewster', 'boat']);
    assert.deepEqual(await site.requests(), ['query', 'find or create field', 'create']);
  });

  test('what does not is UNSUPPORTED, and the contact is saved, new or not', async () => {
    const urls = [{ tag: 'blog', url: `https://example.com/${'a'.repeat(60)}` }];
    for (const company of [{}, { name: 'Acme' }]) {
      const { contact, details } = await site.reconcile({ ...withOverlay, company, urls });
      assert.deepEqual(
        details.rejectedData.map(({ field, reason }) => [field, reason]),
        [
          ['name.middle', 'UNSUPPORTED'],
          ['urls[0].url', 'UNSUPPORTED'],
        ],
      );
      assert.deepEqual([contact.name.first, contact.company.name], ['Ann', company.name ?? '']);
    }
  });
});

describe('on a site with a hundred fields', () => {
  const site = startSite();

  test('there is no room for ours: it is UNSUPPORTED, and the contact is saved, with one request', async () => {
    const field = (number) => ({
      key: `custom.field-${number}`,
      displayName: `Field ${number}`,
      dataType: 'TEXT',
      fieldType: 'USER_DEFINED',
    });
    await site.seedFields(...Array.from({ length: 100 }, (_, number) => field(number)));
    assert.deepEqual(await site.rejected(withOverlay), [['name.middle', 'UNSUPPORTED']]);
    assert.deepEqual(await site.requests(), ['query', 'find or create field', 'create']);
  });
});

describe('for an app that may read alone', () => {
  const site = startSite(['--scopes', 'Read Contacts']);

  test('a write is FORBIDDEN, and the error names the scope', async () => {
    const error = await failure(site.reconcile(plain));
    assert.equal(error.errorType, 'FORBIDDEN');
    assert.match(error.message, /Manage Contacts, or Manage Members and Contacts - all permissions/);
  });

  test('reading is allowed, and a filter by label is not, in those words', async () => {
    const { promises } = site.connect();
    assert.equal((await promises.getContacts({})).getTotal(), 0);
    const error = await failure(promises.getContacts({ label: 'customers' }));
    assert.equal(error.errorType, 'FORBIDDEN');
    assert.match(error.message, /Filtering by label needs the permission scope Manage Contact Labels/);
  });
});

describe('for an app that may write contacts alone', () => {
  const site = startSite(['--scopes', 'Manage Contacts']);

  test('overlays and statuses are FORBIDDEN, and the contact is saved', async () => {
    const sent = {
      ...withOverlay,
      emails: [...withStatus.emails, { email: 'lee@example.com', emailStatus: 'optOut' }],
    };
    const { contact, details } = await site.reconcile(sent);
    assert.deepEqual(details.rejectedData.map(({ field, reason }) => [field, reason]).toSorted(), [
      ['emails[0].emailStatus', 'FORBIDDEN'],
      ['emails[1].emailStatus', 'FORBIDDEN'],
      ['name.middle', 'FORBIDDEN'],
    ]);
    assert.deepEqual([contact.name.first, contact.emails.length], ['Ann', 2]);
  });
});

for (const scopes of [
  [ALL],
  [
    'Manage Contacts',
    'Manage Contact Labels',
    'Manage Contact Extended Fields',
    'Manage Email Subscriptions',
  ],
]) {
  describe(`for an app with the scopes ${scopes.join(', ')}`, () => {
    const site = startSite(['--scopes', ...scopes]);

    test('everything works', async () => {
      const { promises } = site.connect();
      assert.deepEqual(await site.rejected({ ...withOverlay, emails: withStatus.emails }), []);
      assert.equal((await promises.getContacts({ label: 'customers' })).getTotal(), 0);
    });
  });
}

describe('on a site where reads are 600 ms and statuses 300 ms behind', () => {
  const site = startSite(['--stale-reads', '600', '--subscription-lag', '300']);
  // Somebody else's writes are what is behind: one's own are read.
  const others = () => site.connect();

  test('several writers lose nothing, and make one contact', async () => {
    const parts = ['first', 'middle', 'last'];
    const calls = parts.map((part, index) =>
      site.reconcile(
        {
          name: { [part]: 'Ann' },
          emails: [{ ...email, emailStatus: 'recurring' }],
          phones: [{ phone: `+1 212 555 010${index}` }],
        },
        others(),
      ),
    );
    const results = await Promise.all(calls);
    assert.deepEqual(
      results.flatMap(({ details }) => details.rejectedData),
      [],
    );
    const [stored, ...more] = await site.stored();
    assert.deepEqual([more, stored.info.phones.items.length], [[], 3]);
    assert.deepEqual(await site.subscriptionStatuses('ann@example.com'), ['SUBSCRIBED']);
  });

  test('an address that opted out is not subscribed with the contact that is made right after it', async () => {
    await site.subscribe({ email: 'ann@example.com', subscriptionStatus: 'UNSUBSCRIBED' });
    const { contact, details } = await site.reconcile(withStatus);
    assert.deepEqual(
      details.rejectedData.map(({ field, reason }) => [field, reason]),
      [['emails[0].emailStatus', 'CONSENT']],
    );
    assert.equal(contact.emails[0].emailStatus, 'optOut');
    assert.deepEqual(await site.subscriptionStatuses('ann@example.com'), ['UNSUBSCRIBED']);
  });
});
