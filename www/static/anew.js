// Starting anew: a button, and a dialog that asks first.

import { h } from '../app/dom.js';
import { startAnew } from './client.js';

const problem = h('p', { role: 'alert' });
const cancel = h(
  'button',
  { type: 'button', class: 'button quiet', onclick: () => dialog.close() },
  'Cancel',
);
const confirm = h('button', { type: 'button', class: 'button', onclick: removeAll }, 'Remove them');
const dialog = h(
  'dialog',
  { class: 'box anew', 'aria-labelledby': 'anew-title', closedby: 'any' },
  h('h2', { id: 'anew-title' }, 'Start anew?'),
  h(
    'p',
    {},
    'All contacts are removed from this browser, with what you added or changed, and cannot be brought back.',
  ),
  h('p', {}, 'Then 500 made-up people are here as at first.'),
  h('p', { class: 'first' }, 'To keep somebody, cancel, and export the contacts.'),
  problem,
  h('div', { class: 'row' }, cancel, confirm),
);
document.body.append(dialog);

/** A button that removes everything, once that is confirmed. */
export function startAnewButton() {
  const ask = () => {
    problem.textContent = '';
    dialog.showModal();
  };
  return h('button', { type: 'button', class: 'button quiet', onclick: ask }, 'Start anew');
}

let isUnderWay = false;

/** This page starts anew, and loads itself anew then. */
export const isStartingAnew = () => isUnderWay;

async function removeAll() {
  isUnderWay = true;
  try {
    await startAnew();
    location.assign(location.pathname);
  } catch ({ message }) {
    isUnderWay = false;
    problem.textContent = `That did not work: ${message}`;
  }
}
