import { Connection } from './connection.js';
import { connection } from './default.js';
import { functionsOf } from './functions.js';
import { v4Of } from './listing.js';
import { promisesOf } from './promised.js';

export { configure } from './default.js';
export { WixContactsError, WixError } from './error.js';
export { ready } from './instance.js';
export { VERSION } from './version.js';

export const { getContactById, getContacts, reconcileContact } = functionsOf(connection);

export function createContacts(options) {
  const own = new Connection(options);
  const get = () => own;
  return { ...functionsOf(get), promises: promisesOf(get), v4: v4Of(get) };
}
