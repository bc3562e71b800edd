// A site's contacts behind Contacts v4, in memory: as much of the API as reading needs, a log of what was asked, and
// ways to make it fail or wait. `createContacts({ fetch: site.fetch })` talks to it.

const CONTACTS = '/contacts/v4/contacts';
const LABELS = '/contacts/v4/labels';

export class Site {
  /** Every request, as the API would see it: method, url, path, params, headers, body, query, signal. */
  requests = [];
  /** Responses that are given instead of the site's own, in order: functions of the request, which may also throw. */
  script = [];
  /** Whether the total is kept back. */
  tooManyToCount = false;
  underWay = 0;
  mostUnderWay = 0;
  #gate = Promise.resolve();

  constructor({ contacts = [], labels = [] } = {}) {
    this.contacts = contacts;
    this.labels = labels;
  }

  /** Takes the place of `globalThis.fetch`. */
  fetch = async (url, init) => {
    const request = read(url, init);
    this.requests.push(request);
    this.underWay += 1;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    try {
      await Promise.race([this.#gate, abortOf(init.signal)]);
      const scripted = this.script.shift();
      return await (scripted ? scripted(request) : this.#respond(request));
    } finally {
      this.underWay -= 1;
    }
  };

  /** Keeps all responses back until the function that it gives is called. */
  hold() {
    let release;
    this.#gate = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  }

  /** The requests for contacts since the last look. */
  takeRequests() {
    return this.requests.splice(0);
  }

  #respond({ method, path, params, query }) {
    if (method === 'POST' && path === `${CONTACTS}/query`) return json(this.#query(query));
    if (method === 'GET' && path === CONTACTS) return json(this.#query({}));
    if (method === 'GET' && path.startsWith(`${CONTACTS}/`))
      return this.#get(decodeURIComponent(path.slice(CONTACTS.length + 1)));
    if (method === 'GET' && path === LABELS) return json(this.#labels(params));
    return refusal(501, 'NOT_IMPLEMENTED');
  }

  #get(id) {
    const contact = this.contacts.find((it) => it.id === id);
    return contact ? json({ contact, responseType: 'REGULAR' }) : refusal(404, 'CONTACT_NOT_FOUND');
  }

  #query({ filter = {}, sort: [sort] = [], paging: { limit = 50, offset = 0 } = {} }) {
    const matching = this.contacts.filter((contact) => matches(contact, filter)).sort(byDate(sort?.order));
    const contacts = structuredClone(matching.slice(offset, offset + limit));
    const total = this.tooManyToCount ? { tooManyToCount: true } : { total: matching.length };
    return { contacts, pagingMetadata: { count: contacts.length, offset, ...total } };
  }

  #labels(params) {
    const offset = Number(params.get('paging.offset'));
    const labels = this.labels.slice(offset, offset + Number(params.get('paging.limit')));
    return { labels, metadata: { count: labels.length, offset, total: this.labels.length } };
  }
}

/** A response with a JSON body. */
export function json(body, status = 200, headers = {}) {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'x-wix-request-id': 'request-1', ...headers },
  });
}

/** A refusal with an application code, as v4 words it. */
export function refusal(status, code, headers) {
  const details = code ? { applicationError: { code, description: '', data: {} } } : {};
  return json({ message: `refused: ${code}`, details }, status, headers);
}

/** A v4 contact. Contacts made later are newer, by a second each. */
export function contact(number, members = {}) {
  const date = new Date(Date.UTC(2024, 0, 1) + number * 1000).toISOString();
  const info = { name: { first: `Contact ${number}` } };
  return { id: idOf(number), revision: 1, createdDate: date, updatedDate: date, info, ...members };
}

export function contacts(count, members) {
  return Array.from({ length: count }, (_, index) => contact(index + 1, members));
}

export function idOf(number) {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

function read(url, init) {
  const { pathname, searchParams } = new URL(url);
  const body = init.body === undefined ? undefined : JSON.parse(init.body);
  const { method, headers, signal } = init;
  return {
    method,
    url,
    path: pathname.replace(/^\/_api/, ''),
    params: searchParams,
    headers,
    body,
    query: body?.query,
    signal,
    init,
  };
}

function abortOf(signal) {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });
}

function matches(contact, filter) {
  return Object.entries(filter).every(([field, conditions]) =>
    Object.entries(conditions).every(([operator, value]) => {
      if (field === 'info.labelKeys' && operator === '$hasSome') {
        return contact.info.labelKeys?.items.some((key) => value.includes(key)) ?? false;
      }
      if (field === 'createdDate' && operator === '$lt')
        return Date.parse(contact.createdDate) < Date.parse(value);
      if (field === 'createdDate' && operator === '$gte')
        return Date.parse(contact.createdDate) >= Date.parse(value);
      throw new Error(`The site knows no filter ${field} ${operator}.`);
    }),
  );
}

/** Contacts of one date go by id, whatever the order (spec/contacts-v4.md, section 3.3). */
function byDate(order = 'ASC') {
  const sign = order === 'DESC' ? -1 : 1;
  return (one, other) =>
    sign * (Date.parse(one.createdDate) - Date.parse(other.createdDate)) || (one.id < other.id ? -1 : 1);
}
