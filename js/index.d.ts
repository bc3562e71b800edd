import type * as promises from './promises.js';
import type {
  Contact,
  ContactInfoWithCallbacks,
  GetContactsOptions,
  OnFailure,
  ReconcileResult,
  Settings,
  WasmSource,
  WixDataCursor,
} from './types.js';
import type * as v4 from './v4.js';

export * from './error.js';
export * from './types.js';

/**
 * Gets a contact by its id.
 *
 * Calls exactly one of the callbacks, once and asynchronously. Fails with NOT_FOUND if the contact does not exist, and
 * with BAD_REQUEST if the id is blank.
 *
 * @param id the id of the contact, a GUID
 * @throws TypeError if an argument has the wrong type
 */
export declare function getContactById(
  id: string,
  onSuccess: (contact: Contact) => void,
  onFailure: OnFailure,
): void;

/**
 * Gets a cursor over the contacts of the site, newest first.
 *
 * Calls exactly one of the callbacks, once and asynchronously. Fails with BAD_REQUEST if pageSize is not an integer from
 * 1 to 500. Unknown labels give an empty cursor. Without onFailure, an error is reported as uncaught.
 *
 * @throws TypeError if options is not an object, or onSuccess not a function
 */
export declare function getContacts(
  options: GetContactsOptions | null,
  onSuccess: (cursor: WixDataCursor) => void,
  onFailure?: OnFailure | null,
): void;

/**
 * Creates a contact, or adds to the one that has the same email or phone. It never overwrites a value.
 *
 * Calls exactly one of the callbacks, once and asynchronously. Fails with BAD_REQUEST if there is no usable email or
 * phone, and with INVALID_SCHEMA if contactInfo has the wrong shape. Without onFailure, an error is reported as uncaught.
 *
 * @param contactInfo may contain the callbacks, too
 * @throws TypeError if an argument has the wrong type
 */
export declare function reconcileContact(
  contactInfo: ContactInfoWithCallbacks,
  onSuccess?: ((result: ReconcileResult) => void) | null,
  onFailure?: OnFailure | null,
): void;

/**
 * Sets where the functions of this module send requests, and with which credentials. Each call replaces all settings:
 * options that are not given get their defaults.
 *
 * @throws TypeError that names the option which is unknown or has the wrong type
 */
export declare function configure(options: Settings): void;

/**
 * Makes an instance with its own settings, independent of `configure`.
 *
 * @throws TypeError that names the option which is unknown or has the wrong type
 */
export declare function createContacts(options: Settings): Contacts;

/** An instance: the functions of every entry, with its own settings. */
export interface Contacts {
  /** As getContactById of `wix-contacts`. */
  getContactById: typeof getContactById;
  /** As getContacts of `wix-contacts`. */
  getContacts: typeof getContacts;
  /** As reconcileContact of `wix-contacts`. */
  reconcileContact: typeof reconcileContact;
  /** As `wix-contacts/promises`. */
  promises: typeof promises;
  /** As `wix-contacts/v4`. */
  v4: typeof v4;
}

/**
 * Waits until the core of the wasm is loaded, or sets where the wasm is. Calling it is optional: calls made before wait
 * for the wasm. The deferred module is loaded when it is first needed: by `reconcileContact`, `iterateContacts`,
 * `listContacts`, by `getContacts` with a label, by moving or iterating a cursor, and by contacts with details that an
 * app stored.
 *
 * @param core where `wix_contacts_bg.wasm` is; by default next to this module
 * @param deferred where `wix_contacts_deferred_bg.wasm` is; by default next to the core, if the core's URL has its file
 * name
 * @returns a promise that rejects with the code LOAD_FAILED; the next call tries again
 */
export declare function ready(
  core?: WasmSource | PromiseLike<WasmSource>,
  deferred?: WasmSource | PromiseLike<WasmSource>,
): Promise<void>;

/** The version of this package, for example `1.2.3`. */
export declare const VERSION: string;
