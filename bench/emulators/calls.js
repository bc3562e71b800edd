// What an app asks of a site, by Wix's API, and by that of json-server. Each call gives the contact or contacts of the response.

const CONTACTS = '/contacts/v4/contacts';
const PAGE = 50;
const AUTHORIZED = { authorization: 'bench' };

/** @param {typeof fetch} fetch @param {string} baseUrl */
export function callsOfWix(fetch, baseUrl) {
  const ask = asker(fetch, baseUrl, AUTHORIZED);
  const query = async (filter) => {
    const sort = [{ fieldName: 'createdDate', order: 'DESC' }];
    const body = { query: { filter, sort, paging: { limit: PAGE } } };
    return (await ask(`${CONTACTS}/query`, body)).contacts;
  };
  return {
    get: async (id) => (await ask(`${CONTACTS}/${id}`)).contact,
    newest: () => query({}),
    byLabel: (label) => query({ 'info.labelKeys': { $hasSome: [label] } }),
    byEmail: (email) => query({ 'info.emails.email': { $eq: email } }),
    create: async (info) => (await ask(CONTACTS, { info })).contact,
  };
}

/** @param {typeof fetch} fetch @param {string} baseUrl */
export function callsOfJsonServer(fetch, baseUrl) {
  const ask = asker(fetch, baseUrl);
  const find = (filter) =>
    ask(
      `/contacts?${new URLSearchParams({ ...filter, _sort: 'createdDate', _order: 'desc', _limit: PAGE })}`,
    );
  return {
    get: (id) => ask(`/contacts/${id}`),
    newest: () => find({}),
    // A list is compared as its items with commas between.
    byLabel: (label) => find({ 'info.labelKeys.items_like': `(^|,)${label.replaceAll('.', '\\.')}(,|$)` }),
    byEmail: (email) => find({ 'primaryInfo.email': email }),
    create: (info) => ask('/contacts', { createdDate: new Date().toISOString(), info }),
  };
}

function asker(fetch, baseUrl, headers) {
  return async (path, body) => {
    const init = body
      ? {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }
      : { headers };
    const response = await fetch(baseUrl + path, init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
}
