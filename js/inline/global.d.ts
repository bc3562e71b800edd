// The classic script: it sets the three functions on `Wix.Contacts` and the constants on `Wix.Error`, as
// `wix-contacts/global` does, and all exports of `wix-contacts/inline` on `WixContacts`. It declares no global. A page
// that loads it with a script tag can do so with these types:
//
//     declare const Wix: import('wix-contacts/inline/global').WixGlobal;
//     declare const WixContacts: import('wix-contacts/inline/global').WixContactsGlobal;

import type * as inline from './index.js';

export type { WixGlobal, WixGlobalContacts } from '../global.js';

/** The global `WixContacts`: `configure`, `ready`, `promises` and the rest. */
export type WixContactsGlobal = typeof inline;
