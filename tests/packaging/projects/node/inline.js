import { configure, promises } from 'wix-contacts/inline';
import { fetch } from './server.js';

configure({ fetch });
const { id } = await promises.getContactById('a-contact');
console.log(JSON.stringify({ id }));
