// The failures of every call. The strings are those of spec/wix-contacts-sdk.md, Errors; the codes of the API those of
// spec/contacts-v4.md, section 4.

/** What onFailure gets first, as in the original SDK. */
export type WixErrorType = 'WIX_ERROR' | 'NOT_FOUND' | 'BAD_REQUEST' | 'INVALID_SCHEMA' | 'FORBIDDEN';

/**
 * The error types of the original SDK; each value equals its name.
 *
 * - `NOT_FOUND`: there is no such contact.
 * - `BAD_REQUEST`: an argument or option is of no use, or `configure` was not called.
 * - `INVALID_SCHEMA`: contactInfo has the wrong shape, or holds a value that the API refuses.
 * - `FORBIDDEN`: the token is refused, or lacks a permission.
 * - `WIX_ERROR`: everything else.
 */
export declare const WixError: { readonly [Type in WixErrorType]: Type };

/** Codes of this package; the server was not asked, or gave no code. */
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

/** Application codes of Contacts v4 that the calls of this package can meet. */
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

/** What went wrong, more exactly than the error type says. The API may have codes that are not listed here. */
export type WixContactsErrorCode = PackageErrorCode | ContactsErrorCode | (string & {});

/** A value that the API refused, in its own words. */
export interface FieldViolation {
  /** Its path in the request, such as `info.company`. */
  field: string;
  description: string;
  /** Such as `MAX_LENGTH` or `FORMAT`. */
  violatedRule?: string;
  ruleName?: string;
  data?: Record<string, unknown>;
}

/**
 * Every failure of this package: the second argument of onFailure, and what promises reject with. Its message says what
 * happened and what to do, and holds no token and no contact data.
 */
export declare class WixContactsError extends Error {
  private constructor();
  readonly name: 'WixContactsError';
  readonly errorType: WixErrorType;
  /** What went wrong, more exactly than `errorType` says. */
  readonly code: WixContactsErrorCode;
  /** The HTTP status of the answer, if there was one. */
  readonly status?: number;
  /** The answer's `x-wix-request-id`, which Wix support asks for. */
  readonly requestId?: string;
  /** What the API found wrong with the values that were sent. */
  readonly fieldViolations?: FieldViolation[];
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  /** The server's body, or the original exception. */
  readonly cause?: unknown;
}
