import type {
  CallOptions,
  Contact,
  ContactInfo,
  GetContactsOptions,
  IterateContactsOptions,
  ReconcileResult,
  WixDataCursor,
} from './types.js';

export * from './types.js';

/**
 * Gets a contact by its id, a GUID.
 *
 * @returns a promise that rejects with a WixContactsError: NOT_FOUND if the contact does not exist
 */
export declare function getContactById(id: string, options?: CallOptions): Promise<Contact>;

/**
 * Gets a cursor over the contacts of the site, newest first; `for await (const contact of cursor)` reads them all.
 *
 * @returns a promise that rejects with a WixContactsError: BAD_REQUEST if pageSize is not an integer from 1 to 500
 */
export declare function getContacts(
  options?: GetContactsOptions | null,
  callOptions?: CallOptions,
): Promise<WixDataCursor>;

/**
 * Creates a contact, or adds to the one that has the same email or phone. It never overwrites a value.
 *
 * @returns a promise that rejects with a WixContactsError: BAD_REQUEST if there is no usable email or phone,
 * INVALID_SCHEMA if contactInfo has the wrong shape
 */
export declare function reconcileContact(
  contactInfo: ContactInfo,
  options?: CallOptions,
): Promise<ReconcileResult>;

/**
 * Every contact of the site or of some labels, newest first and each once. It reads pages ahead; leaving the loop aborts
 * requests in flight. Throws a WixContactsError.
 *
 * @example
 * for await (const contact of iterateContacts({ label: 'customers' })) console.log(contact.name.first);
 */
export declare function iterateContacts(
  options?: IterateContactsOptions,
): AsyncGenerator<Contact, void, undefined>;
