import { getContactById, getContacts, reconcileContact, WixError } from './index.js';

globalThis.Wix ??= {};
const { Wix } = globalThis;
Wix.Contacts = Object.assign(Wix.Contacts ?? {}, { getContactById, getContacts, reconcileContact });
Wix.Error = Object.assign(Wix.Error ?? {}, WixError);
