// The errors of all calls. The error types are in spec/wix-contacts-sdk.md, Errors; the codes of the API in
// spec/contacts-v4.md, section 4.

/** The first argument of onFailure, as in the original SDK. */
export type WixErrorType = 'WIX_ERROR' | 'NOT_FOUND' | 'BAD_REQUEST' | 'INVALID_SCHEMA' | 'FORBIDDEN';

/**
 * The error types of the original SDK; each value equals its name.
 *
 * - `NOT_FOUND`: the contact does not exist.
 * - `BAD_REQUEST`: an argument or option is invalid, or `configure` was not called.
 * - `INVALID_SCHEMA`: contactInfo has the wrong shape, or has a value that the API rejects.
 * - `FORBIDDEN`: the token is invalid, or lacks a permission.
 * - `WIX_ERROR`: everything else.
 */
export declare const WixError: { readonly [Type in WixErrorType]: Type };

/** Codes of this package, where the server was not asked or gave no code. */
export type PackageErrorCode =
  | 'INVALID_ARGUMENT'
  | 'NOT_CONFIGURED'
  | 'LOAD_FAILED'
  | 'AUTHORIZATION'
  | 'NETWORK'
  | 'TIMEOUT'
  | 'ABORTED'
  | 'INVALID_RESPONSE'
  | 'INTERNAL'
  | `HTTP_${number}`;

/** Application codes of Contacts v4 that the calls of this package can get. */
export type ContactsErrorCode =
  | 'CONTACT_NOT_FOUND'
  | 'CONTACT_ALREADY_CHANGED'
  | 'DUPLICATE_CONTACT_EXISTS'
  | 'CANNOT_HAVE_MULTIPLE_PRIMARY_INFO'
  | 'CANNOT_UPDATE_MEMBER_EMAIL'
  | 'ILLEGAL_LIMIT'
  | 'INSUFFICIENT_CONTACT_DATA'
  | 'INVALID_EXTENDED_FIELD_VALUE'
  | 'UNSUPPORTED_SORT_FIELD';

/** The exact cause of an error. The API may have codes that are not listed here. */
export type WixContactsErrorCode = PackageErrorCode | ContactsErrorCode | (string & {});

/** A value that the API rejected, as the API describes it. */
export interface FieldViolation {
  /** Its path in the request, such as `info.company`. */
  field: string;
  description: string;
  /** For example `MAX_LENGTH` or `FORMAT`. */
  violatedRule?: string;
  ruleName?: string;
  data?: Record<string, unknown>;
}

/**
 * The error of every failed call: the second argument of onFailure, and the reason of a rejected promise. Its message says
 * what happened and what to do. It has no token and no contact data.
 */
export declare class WixContactsError extends Error {
  private constructor();
  readonly name: 'WixContactsError';
  readonly errorType: WixErrorType;
  /** The exact cause. */
  readonly code: WixContactsErrorCode;
  /** The HTTP status, if there was a response. */
  readonly status?: number;
  /** The response's `x-wix-request-id`, which Wix support asks for. */
  readonly requestId?: string;
  /** The values that the API rejected, and why. */
  readonly fieldViolations?: FieldViolation[];
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  /** The body of the response, or the original exception. */
  readonly cause?: unknown;
}
