// This entry gives nothing but its side effect: the three functions on `Wix.Contacts`, the constants on `Wix.Error`. It
// declares no global, since apps of the original SDK declare `Wix` by themselves. They can do so by this type:
//
//     declare const Wix: import('wix-contacts/global').WixGlobal;

import type { getContactById, getContacts, reconcileContact, WixError } from './index.js';

/** What this entry puts on `globalThis.Wix`. Other members of a `Wix` that is there already are left alone. */
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
