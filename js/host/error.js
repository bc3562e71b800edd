/** The error types of the original SDK; each value equals its name. */
export const WixError = Object.freeze({
  WIX_ERROR: 'WIX_ERROR',
  NOT_FOUND: 'NOT_FOUND',
  BAD_REQUEST: 'BAD_REQUEST',
  INVALID_SCHEMA: 'INVALID_SCHEMA',
  FORBIDDEN: 'FORBIDDEN',
});

/** The error of every failed call; onFailure gets it as its second argument. */
export class WixContactsError extends Error {
  constructor(message, { cause, ...details }) {
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, details);
  }

  get name() {
    return 'WixContactsError';
  }
}

/** An argument is invalid. */
export function badRequest(message) {
  return new WixContactsError(message, {
    errorType: WixError.BAD_REQUEST,
    code: 'INVALID_ARGUMENT',
    retryable: false,
  });
}

/** The call's signal was aborted. */
export function aborted(signal) {
  return new WixContactsError('The call was aborted by its signal.', {
    errorType: WixError.WIX_ERROR,
    code: 'ABORTED',
    retryable: false,
    cause: signal.reason,
  });
}

/** A bug in this package. */
export function internal(cause) {
  return new WixContactsError(
    'An internal error of wix-contacts: please report it. The next call starts afresh.',
    { errorType: WixError.WIX_ERROR, code: 'INTERNAL', retryable: false, cause },
  );
}
