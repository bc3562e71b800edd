import { configure, getContacts } from 'wix-contacts';

const promises = './later.js';

export async function contactsFrom(baseUrl) {
  configure({ baseUrl, authorization: 'a token' });
  const page = await new Promise((resolve, reject) => {
    getContacts({ pageSize: 3 }, resolve, (_errorType, error) => reject(error));
  });
  const { readMore } = await import(/* @vite-ignore */ new URL(promises, import.meta.url).pathname);
  return [{ byEntry: [page.getData().length, ...(await readMore())], total: page.getTotal() }];
}

export const failure = ({ name, code, message, cause }) => ({ name, code, message, cause: `${cause}` });
