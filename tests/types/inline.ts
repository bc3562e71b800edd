// The single-file builds: all that the other entries have.

import { type Contact, configure, promises, v4 } from 'wix-contacts/inline';
import type { WixContactsGlobal, WixGlobal } from 'wix-contacts/inline/global';

declare const Wix: WixGlobal;
declare const WixContacts: WixContactsGlobal;

configure({ authorization: 'a token' });
const contact: Promise<Contact> = promises.getContactById('an id');
void v4.listContacts({ paging: { limit: 1 } });

WixContacts.configure({ authorization: 'a token' });
void WixContacts.promises.iterateContacts({ label: 'customers' });
Wix.Contacts.getContactById(
  'an id',
  ({ name }) => name.first,
  (errorType) => errorType === Wix.Error.NOT_FOUND,
);
void contact;

// @ts-expect-error: it is the module's, not a member of Wix.Contacts
Wix.Contacts.configure({ authorization: 'a token' });
