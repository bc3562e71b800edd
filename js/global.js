import { provide } from './api/provide.js';
import { getContactById, getContacts, reconcileContact, WixError } from './index.js';

provide({ getContactById, getContacts, reconcileContact }, WixError);
