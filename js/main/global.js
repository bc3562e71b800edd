import { getContactById, getContacts, reconcileContact, WixError } from '../../dist/wix-contacts.inline.js';
import { provide } from '../api/provide.js';

provide({ getContactById, getContacts, reconcileContact }, WixError);
