import { connection } from './api/default.js';
import { promisesOf } from './api/promised.js';

export const { getContactById, getContacts, iterateContacts, reconcileContact } = promisesOf(connection);
