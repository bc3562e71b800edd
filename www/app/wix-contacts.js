// The package, as the other files use it. An app with a bundler imports 'wix-contacts' and 'wix-contacts/promises'; this
// page has no build step, and a browser wants the paths.

export {
  configure,
  createContacts,
  WixContactsError,
  WixError,
} from '../node_modules/wix-contacts/pkg/index.js';
export {
  getContactById,
  getContacts,
  iterateContacts,
  reconcileContact,
} from '../node_modules/wix-contacts/pkg/promises.js';
