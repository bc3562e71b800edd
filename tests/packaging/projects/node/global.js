import 'wix-contacts/global';
import { configure } from 'wix-contacts';
import { fetch } from './server.js';

configure({ fetch });
Wix.Contacts.getContactById(
  'a-contact',
  ({ id }) => console.log(JSON.stringify({ id })),
  (errorType) => console.log(errorType),
);
