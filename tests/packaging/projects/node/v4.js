import { configure } from 'wix-contacts';
import { listContacts } from 'wix-contacts/v4';
import { fetch } from './server.js';

configure({ fetch });
const { contacts } = await listContacts({ paging: { limit: 1 } });
console.log(JSON.stringify({ id: contacts[0].id }));
