// Why a wasm file could not be loaded, as far as can be told, and what to do about it. The messages of hosts were collected
// from Chromium 156, Firefox 153, Node 20, 22 and 24, and workerd 1.2026.

import { WixContactsError, WixError } from '../host/error.js';

const BESIDE =
  'that FILE is served beside the code that loads it, or call ready(core, deferred) with the addresses of both files.';
const AGAIN = 'The next call tries again.';

/**
 * The patterns of causes, and the text for each. The first that matches counts. js/loading/module.js and diagnose describe what
 * they find with words that match a pattern here.
 */
const CAUSES = [
  [/WebAssembly is not defined/, 'This host has no WebAssembly, or it is switched off.'],
  [
    /disallowed by embedder/,
    'This host compiles no bytes: import both files of wasm as modules, and pass them to ready(core, deferred).',
  ],
  [
    /unsafe-eval|Content Security Policy|blocked by CSP/i,
    "The page's Content-Security-Policy forbids wasm: add 'wasm-unsafe-eval' to script-src.",
  ],
  [/connect-src/, "The page's Content-Security-Policy forbids fetching FILE: add its origin to connect-src."],
  [/fetch is not/, 'This host has no fetch: pass the bytes of both files to ready(core, deferred).'],
  [/is a page of HTML|found 3c/, `A page of HTML came in place of FILE: check ${BESIDE}`],
  [/answered with (404|410)|ENOENT/, `FILE was not found: check ${BESIDE}`],
  [/answered with (\d+)/, `FILE was answered with $1: see the log of the server. ${AGAIN}`],
  [/is no wasm|magic|is empty|off end @\+0/, 'FILE is no wasm: deploy it unchanged from the package.'],
  [
    /past end|fell off|unexpected end|too big|out of memory/,
    'Only a part of FILE came: deploy all of it, and make sure that no proxy truncates it.',
  ],
  [
    /^LinkError|is not a function/,
    'FILE is of another version than the code that loads it: reload the page, and deploy both together.',
  ],
  [
    /^CompileError/,
    'FILE is damaged, or this host is too old: deploy it unchanged from the package, or use a newer host.',
  ],
  [/did not come in time/, `FILE took longer than half a minute: check the network. ${AGAIN}`],
  [/is offline/, `The browser is offline. ${AGAIN}`],
  [
    /opened as a file/,
    'A page that is opened as a file can fetch nothing: serve it over HTTP, or import wix-contacts/inline.',
  ],
  [
    /another origin/,
    'FILE is on another origin, which does not allow this page to read it: send Access-Control-Allow-Origin there.',
  ],
  [
    /fetch|network|load failed|terminated|aborted/i,
    `The connection was lost, or something blocked it: check the network and content blockers. ${AGAIN}`,
  ],
  [/./, `Check ${BESIDE}`],
];

/** A wasm file could not be loaded. */
export function loadFailed(thrown, file) {
  const { cause, finding } = thrown instanceof Unreachable ? thrown : { cause: thrown, finding: '' };
  const text = `${cause?.name}: ${cause?.message ?? cause} ${finding}`.trim();
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

/** A fetch that failed, and what diagnose found: a browser has the same message for all such failures. */
export class Unreachable {
  constructor(cause, finding) {
    this.cause = cause;
    this.finding = finding;
  }
}

/** How long diagnose may take, and how long to wait for the browser's report of a policy violation, in milliseconds. */
const DIAGNOSIS_TIMEOUT = 3000;
const REPORT_DELAY = 100;

/** Looks for the reason why a URL could not be fetched. */
export async function diagnose(address) {
  const { location, navigator } = globalThis;
  if (navigator?.onLine === false) return 'is offline';
  // Outside of a page there are no policies and no origins.
  if (!location) return '';
  if (location.protocol === 'file:') return 'opened as a file';
  let finding = '';
  const note = () => {
    finding = 'connect-src';
  };
  globalThis.addEventListener('securitypolicyviolation', note);
  // With no-cors, a browser sends the request to any origin, but hides the response.
  const asked = fetch(address, { mode: 'no-cors' }).then(
    () => 'answered',
    () => pause(REPORT_DELAY),
  );
  const answered = await Promise.race([asked, pause(DIAGNOSIS_TIMEOUT)]);
  globalThis.removeEventListener('securitypolicyviolation', note);
  const isForeign = new URL(address, location.href).origin !== location.origin;
  return answered && isForeign ? 'another origin' : finding;
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
