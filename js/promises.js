import { connection } from './default.js';
import { promisesOf } from './promised.js';

export const { getContactById, getContacts, iterateContacts, reconcileContact } = promisesOf(connection);
