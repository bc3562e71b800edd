// A site for tests of reconcileContact: the local Contacts v4 server, whatever else happens to its contacts, and what was
// asked of it. Its hooks start it once for a file, and empty it before each test.

import { after, before, beforeEach, mock } from 'node:test';
import { createContacts } from 'wix-contacts';
import { start } from '../../support/emulator.js';

/** The requests of the SDK by name, as `site.requests()` lists them. */
const NAMES = {
  'POST /contacts/v4/contacts/query': 'query',
  'POST /contacts/v4/contacts': 'create',
  'PATCH /contacts/v4/contacts': 'update',
  'GET /contacts/v4/contacts': 'get',
  'POST /contacts/v4/extended-fields': 'find or create field',
  'GET /contacts/v4/extended-fields': 'list fields',
  'POST /email-marketing/v1/email-subscriptions': 'subscribe',
  'POST /email-marketing/v1/email-subscriptions/query': 'ask for consent',
};

export const FIELD_NAME = 'Wix.Contacts details';

/** @returns a site with no contacts, in every test of the file that calls it. `args` are the server's. */
export function startSite(args = []) {
  const site = new Site(args);
  before(async () => {
    // Retries wait for a random time: here for none.
    mock.method(Math, 'random', () => 0);
    await site.start();
  });
  after(() => site.stop());
  beforeEach(() => site.reset());
  return site;
}

class Site {
  #server;
  #args;
  /** An instance of the SDK that nobody disturbs. */
  contacts;

  constructor(args) {
    this.#args = args;
  }

  async start() {
    this.#server = await start({ args: this.#args });
  }

  stop() {
    return this.#server.stop();
  }

  async reset() {
    await this.#local('POST', 'reset');
    this.contacts = this.connect();
  }

  /** An instance of the SDK. `options` are those of createContacts. */
  connect(options) {
    return createContacts({ authorization: 'token', baseUrl: this.#server.url, ...options });
  }

  /** An instance of the SDK. Just before its first request of this name, something else happens, and is seen. */
  connectWith(name, happens) {
    let waiting = true;
    const fetchAfter = async (url, init) => {
      if (waiting && nameOf(init.method, new URL(url).pathname) === name) {
        waiting = false;
        await happens();
        await this.settle();
      }
      return fetch(url, init);
    };
    return this.connect({ fetch: fetchAfter });
  }

  /** An instance of the SDK. `refuse` gets the name and the body of each request, and may give what answers it. */
  connectRefusing(refuse, options) {
    const refusing = async (url, init) => {
      const body = init.body === undefined ? undefined : JSON.parse(init.body);
      return (await refuse(nameOf(init.method, new URL(url).pathname), body)) ?? fetch(url, init);
    };
    return this.connect({ fetch: refusing, ...options });
  }

  /** What reconcileContact comes to; rejects with the error of onFailure. */
  reconcile(contactInfo, contacts = this.contacts) {
    return new Promise((resolve, reject) => {
      contacts.reconcileContact(contactInfo, resolve, (_errorType, error) => reject(error));
    });
  }

  /** `[field, reason]` of everything that is rejected of a contactInfo. */
  async rejected(contactInfo, contacts) {
    const { details } = await this.reconcile(contactInfo, contacts);
    return details.rejectedData.map(({ field, reason }) => [field, reason]);
  }

  /** Lets all that is behind a write catch up with it. */
  async settle() {
    await this.#local('POST', 'settle');
  }

  /** A contact as getContactById shows it in the end. */
  async shown(id) {
    await this.settle();
    return new Promise((resolve, reject) => {
      this.contacts.getContactById(id, resolve, (_errorType, error) => reject(error));
    });
  }

  /** Puts v4 contacts into the site as they are. */
  async seed(...contacts) {
    await this.#local('POST', 'seed', { contacts });
    await this.settle();
  }

  /** Puts definitions of extended fields into the site as they are. */
  async seedFields(...extendedFields) {
    await this.#local('POST', 'seed', { extendedFields });
  }

  /** The first of these rules that matches a request decides about its response. */
  async faults(...rules) {
    await this.#local('PUT', 'faults', rules);
  }

  /** The names of the requests that the SDK made, oldest first. */
  async requests() {
    return (await this.#journal()).map(({ method, path }) => nameOf(method, path));
  }

  /** The bodies of the requests of this name that the SDK made, oldest first. */
  async sent(name) {
    const entries = await this.#journal();
    return entries.filter(({ method, path }) => nameOf(method, path) === name).map(({ body }) => body);
  }

  /** The contacts of the site as v4 has them, oldest first. */
  async stored() {
    const { contacts } = await this.#v4('GET', 'contacts?sort.fieldName=createdDate&sort.order=ASC');
    return contacts;
  }

  /** The extended fields of the site that have the name of the one that the SDK uses. */
  async fields() {
    const { fields } = await this.#v4('GET', 'extended-fields');
    return fields.filter(({ displayName }) => displayName === FIELD_NAME);
  }

  /** What another writer does: makes a contact, */
  async create(info) {
    await this.#v4('POST', 'contacts', { info, allowDuplicates: true });
  }

  /** changes one, */
  async update(id, info) {
    const { contact } = await this.#v4('GET', `contacts/${id}`);
    await this.#v4('PATCH', `contacts/${id}`, { revision: contact.revision, allowDuplicates: true, info });
  }

  /** merges others into one, as often as a stale read spoils that, */
  async merge(targetContactId, ...sourceContactIds) {
    try {
      const { contact } = await this.#v4('GET', `contacts/${targetContactId}`);
      const body = { targetContactRevision: contact.revision, sourceContactIds };
      await this.#v4('POST', `contacts/${targetContactId}/merge`, body);
    } catch (error) {
      if (!/FAILED_PRECONDITION|CONTACT_NOT_FOUND/.test(error.message)) throw error;
      await this.merge(targetContactId, ...sourceContactIds);
    }
  }

  /** deletes something, */
  async delete(path) {
    await this.#v4('DELETE', path);
  }

  /** or sets the statuses of an email. */
  async subscribe(subscription) {
    await this.#call('POST', '_api/email-marketing/v1/email-subscriptions', { subscription });
  }

  /** The status that each of these emails has in the site's subscriptions. */
  async subscriptionStatuses(...emails) {
    const body = { filter: { email: { $in: emails } } };
    const { subscriptions } = await this.#call(
      'POST',
      '_api/email-marketing/v1/email-subscriptions/query',
      body,
    );
    const statusOf = (email) =>
      subscriptions.find((it) => it.email.toLowerCase() === email.toLowerCase())?.subscriptionStatus;
    return emails.map(statusOf);
  }

  async #journal() {
    const entries = await this.#local('GET', 'journal');
    return entries.filter(({ path }) => !path.startsWith('/_api/'));
  }

  /** Another writer takes the other prefix, so that the journal tells the two apart. */
  #v4(method, path, body) {
    return this.#call(method, `_api/contacts/v4/${path}`, body);
  }

  #local(method, path, body) {
    return this.#call(method, `_local/${path}`, body);
  }

  async #call(method, path, body) {
    const response = await fetch(`${this.#server.url}/${path}`, {
      method,
      headers: { authorization: 'another token', 'content-type': 'application/json', ...upToDate() },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path} gave ${response.status}: ${await response.text()}`);
    return response.json();
  }
}

/** What has a read see every write so far, on a server whose reads are behind (emulator/README.md). */
function upToDate() {
  return { 'x-wix-consistent': String(Date.now()) };
}

function nameOf(method, path) {
  const call = `${method} ${path}`;
  return NAMES[call] ?? NAMES[call.slice(0, call.lastIndexOf('/'))] ?? call;
}
