// The queries for contacts (spec/contacts-v4.md, sections 1.2 and 3). They are made here, not in Rust, since the
// first one is sent while the wasm loads.

/** The fields to request of each contact: exactly those that crates/reader/ reads, with the names of the official list. */
export const FIELDS = [
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

/** The query string of Get Contact. */
export function fieldsQuery() {
  const query = newQuery();
  for (const field of FIELDS) query.append('fields', field);
  return query.toString();
}

/** As much of URLSearchParams as is used: some hosts don't have it. */
export function newQuery() {
  const parameters = [];
  return {
    append: (name, value) => parameters.push([name, value].map(encodeURIComponent).join('=')),
    toString: () => parameters.join('&'),
  };
}

/** The path of Query Contacts. */
export const queryPath = () => '/contacts/v4/contacts/query';

/** The body of Query Contacts. The API silently ignores paging at its root. */
export function queryBody(filter, newestFirst, offset, limit) {
  const sort = [{ fieldName: 'createdDate', order: newestFirst ? 'DESC' : 'ASC' }];
  return JSON.stringify({
    query: { fields: FIELDS, filter, paging: { limit, offset }, sort },
  });
}
