// A request, as fetch takes it. What is asked for, and when, is for src/ to say.

const BASE_URL = 'https://www.wixapis.com';

/** What is asked of each contact: what js/contact.js reads and no more, by the names of the official list. */
const FIELDS = [
  'createdDate',
  'updatedDate',
  'info.name',
  'info.emails',
  'info.phones',
  'info.addresses',
  'info.company',
  'info.jobTitle',
  'info.picture',
  'info.birthdate',
  'info.extendedFields',
];

/** The query string of Get Contact (spec/contacts-v4.md, section 2). */
export const fieldsQuery = () => `${new URLSearchParams(FIELDS.map((field) => ['fields', field]))}`;

/** The body of Query Contacts (section 3), for a filter in JSON. Paging at its root would be ignored in silence. */
export function queryBody(filter, newestFirst, offset, limit) {
  const sort = [{ fieldName: 'createdDate', order: newestFirst ? 'DESC' : 'ASC' }];
  return JSON.stringify({
    query: { fields: FIELDS, filter: JSON.parse(filter), paging: { limit, offset }, sort },
  });
}

export const urlOf = ({ baseUrl = BASE_URL }, path) => baseUrl.replace(/\/+$/, '') + path;

/** Sends a request as the settings say; `token` and `body` may be undefined. Gives what fetch gives. */
export function send(settings, method, path, token, body, attempt, signal) {
  const { headers = {}, siteId, fetch } = settings;
  const given = { Authorization: token, 'wix-site-id': siteId, 'Content-Type': body && 'application/json' };
  const own = Object.entries(given).filter(([, value]) => value !== undefined);
  const isOwn = (name) => own.some(([it]) => it.toLowerCase() === name.toLowerCase());
  const others = Object.entries(headers).filter(([name]) => !isOwn(name));
  const init = {
    method,
    // Plain data: `fetchWithAuth` of the official SDK spreads it.
    headers: Object.fromEntries([...others, ...own]),
    // A redirect would carry contact data elsewhere. With 'error' browsers report one as a lost connection; a second try
    // with 'manual' tells the two apart, and follows no redirect either.
    redirect: attempt > 1 && !fetch ? 'manual' : 'error',
    ...(body !== undefined && { body }),
    signal,
  };
  return (fetch ?? globalThis.fetch)(urlOf(settings, path), init);
}
