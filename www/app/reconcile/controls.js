// The controls of the form: one for each field, which says what is wrong with what it holds.

import { byId, h } from '../dom.js';
import { number } from '../format.js';
import { lengthOf } from './fields.js';

const NEAR_LIMIT = 0.8;
let lastId = 0;

/** A field of a part with its label; a part that is a list has controls without the part's name. */
export function control(field, part, value = '') {
  lastId += 1;
  const id = `field-${lastId}`;
  const name = [part, field.key].filter(Boolean).join('.');
  const input = field.choices ? choice(field, { id, name }) : entry(field, { id, name });
  input.value = value;
  const label = h('label', { for: id }, field.label);
  return h(
    'div',
    { class: field.main ? 'field main' : 'field' },
    label,
    input,
    field.limit && counter(input, field.limit),
  );
}

function choice({ choices }, attributes) {
  const options = Object.entries(choices).map(([value, words]) => h('option', { value }, words));
  return h('select', attributes, options);
}

function entry({ type = 'text', example, suggestions }, attributes) {
  // A text field takes whatever is typed: what is wrong with an email or a link is for reconcileContact to say.
  const input = h('input', {
    ...attributes,
    type: type === 'date' ? 'date' : 'text',
    inputmode: type === 'date' ? undefined : type,
    placeholder: example,
    dir: 'auto',
    autocomplete: 'off',
  });
  if (suggestions) input.setAttribute('list', suggestionsFor(suggestions));
  return input;
}

/** One datalist for all fields with the same suggestions. */
function suggestionsFor(suggestions) {
  const id = `suggestions-${suggestions.join('-')}`;
  if (!byId(id))
    byId('reconcile').append(
      h(
        'datalist',
        { id },
        suggestions.map((value) => h('option', { value })),
      ),
    );
  return id;
}

/** Says how much room is left once it gets tight, and that a longer value will not be kept. */
function counter(input, limit) {
  const words = h('p', { class: 'counter', id: `${input.id}-limit`, 'aria-live': 'polite' });
  const show = () => {
    const length = lengthOf(input.value);
    const over = length > limit;
    words.classList.toggle('over', over);
    input.setAttribute('aria-invalid', over);
    if (over) words.textContent = `${number(length)} of ${number(limit)}: too long to be kept`;
    else words.textContent = length >= limit * NEAR_LIMIT ? `${number(length)} of ${number(limit)}` : '';
  };
  input.setAttribute('aria-describedby', words.id);
  input.addEventListener('input', show);
  return words;
}

/** Says at a control why what it holds was not kept, until that is changed. */
export function mark(input, words) {
  if (byId(`${input.id}-reason`)) return;
  const reason = h('p', { class: 'reason', id: `${input.id}-reason` }, words);
  const described = input.getAttribute('aria-describedby');
  input.closest('.field').append(reason);
  input.closest('details')?.setAttribute('open', '');
  input.setAttribute('aria-invalid', 'true');
  input.setAttribute('aria-describedby', [described, reason.id].filter(Boolean).join(' '));
  input.addEventListener('input', () => unmark(input), { once: true });
}

export function unmark(input) {
  const reason = byId(`${input.id}-reason`);
  if (!reason) return;
  reason.remove();
  input.setAttribute('aria-invalid', input.closest('.field').querySelector('.over') !== null);
  input.setAttribute(
    'aria-describedby',
    input.getAttribute('aria-describedby').replace(reason.id, '').trim(),
  );
}
