import { v4 } from '../../dist/wix-contacts.inline.js';

export const { listContacts } = v4;
