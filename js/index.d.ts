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
 * Exactly one of the callbacks is called, once, later. It fails with NOT_FOUND if there is no such contact, and with
 * BAD_REQUEST for a blank id.
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
 * Exactly one of the callbacks is called, once, later. It fails with BAD_REQUEST for a pageSize that is no integer from
 * 1 to 500. Labels that match nothing give an empty cursor. A failure that nobody listens to is reported as uncaught.
 *
 * @throws TypeError if options are no object, or onSuccess is no function
 */
export declare function getContacts(
  options: GetContactsOptions | null,
  onSuccess: (cursor: WixDataCursor) => void,
  onFailure?: OnFailure | null,
): void;

/**
 * Creates a contact, or adds to the one that has the same email or phone; what that has already is never overwritten.
 *
 * Exactly one of the callbacks is called, once, later. It fails with BAD_REQUEST if there is no usable email or phone,
 * and with INVALID_SCHEMA if contactInfo has the wrong shape. A failure that nobody listens to is reported as uncaught.
 *
 * @param contactInfo may hold the callbacks, too
 * @throws TypeError if an argument has the wrong type
 */
export declare function reconcileContact(
  contactInfo: ContactInfoWithCallbacks,
  onSuccess?: ((result: ReconcileResult) => void) | null,
  onFailure?: OnFailure | null,
): void;

/**
 * Sets where the requests of this module go, and as whom. Each call begins anew: what it does not name has its default.
 *
 * @throws TypeError that names the option which is unknown or has the wrong type
 */
export declare function configure(options: Settings): void;

/**
 * Makes an instance with settings of its own, independent of `configure`.
 *
 * @throws TypeError that names the option which is unknown or has the wrong type
 */
export declare function createContacts(options: Settings): Contacts;

/** What createContacts gives: the functions of every entry, over settings of their own. */
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
 * Waits until the core of the wasm is loaded, or says where the wasm is. There is no need to: calls made before are queued
 * and answered. The rest is loaded when it is first needed: by `reconcileContact`, `iterateContacts`, `listContacts`, by
 * `getContacts` with a label, by moves of a cursor and reading on from it, and by contacts with details that an app stored.
 *
 * @param core where `wix_contacts_bg.wasm` is; by default beside this module
 * @param rest where `wix_contacts_rest_bg.wasm` is; by default beside the core, where that has an address with this name
 * @returns a promise that rejects with the code LOAD_FAILED; the next call tries again
 */
export declare function ready(
  core?: WasmSource | PromiseLike<WasmSource>,
  rest?: WasmSource | PromiseLike<WasmSource>,
): Promise<void>;

/** The version of this package, such as `1.2.3`. */
export declare const VERSION: string;
