// What is asked for contacts (spec/contacts-v4.md, sections 1.2 and 3).

/** What is asked of each contact: what crates/reader/ reads and no more, by the names of the official list. */
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

/** A query string to append to, as URLSearchParams is. Not every host has that. */
export function newQuery() {
  const parameters = [];
  return {
    append: (name, value) => parameters.push([name, value].map(encodeURIComponent).join('=')),
    toString: () => parameters.join('&'),
  };
}

/** The body of Query Contacts. Paging at its root would be ignored in silence. */
export function queryBody(filter, newestFirst, offset, limit) {
  const sort = [{ fieldName: 'createdDate', order: newestFirst ? 'DESC' : 'ASC' }];
  return JSON.stringify({
    query: { fields: FIELDS, filter, paging: { limit, offset }, sort },
  });
}
