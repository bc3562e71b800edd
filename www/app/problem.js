// Failures in words: what happened, what to do, and a button that does it.

import { isOffline } from './connection.js';
import { keepProblem } from './developer/log.js';
import { h } from './dom.js';
import { WixError } from './wix-contacts.js';

/** What to tell people of an error. */
export function describe(error) {
  if (isOffline()) {
    return ['You are offline', 'This goes on by itself once you are connected again.'];
  }
  if (error.code === 'NETWORK') {
    return [
      'The server cannot be reached',
      'Check your connection and that the server is running, then try again.',
    ];
  }
  if (error.code === 'TIMEOUT') return ['The server took too long', 'It may be busy. Try again in a moment.'];
  if (error.status === 429)
    return ['Too many requests', 'The server asks for a pause. Try again in a minute.'];
  if (error.status >= 500)
    return ['The server has a problem', 'This is not your fault. Try again in a moment.'];
  if (error.errorType === WixError.NOT_FOUND) {
    return ['There is no such contact', 'It may have been deleted, or the id has a typing mistake.'];
  }
  if (error.errorType === WixError.FORBIDDEN) {
    return ['You may not see this', 'Ask the owner of the site to let you manage contacts.'];
  }
  if (error.errorType === WixError.INVALID_SCHEMA) {
    return ['The site did not take this', 'Look through what was entered, and try again.'];
  }
  return ['That did not work', 'Try again in a moment. The Developer view has the details.'];
}

/** The error as a part of the page. Without `retry` there is nothing to try again. */
export function problemBox(error, retry) {
  const [title, advice] = describe(error);
  keepProblem(error);
  return h(
    'div',
    { class: 'problem', role: 'alert' },
    h('h2', {}, title),
    h('p', {}, advice),
    retry && h('button', { type: 'button', class: 'button', onclick: retry }, 'Try again'),
  );
}
