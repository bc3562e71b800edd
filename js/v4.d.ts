// The REST call List Contacts (spec/003_3f674c64945d416b.txt), and the contact of v4 (spec/contacts-v4.md, section 2).

import type { CallOptions } from './types.js';

export type { CallOptions };

/**
 * Lists up to 1,000 contacts of v4. Returns the response unchanged.
 *
 * @returns a promise that rejects with a WixContactsError: BAD_REQUEST with the code UNSUPPORTED_SORT_FIELD or
 * ILLEGAL_LIMIT, or for parameters of the wrong type
 */
export declare function listContacts(
  parameters?: ListContactsParameters,
  options?: CallOptions,
): Promise<ListContactsResponse>;

/** Which contacts, in which order, and which of their fields. */
export interface ListContactsParameters {
  sort?: V4Sort;
  paging?: V4Paging;
  /** Fields to return besides `id` and `revision`, in addition to those of `fieldsets`. Without either: all. */
  fields?: readonly V4Field[];
  /** Named groups of fields to return. */
  fieldsets?: readonly V4Fieldset[];
}

/** The order of the contacts. */
export interface V4Sort {
  fieldName: V4SortField;
  /** Default `ASC`. */
  order?: 'ASC' | 'DESC';
}

/** Which part of the contacts. */
export interface V4Paging {
  /** An integer from 0 to 1000. Default 50. */
  limit?: number;
  /** How many contacts to skip, in the current order. */
  offset?: number;
}

/** The fields that contacts can be sorted by. */
export type V4SortField =
  | 'createdDate'
  | 'lastActivity.activityDate'
  | 'primaryInfo.email'
  | 'info.name.first'
  | 'info.name.last'
  | 'info.company'
  | 'info.jobTitle'
  | 'info.birthdate';

/** The fields that can be requested. */
export type V4Field =
  | 'source'
  | 'createdDate'
  | 'updatedDate'
  | 'lastActivity'
  | 'primaryInfo'
  | 'info.name'
  | 'info.emails'
  | 'info.phones'
  | 'info.addresses'
  | 'info.company'
  | 'info.jobTitle'
  | 'info.picture'
  | 'info.birthdate'
  | 'info.locale'
  | 'info.labelKeys'
  | 'info.locations'
  | 'info.extendedFields';

/** Named groups of fields: the name; emails, phones and addresses; extended fields; everything. */
export type V4Fieldset = 'BASIC' | 'COMMUNICATION_DETAILS' | 'EXTENDED' | 'FULL';

/** The response, unchanged. */
export interface ListContactsResponse {
  contacts: V4Contact[];
  pagingMetadata: V4PagingMetadata;
}

/** Which part of all contacts a response has. */
export interface V4PagingMetadata {
  /** Contacts in this response. */
  count: number;
  offset: number;
  /** All contacts; absent if there are too many to count. */
  total?: number;
  tooManyToCount?: boolean;
  hasNext?: boolean;
}

/** A contact of v4. Fields that were not requested or are not set are absent. */
export interface V4Contact {
  /** A GUID. */
  id: string;
  /** Counts the changes of the contact. */
  revision: number;
  source?: { sourceType: string; appId?: string; wixAppId?: string };
  /** As RFC 3339, in UTC. */
  createdDate?: string;
  /** As RFC 3339, in UTC. */
  updatedDate?: string;
  lastActivity?: { activityDate: string; activityType: string };
  /** The primary email and phone. */
  primaryInfo?: { email?: string; phone?: string };
  /** Older responses have the picture here. */
  picture?: V4Image;
  info?: V4ContactInfo;
  primaryEmail?: V4PrimaryEmail;
  primaryPhone?: V4PrimaryPhone;
}

/** The details of a contact. */
export interface V4ContactInfo {
  name?: { first?: string; last?: string };
  emails?: V4List<V4Email>;
  phones?: V4List<V4Phone>;
  addresses?: V4List<V4TaggedAddress>;
  company?: string;
  jobTitle?: string;
  /** `YYYY-MM-DD`. */
  birthdate?: string;
  locale?: string;
  labelKeys?: V4List<string>;
  locations?: V4List<string>;
  /** By key, for example `custom.color` or `emailSubscriptions.subscriptionStatus`; unset fields are absent. */
  extendedFields?: { items?: Record<string, string | number | boolean> };
  picture?: { image?: V4Image; imageProvider?: 'UNKNOWN' | 'EXTERNAL' | 'WIX_MEDIA' };
}

/** A list. If it is empty, it may be absent, `{}` or `{items: []}`. */
export interface V4List<T> {
  items?: T[];
}

/** An email of at most 320 characters; at most 50 of them. */
export interface V4Email {
  id?: string;
  tag?: 'UNTAGGED' | 'MAIN' | 'HOME' | 'WORK';
  email: string;
  primary?: boolean;
}

/** A phone of at most 50 characters; at most 50 of them. */
export interface V4Phone {
  id?: string;
  tag?: 'UNTAGGED' | 'MAIN' | 'HOME' | 'MOBILE' | 'WORK' | 'FAX';
  /** An ISO 3166-1 code. */
  countryCode?: string;
  phone: string;
  /** Absent if phone and countryCode are not a valid number. */
  e164Phone?: string;
  formattedPhone?: string;
  primary?: boolean;
}

/** An address and its tag; at most 50 of them. */
export interface V4TaggedAddress {
  id?: string;
  tag?: 'UNTAGGED' | 'HOME' | 'WORK' | 'BILLING' | 'SHIPPING';
  address?: V4Address;
}

/** Has either `addressLine` or `streetAddress`. */
export interface V4Address {
  addressLine?: string;
  streetAddress?: { number?: string; name?: string; apt?: string; formattedAddressLine?: string };
  addressLine2?: string;
  city?: string;
  /** An ISO 3166-2 code, for example `US-ME`. */
  subdivision?: string;
  /** An ISO 3166-1 code. */
  country?: string;
  postalCode?: string;
  formattedAddress?: string;
  hint?: string;
  geocode?: { latitude: number; longitude: number };
  countryFullname?: string;
}

/** An image in Wix media or elsewhere. */
export interface V4Image {
  id?: string;
  url?: string;
  height?: number;
  width?: number;
  altText?: string;
  filename?: string;
}

/** Whether newsletters may be sent. */
export type V4SubscriptionStatus =
  | 'NO_SUBSCRIPTION_STATUS'
  | 'NOT_SET'
  | 'PENDING'
  | 'SUBSCRIBED'
  | 'UNSUBSCRIBED';

/** The primary email and its statuses. */
export interface V4PrimaryEmail {
  email?: string;
  subscriptionStatus?: V4SubscriptionStatus;
  deliverabilityStatus?: 'NOT_SET' | 'VALID' | 'BOUNCED' | 'SPAM_COMPLAINT' | 'INACTIVE';
}

/** The primary phone and its statuses. */
export interface V4PrimaryPhone {
  countryCode?: string;
  e164Phone?: string;
  formattedPhone?: string;
  phone?: string;
  subscriptionStatus?: V4SubscriptionStatus;
  deliverabilityStatus?: 'NO_PHONE_DELIVERABILITY_STATUS' | 'NOT_SET';
}
