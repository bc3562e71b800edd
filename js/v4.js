import { connection } from './default.js';
import { v4Of } from './listing.js';

export const { listContacts } = v4Of(connection);
