// Web addresses, as other programs take them.

// A host with a port looks like a scheme, too.
const SCHEME = /^(?:tel:|[a-z][a-z\d+-]*:(?!\d))/i;

/** The address that a text means, or undefined. One without a scheme is of the web, as browsers take it. */
export function webAddress(text = '') {
  const trimmed = text.trim();
  if (!trimmed) return undefined;
  return parsed(SCHEME.test(trimmed) ? trimmed : `https://${trimmed.replace(/^\/\//, '')}`);
}

/** Safari 16 has no URL.canParse. */
function parsed(text) {
  try {
    return new URL(text).href;
  } catch {
    return undefined;
  }
}
