import { connection } from './api/default.js';
import { v4Of } from './api/listing.js';

export const { listContacts } = v4Of(connection);
