// What must compile with `wix-contacts/global`, and what must not.

import 'wix-contacts/global';
import type { Contact, ReconcileResult, WixDataCursor, WixErrorType } from 'wix-contacts';
import type { WixGlobal } from 'wix-contacts/global';
import { type Equal, expect } from './equal.js';

// An app may have more of the original SDK than this package gives.
declare const Wix: WixGlobal & { Utils: { getInstanceId(): string } };

const fail = (errorType: WixErrorType) => errorType === Wix.Error.NOT_FOUND;

Wix.Utils.getInstanceId();
Wix.Contacts.getContactById('a GUID', (contact) => expect<Equal<typeof contact, Contact>>(), fail);
Wix.Contacts.getContacts({}, (cursor) => expect<Equal<typeof cursor, WixDataCursor>>(), fail);
Wix.Contacts.reconcileContact({}, (result) => expect<Equal<typeof result, ReconcileResult>>(), fail);

// @ts-expect-error the entry declares no global
globalThis.Wix;
// @ts-expect-error promises have an entry of their own
Wix.Contacts.iterateContacts();
// @ts-expect-error onSuccess is mandatory
Wix.Contacts.getContacts({});
