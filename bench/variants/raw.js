// fetch and JSON.parse, and nothing done with the result: the limit.

import { FIELDS } from '../../js/host/query.js';

let server;

export function connect({ baseUrl, fetch = globalThis.fetch }) {
  server = { url: `${baseUrl}/contacts/v4/contacts/query`, fetch };
}

export async function open(pageSize, offset = 0) {
  const { contacts, pagingMetadata } = await query(pageSize, offset);
  return { contacts, total: pagingMetadata.total, next: () => open(pageSize, offset + pageSize) };
}

/** Reads contacts up to a limit, several pages at a time. Gives how many it read. */
export async function readAll({ pageSize, concurrency, limit }) {
  let asked = 0;
  let count = 0;
  const reader = async () => {
    while (asked < limit) {
      const offset = asked;
      asked += pageSize;
      const { contacts } = await open(pageSize, offset);
      count += contacts.length;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, reader));
  return count;
}

async function query(limit, offset) {
  const query = {
    fields: FIELDS,
    filter: {},
    paging: { limit, offset },
    sort: [{ fieldName: 'createdDate', order: 'DESC' }],
  };
  const headers = { Authorization: 'bench', 'Content-Type': 'application/json' };
  // Called bare: as a method, the browser's own would throw.
  const { url, fetch } = server;
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return response.json();
}
