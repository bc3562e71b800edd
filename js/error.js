/** The error types of the original SDK; each value equals its name. */
export const WixError = Object.freeze({
  WIX_ERROR: 'WIX_ERROR',
  NOT_FOUND: 'NOT_FOUND',
  BAD_REQUEST: 'BAD_REQUEST',
  INVALID_SCHEMA: 'INVALID_SCHEMA',
  FORBIDDEN: 'FORBIDDEN',
});

/** Every failure of this package; onFailure gets it as its second argument. */
export class WixContactsError extends Error {
  constructor(message, { cause, ...details }) {
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, details);
  }

  get name() {
    return 'WixContactsError';
  }
}

/** An argument that is of no use. */
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

/** A file of the wasm could not be loaded. */
export function loadFailed(cause, file) {
  return new WixContactsError(`The wasm of wix-contacts could not be loaded. ${remedy(cause, file)}`, {
    errorType: WixError.WIX_ERROR,
    code: 'LOAD_FAILED',
    retryable: true,
    cause,
  });
}

/** A bug in this package. */
export function internal(cause) {
  return new WixContactsError(
    'An internal error of wix-contacts: please report it. The next call starts afresh.',
    { errorType: WixError.WIX_ERROR, code: 'INTERNAL', retryable: false, cause },
  );
}

function remedy(cause, file) {
  const text = `${cause?.name}: ${cause?.message ?? cause}`;
  if (/unsafe-eval|Content Security Policy|blocked by CSP/i.test(text)) {
    return "The page's Content-Security-Policy forbids it: add 'wasm-unsafe-eval' to script-src.";
  }
  if (typeof WebAssembly === 'undefined') return 'This browser has no WebAssembly, or it is switched off.';
  if (/^(CompileError|LinkError)/.test(text)) {
    return `The server gave something else for ${file}, such as a page of HTML or another version, or the browser is too old: serve that file, or call ready(core, rest) with the addresses of both files.`;
  }
  if (/^(AbortError|TimeoutError|TypeError.*(fetch|network|load failed))/i.test(text)) {
    return "It was blocked, or the connection lost: check the network, content blockers, and connect-src of the page's Content-Security-Policy.";
  }
  return `Check that ${file} is served beside the code that loads it, or call ready(core, rest) with the addresses of both files.`;
}
