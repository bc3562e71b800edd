// What the static site says of itself: whose contacts these are and where they are kept, how far it is, what is in the way.

import { byId, h } from '../app/dom.js';
import { number } from '../app/format.js';
import { isStartingAnew, startAnewButton } from './anew.js';

const PEOPLE = 'These people are made up';
const KEPT = `${PEOPLE}, and kept in this browser alone.`;
const NOT_KEPT = `${PEOPLE}, and what you add is gone when you close or reload the page: this browser lets it keep nothing.`;
const SILENT =
  'Another tab has these contacts and does not respond. Go to that tab or close it, and this one goes on.';

const words = h('p', { role: 'status' }, `${PEOPLE}.`);
const bar = h('progress', { 'aria-label': 'Loading the server of this page' });
const amount = h('span', {});
const progress = h('p', { class: 'loading', hidden: true }, bar, amount);
const button = startAnewButton();
const notice = h('aside', { class: 'about', 'aria-label': 'About these contacts' });
notice.append(words, progress, button);
document.querySelector('.top').after(notice);

/** How far the download is, in bytes; a host may not tell how many there are. */
export function showProgress(done, total) {
  progress.hidden = done >= total;
  if (progress.hidden) return;
  Object.assign(bar, { max: total, value: done });
  amount.textContent = `${megabytes(done)} of ${megabytes(total)} MB`;
}

/** `{isKept}` of an open site, `{isSilent}` of one in a tab that does not respond, `{problem}` of one that can't be opened. */
export function showState({ isKept, isSilent, problem }) {
  if (problem) return showBlocked('What this browser keeps can’t be opened', problem, startAnewButton());
  if (document.body.classList.contains('blocked')) {
    // Somebody started anew: in another tab, unless this one sees to it.
    if (!isStartingAnew()) location.reload();
    return;
  }
  button.hidden = isSilent === true;
  words.textContent = isSilent ? SILENT : isKept ? KEPT : NOT_KEPT;
}

/** There are no contacts to show. `help` is a button, beside the one that tries again. */
export function showBlocked(title, reason, help) {
  const again = h(
    'button',
    { type: 'button', class: 'button', onclick: () => location.reload() },
    'Try again',
  );
  const box = h(
    'div',
    { class: 'card problem', role: 'alert' },
    h('h2', {}, title),
    h('p', {}, reason),
    h('div', { class: 'row' }, again, help),
  );
  document.body.classList.add('blocked');
  byId('main').append(box);
}

const megabytes = (bytes) => number(Math.round(bytes / 100_000) / 10);
