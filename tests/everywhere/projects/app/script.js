// As contacts.js, for what has no modules: a page with script tags, and classic workers.

async function contactsFrom(baseUrl) {
  WixContacts.configure({ baseUrl, authorization: 'a token' });
  const { promises, v4 } = WixContacts;
  const [page, { contacts }, { length }] = await Promise.all([
    new Promise((resolve, reject) => {
      Wix.Contacts.getContacts({ pageSize: 3 }, resolve, (_errorType, error) => reject(error));
    }),
    v4.listContacts({ paging: { limit: 2 } }),
    promises.getContacts({ pageSize: 1 }).then((cursor) => cursor.getData()),
  ]);
  return [{ byEntry: [page.getData().length, contacts.length, length], total: page.getTotal() }];
}

const failure = ({ name, code, message, cause }) => ({ name, code, message, cause: `${cause}` });

Object.assign(globalThis, { contactsFrom, failure });
