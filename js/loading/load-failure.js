// Why a file of the wasm could not be loaded, as far as that shows, and what to do about that alone. What hosts say of it was
// heard from Chromium 156, Firefox 153, Node 20, 22 and 24, and workerd 1.2026.

import { WixContactsError, WixError } from '../host/error.js';

const BESIDE =
  'that FILE is served beside the code that loads it, or call ready(core, rest) with the addresses of both files.';
const AGAIN = 'The next call tries again.';

/**
 * How a cause shows, and the words for it: the first that fits is told. What js/instance.js or lookAt see by themselves, they
 * say in words that stand here.
 */
const CAUSES = [
  [/WebAssembly is not defined/, 'This host has no WebAssembly, or it is switched off.'],
  [
    /disallowed by embedder/,
    'This host compiles no bytes: import both files of wasm as modules, and give them to ready(core, rest).',
  ],
  [
    /unsafe-eval|Content Security Policy|blocked by CSP/i,
    "The page's Content-Security-Policy forbids it: add 'wasm-unsafe-eval' to script-src.",
  ],
  [/connect-src/, "The page's Content-Security-Policy forbids to fetch FILE: add its origin to connect-src."],
  [/fetch is not/, 'This host has no fetch: give ready(core, rest) the bytes of both files.'],
  [/is a page of HTML|found 3c/, `A page of HTML came in place of FILE: check ${BESIDE}`],
  [/answered with (404|410)|ENOENT/, `FILE was not found: check ${BESIDE}`],
  [/answered with (\d+)/, `FILE was answered with $1: see the log of its server. ${AGAIN}`],
  [/is no wasm|magic|is empty|off end @\+0/, 'FILE is no wasm: put it there as it is in the package.'],
  [
    /past end|fell off|unexpected end|too big|out of memory/,
    'Only a part of FILE came: put all of it there, and see that no proxy cuts it.',
  ],
  [
    /^LinkError|is not a function/,
    'FILE is of another version than the code that loads it: load the page anew, and deploy both together.',
  ],
  [
    /^CompileError/,
    'FILE is damaged, or this host too old: put it there as it is in the package, or use a newer one.',
  ],
  [/did not come in time/, `FILE took longer than half a minute: check the network. ${AGAIN}`],
  [/is offline/, `The browser is offline. ${AGAIN}`],
  [
    /opened as a file/,
    'A page that is opened as a file can fetch nothing: serve it, or import wix-contacts/inline.',
  ],
  [
    /another origin/,
    'FILE is on another origin, which must allow this page to read it, by Access-Control-Allow-Origin.',
  ],
  [
    /fetch|network|load failed|terminated|aborted/i,
    `The connection was lost, or something blocked it: check the network and content blockers. ${AGAIN}`,
  ],
  [/./, `Check ${BESIDE}`],
];

/** A file of the wasm could not be loaded. */
export function loadFailed(thrown, file) {
  const { cause, sign } = thrown instanceof Unreachable ? thrown : { cause: thrown, sign: '' };
  const text = `${cause?.name}: ${cause?.message ?? cause} ${sign}`.trim();
  const [pattern, words] = CAUSES.find(([pattern]) => pattern.test(text));
  const [, status] = text.match(pattern);
  const remedy = words.replaceAll('FILE', file).replace('$1', status);
  return new WixContactsError(`The wasm of wix-contacts could not be loaded. ${remedy}`, {
    errorType: WixError.WIX_ERROR,
    code: 'LOAD_FAILED',
    retryable: true,
    cause,
  });
}

/** A fetch that failed, and what a closer look showed: a browser tells all such failures by the same words. */
export class Unreachable {
  constructor(cause, sign) {
    this.cause = cause;
    this.sign = sign;
  }
}

/** How long a closer look may take, and how long after it a browser tells what a policy has forbidden, in milliseconds. */
const LOOK = 3000;
const REPORT = 100;

/** What can be found out about an address that could not be fetched. */
export async function lookAt(address) {
  const { location, navigator } = globalThis;
  if (navigator?.onLine === false) return 'is offline';
  // Elsewhere there are neither policies nor origins.
  if (!location) return '';
  if (location.protocol === 'file:') return 'opened as a file';
  let sign = '';
  const note = () => {
    sign = 'connect-src';
  };
  globalThis.addEventListener('securitypolicyviolation', note);
  // So a browser asks everyone, though it shows no answer.
  const asked = fetch(address, { mode: 'no-cors' }).then(
    () => 'answered',
    () => pause(REPORT),
  );
  const answered = await Promise.race([asked, pause(LOOK)]);
  globalThis.removeEventListener('securitypolicyviolation', note);
  const isForeign = new URL(address, location.href).origin !== location.origin;
  return answered && isForeign ? 'another origin' : sign;
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
