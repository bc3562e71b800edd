import {
  configure,
  createContacts,
  getContactById,
  ready,
  VERSION,
  WixContactsError,
  WixError,
} from 'wix-contacts';
import { fetch } from './server.js';

const made =
  [createContacts({ fetch }), VERSION, WixContactsError.name, WixError.NOT_FOUND, ready].length === 5;
configure({ fetch });
getContactById(
  'a-contact',
  (contact) => console.log(JSON.stringify({ made, id: contact.id })),
  (errorType) => console.log(errorType),
);
