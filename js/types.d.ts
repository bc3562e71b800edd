// The types that apps see. Fields and limits are from spec/000_a6ad17815c0cdfad.txt or, where the official page says
// nothing, from spec/wix-contacts-sdk.md. The types of the REST API are in v4.d.ts.

import type { WixContactsError, WixErrorType } from './error.js';

/** Gets the error type, a string of `Wix.Error` as in the original SDK, and the error. */
export type OnFailure = (errorType: WixErrorType, error: WixContactsError) => void;

/** Options of every call that returns a promise. */
export interface CallOptions {
  /** Aborts the call. It then rejects at once, with the code ABORTED. */
  signal?: AbortSignal | undefined;
}

// --- Contacts ---

/** A contact. All lists, `name` and `company` always exist, so they need no guard. */
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

/** The parts of a name; `''` if unset. */
export interface ContactName {
  prefix: string;
  first: string;
  middle: string;
  last: string;
  suffix: string;
}

/** A contact's company; `''` if unset. */
export interface ContactCompany {
  /** Position or role. */
  role: string;
  name: string;
}

/** The members that the items of all lists have. */
export interface ContactItem {
  /** Its position in the list, from 1. It may change when the contact changes. */
  id: number;
  /** Free text like `home` or `work`; `other` if the item has none. Tags need not be unique. */
  tag: string;
}

/** An email of a contact. */
export interface ContactEmail extends ContactItem {
  email: string;
  /** Only on the primary email: Contacts v4 has no status of the others. */
  emailStatus?: EmailStatus;
  /** Only on the primary email, once known. Never `COMPLAINT`, `REJECTED` or `DEFERRAL`. */
  deliveryStatus?: DeliveryStatus;
}

/** A phone of a contact. */
export interface ContactPhone extends ContactItem {
  /** As it was entered. */
  phone: string;
  /** In E.164 form, like `+14156395555`; absent if the country is unknown. */
  normalizedPhone?: string;
}

/** An address; unset parts are absent. */
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

/** A URL of a contact, for example a profile. */
export interface ContactUrl extends ContactItem {
  url: string;
}

/** An important date of a contact. */
export interface ContactDate extends ContactItem {
  /** As ISO 8601. */
  date: string;
}

/** A link, as in the original SDK. */
export interface ContactLink {
  href: string;
  rel: string;
}

/** Which mail may be sent to an email: none, only transactional mail (the default), or newsletters, too. */
export type EmailStatus = 'optOut' | 'transactional' | 'recurring';

/** What happened to mail to an email. */
export type DeliveryStatus = 'VALID' | 'SPAM' | 'COMPLAINT' | 'REJECTED' | 'DEFERRAL' | 'BOUNCE';

// --- getContacts ---

/** Which contacts to get, and how many per page. */
export interface GetContactsOptions {
  /** Contacts with any of these labels, by key, legacy id or display name. Without one: all contacts. */
  label?: string | readonly string[] | null | undefined;
  /** Contacts per page: an integer from 1 to 500, or its decimal string. Default 25. */
  pageSize?: number | `${number}` | null | undefined;
}

/**
 * A page of contacts, newest first, with moves to the next and the previous page. If contacts are created or deleted in
 * the meantime, no other contact appears twice or is skipped.
 */
export interface WixDataCursor {
  /** The contacts of the current page. */
  getData(): Contact[];
  /** The page size that is used. */
  getPageSize(): number;
  /** How many contacts the cursor had when it was made; the number known so far if the server does not count them. */
  getTotal(): number;
  /** Whether there is a page after the current one. */
  hasNext(): boolean;
  /** Whether there is a page before the current one. */
  hasPrevious(): boolean;
  /**
   * Moves this cursor to the next page. At the end it does not move, and onSuccess gets an empty page. After a failure it
   * has not moved either, and can be moved again. Overlapping calls move it once.
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
  /** Every contact from the current page on, page by page. The cursor does not move. */
  [Symbol.asyncIterator](): AsyncGenerator<Contact, void, undefined>;
  /** Never needed: the garbage collector releases a cursor and its pages. */
  free(): void;
}

/** An array of contacts that also has every method of its cursor. The methods do not appear in JSON or loops. */
export interface ContactPage extends Array<Contact>, WixDataCursor {
  /** Only the contacts of this page, as in any loop over an array. To read on, iterate the cursor. */
  [Symbol.asyncIterator](): AsyncGenerator<Contact, void, undefined>;
}

// --- reconcileContact ---

/**
 * What an app knows about a contact. Without a usable email or phone, the call fails with BAD_REQUEST. Null and blank
 * values count as missing. Lengths count Unicode code points. Of too long a value, only that value is rejected.
 */
export interface ContactInfo {
  name?: ContactNameInfo | null | undefined;
  /** The spelling of the official page, used if `name` is missing. */
  Name?: ContactNameInfo | null | undefined;
  /** An http or https URL. */
  picture?: string | null | undefined;
  /** An older spelling, used if `picture` is missing. */
  Picture?: string | null | undefined;
  company?: ContactCompanyInfo | null | undefined;
  /** An older spelling, used if `company` is missing. */
  Company?: ContactCompanyInfo | null | undefined;
  /** At most 50 are stored. The same limit applies to phones and addresses. */
  emails?: readonly ContactEmailInfo[] | null | undefined;
  phones?: readonly ContactPhoneInfo[] | null | undefined;
  addresses?: readonly ContactAddressInfo[] | null | undefined;
  urls?: readonly ContactUrlInfo[] | null | undefined;
  /** A date with the tag `birthday` is the birthday, a single value. */
  dates?: readonly ContactDateInfo[] | null | undefined;
}

/** A contactInfo that may contain the callbacks, as on the official page. Callbacks given as arguments override them. */
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

/** The members that the items of all lists can have. */
export interface ContactItemInfo {
  /** Ignored, so that an item of a contact can be sent as it is. */
  id?: number | null | undefined;
  /** Free text like `home` or `work`, at most 100 characters. */
  tag?: string | null | undefined;
}

/** An email to add, unless the contact has it. Case does not matter. */
export interface ContactEmailInfo extends ContactItemInfo {
  /** At most 250 characters. */
  email: string;
  /** An address that has unsubscribed is never subscribed again: `recurring` is then rejected with CONSENT. */
  emailStatus?: EmailStatus | null | undefined;
  /** `DEFERRAL` is rejected with UNSUPPORTED. */
  deliveryStatus?: DeliveryStatus | null | undefined;
}

/** A phone to add, unless the contact has its number. */
export interface ContactPhoneInfo extends ContactItemInfo {
  /** At most 30 characters. */
  phone: string;
  /** In E.164 form. It gives the country of a phone that is not in international form. */
  normalizedPhone?: string | null | undefined;
}

/** An address to add, unless the contact has it with any tag. */
export interface ContactAddressInfo extends ContactItemInfo {
  /** Street address, at most 250 characters. */
  address?: string | null | undefined;
  /** At most 100 characters. */
  neighborhood?: string | null | undefined;
  /** At most 100 characters. */
  city?: string | null | undefined;
  /** An ISO 3166-2 code with or without its country, or free text; at most 100 characters. */
  region?: string | null | undefined;
  /** An ISO 3166-1 code, or free text; at most 100 characters. */
  country?: string | null | undefined;
  /** At most 20 characters. */
  postalCode?: string | number | null | undefined;
}

/** A URL to add, unless the contact has it with any tag. */
export interface ContactUrlInfo extends ContactItemInfo {
  url: string;
}

/** A date to add, unless the contact has it with any tag. */
export interface ContactDateInfo extends ContactItemInfo {
  /** As ISO 8601. With the tag `birthday` it is the contact's birthday. */
  date: string | Date;
}

/** The result of reconcileContact. */
export interface ReconcileResult {
  /** The contact after the write. */
  contact: Contact;
  /** The same object, with the name of the official page. */
  Contact: Contact;
  /** Whether the contact was just created. */
  isNew: boolean;
  details: ReconcileDetails;
}

/** The values that were rejected, and those that the contact had before. */
export interface ReconcileDetails {
  /** The values that were sent and not stored. A value that equals the stored one counts as stored. */
  rejectedData: RejectedData[];
  /** Each value that was set before, and each item of a list. */
  existingData: ExistingData[];
}

/** A value that was sent and not stored. */
export interface RejectedData {
  /** Its path in contactInfo, for example `name.first` or `emails[1].email`. */
  field: string;
  /** The value as it was sent: a text, or a whole item of a list. */
  value: string | Record<string, unknown>;
  reason: RejectionReason;
}

/**
 * Why a value was not stored.
 *
 * - `ALREADY_SET`: the contact has a different value. Single values are never overwritten.
 * - `TOO_LONG`: it has more characters than its limit.
 * - `TOO_MANY`: the list is full; Contacts v4 holds 50 items.
 * - `INVALID`: it is not valid, for example an email without `@`.
 * - `UNSUPPORTED`: Contacts v4 has no field for it, or no space.
 * - `FORBIDDEN`: the app may not write it.
 * - `CONSENT`: the address has unsubscribed, on any contact, and is never subscribed again.
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
  /** Its path in the contact, for example `name.first` or `emails[0]`. */
  field: string;
  /** A text, or an item of a list. */
  value: string | ContactEmail | ContactPhone | ContactAddress | ContactUrl | ContactDate;
}

// --- iterateContacts ---

/** Which contacts to read, and how. */
export interface IterateContactsOptions extends CallOptions {
  /** Contacts with any of these labels, by key, legacy id or display name. Without one: all contacts. */
  label?: GetContactsOptions['label'];
  /** Contacts per request: an integer from 1 to 500, or its decimal string. Default 1000. */
  pageSize?: GetContactsOptions['pageSize'];
  /** How many pages to request at a time, and to hold at most: an integer from 1 to 32. Default 4. */
  concurrency?: number | undefined;
  /** Called for each page, before its contacts are yielded. */
  onProgress?: ((progress: IterationProgress) => void) | undefined;
}

/** The progress of an iteration. */
export interface IterationProgress {
  /** Contacts read so far. */
  done: number;
  /** All contacts; the number known so far if the server does not count them. */
  total: number;
}

// --- configure ---

/** Where to send requests, and with which credentials. Requires `authorization` or `fetch`. Undefined counts as not given. */
export interface Settings {
  /**
   * The value of the Authorization header. A function is called before every request, and once more after a 401. Never put
   * an API key in a page.
   */
  authorization?: string | (() => string | PromiseLike<string>) | undefined;
  /** The id of the site, sent as `wix-site-id`. */
  siteId?: string | undefined;
  /** Scheme, host and optional path of the API. Default `https://www.wixapis.com`. */
  baseUrl?: string | undefined;
  /**
   * Sends the requests, for example `httpClient.fetchWithAuth` of @wix/essentials. Default `globalThis.fetch`. As long as it
   * returns a function instead of a response, since its host is not ready yet, the call waits within its deadline.
   */
  fetch?: Fetch | undefined;
  /** Added to every request. The headers that the package sets override them. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** One deadline for a whole call with all its attempts; in iterateContacts, for each page. Default 30000 ms. */
  timeoutMs?: number | undefined;
  /** Retries after 429, 5xx or a network failure: an integer from 0 to 100. Default 2. */
  maxRetries?: number | undefined;
  /** Whether to prefetch the next page, once an app has called next(). Default true. */
  prefetch?: boolean | undefined;
  /** How reconcileContact may use the extended field for values that v4 has no field for. Default `create`. */
  extendedFields?: ExtendedFieldsUse | undefined;
  /** Called before each attempt. What it throws is reported, and changes nothing. */
  onRequest?: ((request: RequestInfo) => void) | undefined;
  /** Called after each attempt. What it throws is reported, and changes nothing. */
  onResponse?: ((response: ResponseInfo) => void) | undefined;
}

/** Create the field if it is missing, use it only if the site has it, or don't use it. */
export type ExtendedFieldsUse = 'create' | 'existing' | 'off';

/** The part of `fetch` that is used. */
export type Fetch = (url: string, init: FetchInit) => PromiseLike<FetchResponse> | FetchResponse;

/** The second argument of `fetch`: plain data except for the signal. */
export interface FetchInit {
  method: RequestInfo['method'];
  headers: Record<string, string>;
  /** JSON; absent for a GET. */
  body?: string;
  /** Always: a redirect would send contact data elsewhere. */
  redirect: 'manual';
  /** Absent if the platform has no AbortController, or if its fetch rejects the signal. */
  signal?: AbortSignal;
}

/** The part of a Response that is used. */
export interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
  /** Used if there is no `text`. */
  json?(): Promise<unknown>;
}

/** An attempt of a request. It never contains the token. */
export interface RequestInfo {
  method: 'GET' | 'POST' | 'PATCH';
  url: string;
  /** From 1. */
  attempt: number;
}

/** The outcome of an attempt. */
export interface ResponseInfo extends RequestInfo {
  /** The HTTP status; 0 if there was no response. */
  status: number;
  /** The response's `x-wix-request-id`, which Wix support asks for. */
  requestId: string | undefined;
  /** From the request to the end of the response, in milliseconds. */
  durationMs: number;
}

/** A wasm file: its URL, a Response, its bytes, or the compiled module. */
export type WasmSource = string | URL | Response | BufferSource | WebAssembly.Module;
