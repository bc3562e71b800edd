// How far something long is, with a button that ends it.

import { h } from './dom.js';
import { number } from './format.js';

/** Shows progress in an element: `update({done, total})` moves it on. */
export function showProgress(element, doing, cancel) {
  const bar = h('progress', { 'aria-label': doing });
  const words = h('p', { role: 'status' }, `${doing} …`);
  const stop = h('button', { type: 'button', class: 'button quiet', onclick: cancel }, 'Cancel');
  element.replaceChildren(h('div', { class: 'progress' }, words, bar, stop));
  return {
    update({ done, total }) {
      bar.max = total;
      bar.value = done;
      words.textContent = `${doing}: ${number(done)} of ${number(total)}`;
    },
  };
}
