const isString = (value) => typeof value === 'string';
const isFunction = (value) => typeof value === 'function';
const isBoolean = (value) => typeof value === 'boolean';
const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isHeaderValue = (value) =>
  isString(value) && value.trim() !== '' && /^[\t\x20-\x7e\x80-\xff]+$/.test(value);
const isHeaderName = (name) => /^[!#$%&'*+.^_`|~\w-]+$/.test(name);
/** The longest delay of setTimeout. */
const MAX_TIMEOUT = 2 ** 31 - 1;

/** What each option must be: a test, and the text for the error message. */
const OPTIONS = {
  authorization: [
    (value) => isFunction(value) || isHeaderValue(value),
    'a string that a header can carry, or a function that gives one',
  ],
  siteId: [isHeaderValue, 'a string that a header can carry'],
  baseUrl: [isBaseUrl, "a URL such as 'https://www.wixapis.com': scheme, host and, if need be, a path"],
  fetch: [isFunction, 'a function'],
  headers: [isHeaders, 'an object of header names and strings that a header can carry'],
  timeoutMs: [
    (value) => Number.isFinite(value) && value > 0 && value <= MAX_TIMEOUT,
    'a number of milliseconds above 0',
  ],
  maxRetries: [(value) => Number.isInteger(value) && value >= 0 && value <= 100, 'an integer from 0 to 100'],
  prefetch: [isBoolean, 'a boolean'],
  extendedFields: [(value) => ['create', 'existing', 'off'].includes(value), "'create', 'existing' or 'off'"],
  onRequest: [isFunction, 'a function'],
  onResponse: [isFunction, 'a function'],
};

/** Checks and copies the options. Undefined counts as not given. */
export function checkSettings(options) {
  if (!isRecord(options)) {
    throw new TypeError('wix-contacts: the options must be an object');
  }
  const settings = {};
  for (const [key, value] of Object.entries(options)) {
    if (!Object.hasOwn(OPTIONS, key)) {
      throw new TypeError(
        `wix-contacts: unknown option ${key}; there are ${Object.keys(OPTIONS).join(', ')}`,
      );
    }
    if (value === undefined) continue;
    const [test, words] = OPTIONS[key];
    if (!test(value)) throw new TypeError(`wix-contacts: ${key} must be ${words}`);
    settings[key] = key === 'headers' ? { ...value } : value;
  }
  return settings;
}

function isBaseUrl(value) {
  const url = isString(value) && parse(value);
  if (!url) return false;
  const { protocol, username, password } = url;
  return /^https?:$/.test(protocol) && !username && !password && !/[?#]/.test(value);
}

/** Safari 16 has no URL.canParse. */
function parse(text) {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function isHeaders(value) {
  return (
    isRecord(value) &&
    Object.entries(value).every(([name, text]) => isHeaderName(name) && isHeaderValue(text))
  );
}
