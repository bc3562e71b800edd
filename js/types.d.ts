// The shapes that apps see. Fields and limits are those of spec/000_a6ad17815c0cdfad.txt and, where the official page is
// silent, spec/wix-contacts-sdk.md; those of the REST API are in v4.d.ts.

import type { WixContactsError, WixErrorType } from './error.js';

/** Told of a failure: its `Wix.Error` string, as in the original SDK, and all that is known of it. */
export type OnFailure = (errorType: WixErrorType, error: WixContactsError) => void;

/** Options of every call that returns a promise. */
export interface CallOptions {
  /** Aborts the call: it rejects at once, with the code ABORTED. */
  signal?: AbortSignal | undefined;
}

// --- Contacts ---

/** A contact. Every list is there, as are `name` and `company`, so none of them needs a guard. */
export interface Contact {
  /** A GUID. */
  id: string;
  name: ContactName;
  /** The URL of the picture; absent if there is none. */
  picture?: string;
  company: ContactCompany;
  emails: ContactEmail[];
  phones: ContactPhone[];
  addresses: ContactAddress[];
  urls: ContactUrl[];
  /** Important dates. The contact's birthday has the tag `birthday`. */
  dates: ContactDate[];
  /** Always empty: Contacts v4 has no links. */
  links: ContactLink[];
  /** When the contact was created, as ISO 8601. */
  createdAt: string;
  /** When the contact was last changed, as ISO 8601. */
  modifiedAt: string;
}

/** The parts of a name; `''` where unset. */
export interface ContactName {
  prefix: string;
  first: string;
  middle: string;
  last: string;
  suffix: string;
}

/** A contact's company; `''` where unset. */
export interface ContactCompany {
  /** Position or role. */
  role: string;
  name: string;
}

/** What the items of all lists have in common. */
export interface ContactItem {
  /** Its place in the list, from 1. It may change when the contact does. */
  id: number;
  /** Free text such as `home` or `work`; `other` if the item has none. Tags need not be unique. */
  tag: string;
}

/** An email of a contact. */
export interface ContactEmail extends ContactItem {
  email: string;
  /** On the primary email only: Contacts v4 knows no other. */
  emailStatus?: EmailStatus;
  /** On the primary email only, once known. `COMPLAINT`, `REJECTED` and `DEFERRAL` are never read back. */
  deliveryStatus?: DeliveryStatus;
}

/** A phone of a contact. */
export interface ContactPhone extends ContactItem {
  /** As it was written. */
  phone: string;
  /** In E.164 form, such as `+14156395555`; absent if the country is unknown. */
  normalizedPhone?: string;
}

/** An address; parts that are unset are absent. */
export interface ContactAddress extends ContactItem {
  /** Street address. */
  address?: string;
  neighborhood?: string;
  city?: string;
  /** An ISO 3166-2 code without its country (`CA`), or the text that reconcileContact was given. */
  region?: string;
  /** An ISO 3166-1 code (`US`), or the text that reconcileContact was given. */
  country?: string;
  postalCode?: string;
}

/** A URL that belongs to a contact, such as a profile. */
export interface ContactUrl extends ContactItem {
  url: string;
}

/** An important date of a contact. */
export interface ContactDate extends ContactItem {
  /** As ISO 8601. */
  date: string;
}

/** A link; the original SDK had them. */
export interface ContactLink {
  href: string;
  rel: string;
}

/** Whether an email may be sent mail: never, transactional mail only (the default), or newsletters too. */
export type EmailStatus = 'optOut' | 'transactional' | 'recurring';

/** What became of mail to an email. */
export type DeliveryStatus = 'VALID' | 'SPAM' | 'COMPLAINT' | 'REJECTED' | 'DEFERRAL' | 'BOUNCE';

// --- getContacts ---

/** Which contacts, and how many at a time. */
export interface GetContactsOptions {
  /** Contacts with any of these labels, by key, legacy id or display name. Without one: all contacts. */
  label?: string | readonly string[] | null | undefined;
  /** Contacts in a page: an integer from 1 to 500, or its decimal string. Default 25. */
  pageSize?: number | `${number}` | null | undefined;
}

/**
 * A page of contacts, newest first, and the way to the pages around it. Contacts that are created or deleted meanwhile
 * make no other one appear twice or be passed over.
 */
export interface WixDataCursor {
  /** The contacts of the current page. */
  getData(): Contact[];
  /** The page size in force. */
  getPageSize(): number;
  /** The number of contacts in the cursor when it was made; what is known so far, if the server would not count. */
  getTotal(): number;
  /** Whether there is a page after the current one. */
  hasNext(): boolean;
  /** Whether there is a page before the current one. */
  hasPrevious(): boolean;
  /**
   * Moves this cursor to the next page. At the end it stays, and onSuccess gets an empty page; after a failure it
   * stays as well, and can be asked again. Calls that overlap move it once.
   *
   * @returns whether there is such a page
   */
  next(onSuccess?: ((page: ContactPage) => void) | null, onFailure?: OnFailure | null): boolean;
  /**
   * Moves this cursor to the previous page, as `next` does to the next one.
   *
   * @returns whether there is such a page
   */
  previous(onSuccess?: ((page: ContactPage) => void) | null, onFailure?: OnFailure | null): boolean;
  /** Every contact from the current page on, page by page. The cursor stays where it is. */
  [Symbol.asyncIterator](): AsyncGenerator<Contact, void, undefined>;
  /** Allowed, never needed: the garbage collector releases a cursor, and its pages with it. */
  free(): void;
}

/** A page: an array of contacts that has every method of the cursor it belongs to. They do not show in JSON or loops. */
export interface ContactPage extends Array<Contact>, WixDataCursor {
  /** The contacts of this page alone, as in any loop over an array. To read on, iterate the cursor. */
  [Symbol.asyncIterator](): AsyncGenerator<Contact, void, undefined>;
}

// --- reconcileContact ---

/**
 * What an app knows of a contact: at least one usable email or phone, or the call fails with BAD_REQUEST. Null, blank and
 * missing values are not given. Lengths are counted in Unicode code points; a value over its limit is rejected alone.
 */
export interface ContactInfo {
  name?: ContactNameInfo | null | undefined;
  /** The spelling of the official page, read if `name` is missing. */
  Name?: ContactNameInfo | null | undefined;
  /** An http or https URL. */
  picture?: string | null | undefined;
  /** An older spelling, read if `picture` is missing. */
  Picture?: string | null | undefined;
  company?: ContactCompanyInfo | null | undefined;
  /** An older spelling, read if `company` is missing. */
  Company?: ContactCompanyInfo | null | undefined;
  /** At most 50 are stored, as of phones and addresses. */
  emails?: readonly ContactEmailInfo[] | null | undefined;
  phones?: readonly ContactPhoneInfo[] | null | undefined;
  addresses?: readonly ContactAddressInfo[] | null | undefined;
  urls?: readonly ContactUrlInfo[] | null | undefined;
  /** One with the tag `birthday` is the birthday, a single value. */
  dates?: readonly ContactDateInfo[] | null | undefined;
}

/** A contactInfo that holds the callbacks, where the official page lists them. Those given as arguments come first. */
export interface ContactInfoWithCallbacks extends ContactInfo {
  onSuccess?: ((result: ReconcileResult) => void) | null | undefined;
  onFailure?: OnFailure | null | undefined;
}

/** At most 100 characters each. */
export interface ContactNameInfo {
  prefix?: string | null | undefined;
  first?: string | null | undefined;
  middle?: string | null | undefined;
  last?: string | null | undefined;
  suffix?: string | null | undefined;
}

/** At most 100 characters each. */
export interface ContactCompanyInfo {
  /** Position or role. */
  role?: string | null | undefined;
  name?: string | null | undefined;
}

/** What may be given with the items of all lists. */
export interface ContactItemInfo {
  /** Ignored, so that an item of a contact can be sent as it is. */
  id?: number | null | undefined;
  /** Free text such as `home` or `work`, at most 100 characters. */
  tag?: string | null | undefined;
}

/** An email to add, unless the contact has it in whatever case. */
export interface ContactEmailInfo extends ContactItemInfo {
  /** At most 250 characters. */
  email: string;
  /** Who has unsubscribed is never subscribed again: `recurring` is then rejected with CONSENT. */
  emailStatus?: EmailStatus | null | undefined;
  /** `DEFERRAL` is rejected with UNSUPPORTED. */
  deliveryStatus?: DeliveryStatus | null | undefined;
}

/** A phone to add, unless the contact has its number. */
export interface ContactPhoneInfo extends ContactItemInfo {
  /** At most 30 characters. */
  phone: string;
  /** In E.164 form; it tells the country of a phone that is not written in international form. */
  normalizedPhone?: string | null | undefined;
}

/** An address to add, unless the contact has it, with whatever tag. */
export interface ContactAddressInfo extends ContactItemInfo {
  /** Street address, at most 250 characters. */
  address?: string | null | undefined;
  /** At most 100 characters. */
  neighborhood?: string | null | undefined;
  /** At most 100 characters. */
  city?: string | null | undefined;
  /** An ISO 3166-2 code, with its country or without, or free text; at most 100 characters. */
  region?: string | null | undefined;
  /** An ISO 3166-1 code, or free text; at most 100 characters. */
  country?: string | null | undefined;
  /** At most 20 characters. */
  postalCode?: string | number | null | undefined;
}

/** A URL to add, unless the contact has it, with whatever tag. */
export interface ContactUrlInfo extends ContactItemInfo {
  url: string;
}

/** A date to add, unless the contact has it, with whatever tag. */
export interface ContactDateInfo extends ContactItemInfo {
  /** As ISO 8601. With the tag `birthday` it is the contact's birthday. */
  date: string | Date;
}

/** What became of a contactInfo. */
export interface ReconcileResult {
  /** The contact as it is after the write. */
  contact: Contact;
  /** The same object, by the name that the official page gives it. */
  Contact: Contact;
  /** Whether the contact was just created. */
  isNew: boolean;
  details: ReconcileDetails;
}

/** What was refused, and what was there. */
export interface ReconcileDetails {
  /** What was sent and not kept. What equals the stored value counts as kept. */
  rejectedData: RejectedData[];
  /** What the contact had before: each part that was set, and each item of a list. */
  existingData: ExistingData[];
}

/** A value that was sent and not kept. */
export interface RejectedData {
  /** Its path in contactInfo, such as `name.first` or `emails[1].email`. */
  field: string;
  /** As it was sent: a text, or a whole item of a list. */
  value: string | Record<string, unknown>;
  reason: RejectionReason;
}

/**
 * Why a value was not kept.
 *
 * - `ALREADY_SET`: the contact has another value, and a single value is never overwritten.
 * - `TOO_LONG`: it has more characters than its limit.
 * - `TOO_MANY`: the list is full; Contacts v4 holds 50 items.
 * - `INVALID`: it is not what it says it is, such as an email without `@`.
 * - `UNSUPPORTED`: there is no place for it, or no room.
 * - `FORBIDDEN`: the app may not write it.
 * - `CONSENT`: the address has unsubscribed, whichever contact has it, and is never subscribed again.
 */
export type RejectionReason =
  | 'ALREADY_SET'
  | 'TOO_LONG'
  | 'TOO_MANY'
  | 'INVALID'
  | 'UNSUPPORTED'
  | 'FORBIDDEN'
  | 'CONSENT';

/** A value that the contact had before. */
export interface ExistingData {
  /** Its path in the contact, such as `name.first` or `emails[0]`. */
  field: string;
  /** A text, or the item of the list. */
  value: string | ContactEmail | ContactPhone | ContactAddress | ContactUrl | ContactDate;
}

// --- iterateContacts ---

/** Which contacts, and how to read them. */
export interface IterateContactsOptions extends CallOptions {
  /** Contacts with any of these labels, by key, legacy id or display name. Without one: all contacts. */
  label?: GetContactsOptions['label'];
  /** Contacts in a request: an integer from 1 to 500, or its decimal string. Default 1000. */
  pageSize?: GetContactsOptions['pageSize'];
  /** How many pages are asked for at a time, and held at most: an integer from 1 to 32. Default 4. */
  concurrency?: number | undefined;
  /** Told of each page, before its contacts are given. */
  onProgress?: ((progress: IterationProgress) => void) | undefined;
}

/** How far an iteration is. */
export interface IterationProgress {
  /** Contacts read so far. */
  done: number;
  /** Contacts in all; what is known so far, if the server would not count. */
  total: number;
}

// --- configure ---

/** Where requests go, and as whom. Either `authorization` or `fetch` is needed; undefined counts as not given. */
export interface Settings {
  /**
   * The value of the Authorization header. A function is asked before every request, and once more after a 401.
   * Never an API key in a page.
   */
  authorization?: string | (() => string | PromiseLike<string>) | undefined;
  /** The id of the site, sent as `wix-site-id`. */
  siteId?: string | undefined;
  /** Scheme, host and optional path of the API. Default `https://www.wixapis.com`. */
  baseUrl?: string | undefined;
  /**
   * Sends the requests, such as `httpClient.fetchWithAuth` of @wix/essentials. Default `globalThis.fetch`. While it gives a
   * function in place of an answer, since its host is not there yet, the call waits, within its deadline.
   */
  fetch?: Fetch | undefined;
  /** Added to every request. Those that the package sets by itself come first. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** One deadline for a whole call, with all its tries; in iterateContacts, for each page. Default 30000 ms. */
  timeoutMs?: number | undefined;
  /** Further tries after 429, 5xx or a network failure: an integer from 0 to 100. Default 2. */
  maxRetries?: number | undefined;
  /** Whether to fetch the next page ahead, once an app has called next(). Default true. */
  prefetch?: boolean | undefined;
  /** What reconcileContact may do with the extended field for what v4 has no place for. Default `create`. */
  extendedFields?: ExtendedFieldsUse | undefined;
  /** Told of each try before it is sent. What it throws is reported, and changes nothing. */
  onRequest?: ((request: RequestInfo) => void) | undefined;
  /** Told of each try once it is over. What it throws is reported, and changes nothing. */
  onResponse?: ((response: ResponseInfo) => void) | undefined;
}

/** Make the field if it is missing, use it only where the site has it, or leave it alone. */
export type ExtendedFieldsUse = 'create' | 'existing' | 'off';

/** As much of `fetch` as is used. */
export type Fetch = (url: string, init: FetchInit) => PromiseLike<FetchResponse> | FetchResponse;

/** What `fetch` is called with: plain data but for the signal. */
export interface FetchInit {
  method: RequestInfo['method'];
  headers: Record<string, string>;
  /** JSON; absent from a GET. */
  body?: string;
  /** Always: a redirect would carry contact data elsewhere. */
  redirect: 'manual';
  /** Absent where the platform has no AbortController, or one that its fetch refuses. */
  signal?: AbortSignal;
}

/** As much of a Response as is read. */
export interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
  /** Read where there is no `text`. */
  json?(): Promise<unknown>;
}

/** A try of a request. It never holds the token. */
export interface RequestInfo {
  method: 'GET' | 'POST' | 'PATCH';
  url: string;
  /** From 1. */
  attempt: number;
}

/** What came of a try. */
export interface ResponseInfo extends RequestInfo {
  /** The HTTP status; 0 where no answer came. */
  status: number;
  /** The answer's `x-wix-request-id`, which Wix support asks for. */
  requestId: string | undefined;
  /** From the request to the end of the answer, in milliseconds. */
  durationMs: number;
}

/** Where the wasm is: its URL, a Response, its bytes, or the compiled module. */
export type WasmSource = string | URL | Response | BufferSource | WebAssembly.Module;
