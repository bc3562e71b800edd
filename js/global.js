import { getContactById, getContacts, reconcileContact, WixError } from './index.js';
import { provide } from './provide.js';

provide({ getContactById, getContacts, reconcileContact }, WixError);
