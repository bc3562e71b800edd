// What must compile with `wix-contacts`, and what must not.

import {
  type Contact,
  type ContactAddress,
  type ContactDate,
  type ContactEmail,
  type ContactInfo,
  type ContactPage,
  type ContactPhone,
  type Contacts,
  type ContactUrl,
  configure,
  createContacts,
  type DeliveryStatus,
  type EmailStatus,
  type ExistingData,
  getContactById,
  getContacts,
  type OnFailure,
  type ReconcileResult,
  type RejectedData,
  type RejectionReason,
  ready,
  reconcileContact,
  type Settings,
  type VERSION,
  WixContactsError,
  type WixContactsErrorCode,
  type WixDataCursor,
  WixError,
  type WixErrorType,
} from 'wix-contacts';
import { type Equal, expect } from './equal.js';

declare const contact: Contact;
declare const cursor: WixDataCursor;
declare const fail: OnFailure;

// --- getContactById ---

getContactById('a GUID', (found) => expect<Equal<typeof found, Contact>>(), fail);
getContactById(
  contact.id,
  () => {},
  (errorType, error) => {
    expect<Equal<typeof errorType, WixErrorType>>();
    expect<Equal<typeof error, WixContactsError>>();
  },
);
expect<Equal<ReturnType<typeof getContactById>, void>>();

// @ts-expect-error an id is a string
getContactById(7, () => {}, fail);
// @ts-expect-error onFailure is mandatory
getContactById('a GUID', () => {});
// @ts-expect-error so is onSuccess
getContactById('a GUID', undefined, fail);

// --- The contact ---

expect<
  Equal<
    Contact['name'] extends infer Name ? { [Part in keyof Name]: Name[Part] } : never,
    { prefix: string; first: string; middle: string; last: string; suffix: string }
  >
>();
expect<Equal<ContactEmail['emailStatus'], EmailStatus | undefined>>();
expect<Equal<ContactEmail['deliveryStatus'], DeliveryStatus | undefined>>();
expect<Equal<keyof ContactPhone, 'id' | 'tag' | 'phone' | 'normalizedPhone'>>();
expect<
  Equal<
    keyof ContactAddress,
    'id' | 'tag' | 'address' | 'neighborhood' | 'city' | 'region' | 'country' | 'postalCode'
  >
>();
expect<Equal<keyof ContactUrl, 'id' | 'tag' | 'url'>>();
expect<Equal<keyof ContactDate, 'id' | 'tag' | 'date'>>();

for (const email of contact.emails) email.email.toLowerCase();
contact.name.first.trim();
contact.company.role.trim();
contact.picture?.startsWith('https:');

// @ts-expect-error a contact may have no picture
contact.picture.startsWith('https:');
// @ts-expect-error a list may be empty
contact.emails[0].email;
// @ts-expect-error an address may have no city
contact.addresses.map((address) => address.city.trim());
// @ts-expect-error there is no such status
expect<'unsubscribed' extends EmailStatus ? true : false>();

// --- getContacts and the cursor ---

getContacts({}, (found) => expect<Equal<typeof found, WixDataCursor>>(), fail);
getContacts({ label: 'customers', pageSize: 50 }, () => {}, fail);
getContacts({ label: ['customers', 'colleagues'], pageSize: '50' }, () => {}, fail);
getContacts({ label: ['customers'] as const, pageSize: null }, () => {});
getContacts(null, () => {});

// @ts-expect-error onSuccess is mandatory
getContacts({});
// @ts-expect-error it is a function
getContacts({}, 'onSuccess', fail);
// @ts-expect-error options are mandatory
getContacts(undefined, () => {}, fail);
// @ts-expect-error a page size is a number
getContacts({ pageSize: true }, () => {}, fail);
// @ts-expect-error or its digits
getContacts({ pageSize: 'all' }, () => {}, fail);
// @ts-expect-error a label is a string
getContacts({ label: 7 }, () => {}, fail);
// @ts-expect-error there is no such option
getContacts({ labels: ['customers'] }, () => {}, fail);

expect<Equal<ReturnType<WixDataCursor['getData']>, Contact[]>>();
expect<Equal<ReturnType<WixDataCursor['getPageSize']>, number>>();
expect<Equal<ReturnType<WixDataCursor['getTotal']>, number>>();
expect<Equal<ReturnType<WixDataCursor['hasNext']>, boolean>>();
expect<Equal<ReturnType<WixDataCursor['hasPrevious']>, boolean>>();
expect<Equal<ReturnType<WixDataCursor['next']>, boolean>>();
expect<Equal<ReturnType<WixDataCursor['previous']>, boolean>>();
// A `then` would make a promise of the cursor.
expect<Equal<'then' extends keyof WixDataCursor ? true : false, false>>();
expect<Equal<'then' extends keyof ContactPage ? true : false, false>>();
expect<Equal<Awaited<WixDataCursor>, WixDataCursor>>();

cursor.next();
cursor.previous(undefined, fail);
cursor.next((page) => expect<Equal<typeof page, ContactPage>>(), fail);
// As the original had it, as its page had it, and as some apps had it.
cursor.next((contacts: Contact[]) => contacts.map(({ id }) => id));
cursor.next((next: WixDataCursor) => next.getData().length + next.getTotal());
cursor.previous(() => cursor.getData().length);
for await (const each of cursor) expect<Equal<typeof each, Contact>>();
for await (const each of cursor.getData()) expect<Equal<typeof each, Contact>>();
cursor.next(async (page) => {
  for await (const each of page) expect<Equal<typeof each, Contact>>();
});

// @ts-expect-error a cursor is no array
cursor.length;
// @ts-expect-error a contact may be missing
cursor.getData()[0].id;

// --- reconcileContact ---

reconcileContact({ emails: [{ tag: 'main', email: 'ann@example.com' }] });
reconcileContact({ phones: [{ phone: '+14156395555' }] }, (result) =>
  expect<Equal<typeof result, ReconcileResult>>(),
);
reconcileContact({ emails: [{ email: 'ann@example.com' }] }, null, fail);
reconcileContact({
  emails: [{ email: 'ann@example.com' }],
  onSuccess: ({ isNew }) => expect<Equal<typeof isNew, boolean>>(),
  onFailure: fail,
});
reconcileContact({
  Name: { prefix: 'Dr.', first: 'Ann', middle: null, last: undefined, suffix: 'Jr.' },
  Picture: 'https://example.com/ann.png',
  Company: { role: 'CEO', name: 'Example' },
  emails: [{ id: 1, tag: 'home', email: 'ann@example.com', emailStatus: 'optOut', deliveryStatus: 'VALID' }],
  phones: [{ id: 1, tag: 'home', phone: '415-639-5555', normalizedPhone: '+14156395555' }],
  addresses: [
    {
      id: 1,
      tag: 'home',
      address: '1 Main St',
      neighborhood: 'Soho',
      city: 'El Cajon',
      region: 'CA',
      country: 'US',
      postalCode: 92020,
    },
  ],
  urls: [{ id: 1, tag: 'blog', url: 'https://example.com' }],
  dates: [
    { id: 1, tag: 'birthday', date: '1980-12-01' },
    { tag: 'anniversary', date: new Date() },
  ],
});
// What getContactById gives can be sent as it is.
reconcileContact(contact);
const info: ContactInfo = { ...contact, emails: [...contact.emails, { email: 'ann@example.com' }] };
reconcileContact(info);

// @ts-expect-error contactInfo is mandatory
reconcileContact();
// @ts-expect-error it is an object
reconcileContact('ann@example.com');
// @ts-expect-error emails are a list
reconcileContact({ emails: 'ann@example.com' });
// @ts-expect-error of objects
reconcileContact({ emails: ['ann@example.com'] });
// @ts-expect-error an email has a value
reconcileContact({ emails: [{ tag: 'main' }] });
// @ts-expect-error there is no such status
reconcileContact({ emails: [{ email: 'ann@example.com', emailStatus: 'OPT_OUT' }] });
// @ts-expect-error nor such a delivery status
reconcileContact({ emails: [{ email: 'ann@example.com', deliveryStatus: 'valid' }] });
// @ts-expect-error a company is an object
reconcileContact({ company: 'Example', emails: [{ email: 'ann@example.com' }] });
// @ts-expect-error there is no such field
reconcileContact({ email: 'ann@example.com' });
// @ts-expect-error nor such a part of a name
reconcileContact({ name: { firstName: 'Ann' }, emails: [{ email: 'ann@example.com' }] });

declare const result: ReconcileResult;
expect<Equal<typeof result.contact, Contact>>();
expect<Equal<typeof result.Contact, Contact>>();
expect<Equal<typeof result.details.rejectedData, RejectedData[]>>();
expect<Equal<typeof result.details.existingData, ExistingData[]>>();
expect<
  Equal<
    RejectionReason,
    'ALREADY_SET' | 'TOO_LONG' | 'TOO_MANY' | 'INVALID' | 'UNSUPPORTED' | 'FORBIDDEN' | 'CONSENT'
  >
>();

// @ts-expect-error it is not with the details
result.details.isNew;

// --- Errors ---

expect<Equal<typeof WixError.NOT_FOUND, 'NOT_FOUND'>>();
expect<
  Equal<keyof typeof WixError, 'WIX_ERROR' | 'NOT_FOUND' | 'BAD_REQUEST' | 'INVALID_SCHEMA' | 'FORBIDDEN'>
>();

const explain: OnFailure = (errorType, error) => {
  switch (errorType) {
    case WixError.NOT_FOUND:
    case WixError.BAD_REQUEST:
    case WixError.INVALID_SCHEMA:
    case WixError.FORBIDDEN:
      return error.message;
    case WixError.WIX_ERROR:
      return error.retryable ? 'again' : error.code;
    default:
      expect<Equal<typeof errorType, never>>();
      return '';
  }
};
getContactById('a GUID', () => {}, explain);
// A handler of the original SDK, which knew the string alone.
getContactById(
  'a GUID',
  () => {},
  (errorType: string) => errorType === 'NOT_FOUND',
);

try {
  await ready();
} catch (error) {
  if (error instanceof WixContactsError) {
    expect<Equal<typeof error.errorType, WixErrorType>>();
    expect<Equal<typeof error.code, WixContactsErrorCode>>();
    expect<Equal<typeof error.status, number | undefined>>();
    expect<Equal<typeof error.requestId, string | undefined>>();
    expect<Equal<typeof error.retryable, boolean>>();
    expect<Equal<typeof error.cause, unknown>>();
    error.fieldViolations?.map(({ field, description }) => `${field}: ${description}`);
    const codes: WixContactsErrorCode[] = ['CONTACT_NOT_FOUND', 'LOAD_FAILED', 'HTTP_418', 'A_NEW_ONE'];
    codes.includes(error.code);
  }
}

// @ts-expect-error constants don't change
WixError.NOT_FOUND = 'WIX_ERROR';
// @ts-expect-error apps make none
new WixContactsError();
// @ts-expect-error there is no such type
explain('NOT_CONFIGURED', new Error());

// --- configure, createContacts, ready ---

configure({});
configure({ authorization: 'a token' });
configure({ authorization: () => 'a token', siteId: 'a GUID', headers: { 'x-app': 'mine' } });
configure({ authorization: async () => 'a token', baseUrl: 'http://127.0.0.1:8787', timeoutMs: 5000 });
configure({ fetch });
configure({ fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, 'x-app': 'mine' } }) });
configure({ fetch: async () => Response.json({}) });
configure({ maxRetries: 0, prefetch: false, extendedFields: 'existing' });
configure({ authorization: undefined });
configure({
  onRequest: ({ method, url, attempt }) => `${method} ${url} ${attempt.toFixed()}`,
  onResponse: ({ method, status, requestId, durationMs }) => {
    expect<Equal<typeof method, 'GET' | 'POST' | 'PATCH'>>();
    expect<Equal<typeof requestId, string | undefined>>();
    return status === 0 ? 'no response' : durationMs.toFixed();
  },
});

// @ts-expect-error options are mandatory
configure();
// @ts-expect-error there is no such option
configure({ apiKey: 'a key' });
// @ts-expect-error milliseconds are a number
configure({ timeoutMs: '5000' });
// @ts-expect-error there is no such way
configure({ extendedFields: 'never' });
// @ts-expect-error a token is a string
configure({ authorization: () => 7 });
// @ts-expect-error a header has one value
configure({ headers: { 'x-app': ['mine'] } });
// @ts-expect-error onRequest is told no token
configure({ onRequest: ({ authorization }) => authorization });

const settings: Settings = { authorization: 'a token' };
const own = createContacts(settings);
expect<Equal<typeof own, Contacts>>();
own.getContactById('a GUID', () => {}, fail);
own.getContacts({}, () => {}, fail);
own.reconcileContact({ emails: [{ email: 'ann@example.com' }] });
expect<Equal<ReturnType<typeof own.promises.getContactById>, Promise<Contact>>>();
for await (const { id } of own.promises.iterateContacts()) id.trim();
(await own.v4.listContacts()).contacts.map(({ revision }) => revision);

// @ts-expect-error an instance has its settings for good
own.configure({});

expect<Equal<ReturnType<typeof ready>, Promise<void>>>();
ready('/wix_contacts_bg.wasm');
ready(new URL('https://example.com/wix_contacts_bg.wasm'));
ready(fetch('/wix_contacts_bg.wasm'));
ready(new Uint8Array());
ready(new WebAssembly.Module(new Uint8Array()));

// @ts-expect-error it is somewhere
ready(null);

expect<Equal<typeof VERSION, string>>();
