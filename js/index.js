import { Connection } from './api/connection.js';
import { connection } from './api/default.js';
import { functionsOf } from './api/functions.js';
import { v4Of } from './api/listing.js';
import { promisesOf } from './api/promised.js';

export { configure } from './api/default.js';
export { WixContactsError, WixError } from './host/error.js';
export { ready } from './loading/instance.js';
export { VERSION } from './version.js';

export const { getContactById, getContacts, reconcileContact } = functionsOf(connection);

export function createContacts(options) {
  const own = new Connection(options);
  const get = () => own;
  return { ...functionsOf(get), promises: promisesOf(get), v4: v4Of(get) };
}
