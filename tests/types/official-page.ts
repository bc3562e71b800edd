// biome-ignore-all lint: as the official page has it
// biome-ignore-all format: as the official page has it

// The examples of the official page, in an app that declares `Wix` by itself (spec/wix-contacts-sdk.md, Calls).

import 'wix-contacts/global';
import type { Contact, WixDataCursor } from 'wix-contacts';

declare const Wix: import('wix-contacts/global').WixGlobal;

function onSuccess(cursor: WixDataCursor) {
  show(cursor.getData());
  if (cursor.hasNext()) cursor.next(show, onFailure);
}

function show(contacts: Contact[]) {
  return contacts.map(function (contact) { return contact.name.first; });
}

function onFailure(errorType: string) {
  if (errorType === Wix.Error.NOT_FOUND) return 'not found';
  return errorType;
}

Wix.Contacts.getContactById("contactId", function (contact) { show([contact]); }, onFailure);

var options = {label: "label", pageSize: 50};
Wix.Contacts.getContacts(options, onSuccess, onFailure);

Wix.Contacts.reconcileContact(
  {name: {first: "first", middle: "middle", last: "last"}, emails: [{tag: "main", email: "email@gmail.com"}]},
  function (ContactData) { show([ContactData.Contact]); },
  function (errorType) { onFailure(errorType); }
);
