// How far something long is, with a button that ends it.

import { h } from './dom.js';
import { number } from './format.js';

/** Shows progress in an element: `update({done, total})` moves it on. */
export function showProgress(element, doing, cancel) {
  const bar = h('progress', { 'aria-label': doing });
  // Only the beginning is read out: a screen reader has the bar for the rest.
  const count = h('p', {});
  const stop = h('button', { type: 'button', class: 'button quiet', onclick: cancel }, 'Cancel');
  element.replaceChildren(
    h('div', { class: 'progress' }, h('p', { role: 'status' }, `${doing} …`), bar, count, stop),
  );
  return {
    update({ done, total }) {
      bar.max = total;
      bar.value = done;
      count.textContent = `${number(done)} of ${number(total)}`;
    },
  };
}
