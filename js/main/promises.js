import { promises } from '../../dist/wix-contacts.inline.js';

export const { getContactById, getContacts, iterateContacts, reconcileContact } = promises;
