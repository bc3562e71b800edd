// A mock of Contacts v4 by MSW and @mswjs/data, as one writes it for tests: a model, and a handler for each call.

import { factory, primaryKey } from '@mswjs/data';
import { HttpResponse, http } from 'msw';

const API = 'https://www.wixapis.com/contacts/v4/contacts';

/** @param {object[]} contacts @returns {import('msw').HttpHandler[]} */
export function mock(contacts) {
  // A model has no objects that it does not know, and finds nothing in lists: so a document, and what is asked for beside it.
  const { contact } = factory({
    contact: {
      id: primaryKey(String),
      createdDate: String,
      email: String,
      labels: String,
      document: String,
    },
  });
  const add = (document) =>
    contact.create({
      id: document.id,
      createdDate: document.createdDate,
      email: document.primaryInfo?.email ?? '',
      labels: `,${document.info.labelKeys?.items.join() ?? ''},`,
      document: JSON.stringify(document),
    });
  for (const each of contacts) add(each);

  return [
    http.get(`${API}/:id`, ({ params }) => {
      const found = contact.findFirst({ where: { id: { equals: params.id } } });
      return respond(`{"contact":${found.document}}`);
    }),
    http.post(`${API}/query`, async ({ request }) => {
      const { query } = await request.json();
      const [sort] = query.sort;
      const found = contact.findMany({
        where: conditionOf(query.filter),
        orderBy: { [sort.fieldName]: sort.order.toLowerCase() },
        take: query.paging.limit,
      });
      return respond(`{"contacts":[${found.map(({ document }) => document).join()}]}`);
    }),
    http.post(API, async ({ request }) => {
      const { info } = await request.json();
      const createdDate = new Date().toISOString();
      const document = { id: crypto.randomUUID(), revision: 0, createdDate, updatedDate: createdDate, info };
      add(document);
      return respond(JSON.stringify({ contact: document }));
    }),
  ];
}

function conditionOf(filter) {
  const label = filter['info.labelKeys']?.$hasSome[0];
  const email = filter['info.emails.email']?.$eq;
  return {
    ...(label && { labels: { contains: `,${label},` } }),
    ...(email && { email: { equals: email } }),
  };
}

const respond = (text) => new HttpResponse(text, { headers: { 'content-type': 'application/json' } });
