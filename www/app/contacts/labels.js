// The filter by labels: contacts that have any of those chosen.

import { go, read } from '../address.js';
import { listLabels } from '../api/site.js';
import { byId, h, text } from '../dom.js';
import { count, number } from '../format.js';
import { menuOf } from '../menu.js';
import { problemBox } from '../problem.js';

const list = byId('label-list');
const summary = byId('label-summary');
const clear = byId('label-clear');
let labels = [];

export async function loadLabels() {
  try {
    labels = await listLabels();
    list.replaceChildren(...(labels.length > 0 ? labels.map(option) : ['This site has no labels.']));
    showChosen(read().labels);
  } catch (error) {
    list.replaceChildren(problemBox(error, loadLabels));
  }
}

/** Shows which labels the address names, the unknown ones too. */
export function showChosen(chosen) {
  for (const box of list.querySelectorAll('input')) box.checked = chosen.includes(box.value);
  clear.hidden = chosen.length === 0;
  summary.textContent = inWords(chosen);
}

function inWords(chosen) {
  if (chosen.length === 0) return 'All labels';
  if (chosen.length > 1) return count(chosen.length, 'label');
  return labels.find(({ key }) => key === chosen[0])?.name ?? chosen[0];
}

function option({ key, name, contacts }) {
  return h(
    'label',
    { class: 'option' },
    h('input', { type: 'checkbox', value: key }),
    h('span', {}, text(name)),
    h('span', { class: 'number' }, number(contacts)),
  );
}

list.addEventListener('change', () => {
  const chosen = [...list.querySelectorAll('input:checked')].map((box) => box.value);
  go({ labels: chosen, page: 1 });
});
clear.addEventListener('click', () => go({ labels: [], page: 1 }));
menuOf(byId('label-filter'), byId('label-options'));
