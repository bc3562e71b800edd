// What stands where there is nothing to show.

import { h } from './dom.js';

/** Says what is missing and what that means; `action` is a link or a button that helps. */
export function emptyBox(title, words, action) {
  return h('div', { class: 'empty' }, h('h2', {}, title), h('p', {}, words), action);
}
