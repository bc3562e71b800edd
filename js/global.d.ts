// This entry exports nothing: it sets the three functions on `Wix.Contacts`, and the constants on `Wix.Error`. It declares
// no global, since apps of the original SDK declare `Wix` themselves. They can do so with this type:
//
//     declare const Wix: import('wix-contacts/global').WixGlobal;

import type { getContactById, getContacts, reconcileContact, WixError } from './index.js';

/** What this entry sets on `globalThis.Wix`. All other members of an existing `Wix` stay. */
export interface WixGlobal {
  Contacts: WixGlobalContacts;
  Error: typeof WixError;
}

/** The functions of the official page Wix.Contacts. */
export interface WixGlobalContacts {
  /** As getContactById of `wix-contacts`. */
  getContactById: typeof getContactById;
  /** As getContacts of `wix-contacts`. */
  getContacts: typeof getContacts;
  /** As reconcileContact of `wix-contacts`. */
  reconcileContact: typeof reconcileContact;
}
