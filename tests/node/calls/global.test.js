// Contract, section 1: wix-contacts/global.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { copyPackage } from '../support/copy.js';

function withWix(t, Wix) {
  if (Wix) globalThis.Wix = Wix;
  t.after(() => {
    delete globalThis.Wix;
  });
}

test('wix-contacts/global gives nothing but its side effect', async (t) => {
  withWix(t);
  assert.deepEqual(Object.keys(await import('wix-contacts/global')), []);
  assert.deepEqual(Object.keys(globalThis.Wix), ['Contacts', 'Error']);
});

test('it puts the three functions on Wix.Contacts and the constants on Wix.Error', async (t) => {
  withWix(t);
  const copy = copyPackage(t);
  await copy.load('js/global.js');
  const { getContactById, getContacts, reconcileContact, WixError } = await copy.load('js/index.js');
  assert.deepEqual(globalThis.Wix.Contacts, { getContactById, getContacts, reconcileContact });
  assert.deepEqual(globalThis.Wix.Error, { ...WixError });
});

test('it leaves every other member of an existing Wix alone', async (t) => {
  const Utils = { getViewMode: () => 'editor' };
  const Contacts = { other: 1, getContacts: () => 'the original' };
  withWix(t, { Utils, Contacts, Error: { OTHER: 'OTHER' } });
  await copyPackage(t).load('js/global.js');
  const { Wix } = globalThis;
  assert.equal(Wix.Utils, Utils);
  assert.equal(Wix.Contacts, Contacts);
  assert.equal(Wix.Contacts.other, 1);
  assert.notEqual(
    Wix.Contacts.getContacts(
      null,
      () => {},
      () => {},
    ),
    'the original',
  );
  assert.equal(Wix.Error.OTHER, 'OTHER');
  assert.equal(Wix.Error.NOT_FOUND, 'NOT_FOUND');
});

test('arguments are checked at once through it too, before the wasm is loaded', async (t) => {
  withWix(t);
  await copyPackage(t).load('js/global.js');
  assert.throws(() => globalThis.Wix.Contacts.getContacts(), {
    name: 'TypeError',
    message: 'Wix SDK: Missing mandatory argument - options, must be an object',
  });
});
