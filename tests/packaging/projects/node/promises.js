import { configure } from 'wix-contacts';
import { getContactById } from 'wix-contacts/promises';
import { fetch } from './server.js';

configure({ fetch });
const { id } = await getContactById('a-contact');
console.log(JSON.stringify({ id }));
