// The form that adds or updates a contact: every field of contactInfo, in lists that grow.

import { byId, h, icon, iconButton } from '../dom.js';
import { number } from '../format.js';
import { problemBox } from '../problem.js';
import { reconcileContact, WixError } from '../wix-contacts.js';
import { lengthOf, PARTS } from './fields.js';
import { outcome } from './outcome.js';

const NEAR_LIMIT = 0.8;

const dialog = byId('reconcile');
const form = byId('reconcile-form');
const result = byId('reconcile-result');
const save = byId('reconcile-save');
const lists = new Map();

let sending = new AbortController();
let changed = false;
let begun = false;
let onChange = () => {};
let lastId = 0;

/** What to do when the dialog closes after contacts have changed. */
export function whenChanged(listener) {
  onChange = listener;
}

/** Opens the form: with what says whom it is about, or as it was left, or empty. */
export function openForm(known) {
  if (known || !begun) build(known ?? {});
  begun = true;
  showForm();
  dialog.showModal();
  form.querySelector('input').focus();
}

function build(contactInfo) {
  lists.clear();
  form.replaceChildren(...PARTS.map((part) => partOf(part, contactInfo[part.key])));
}

function partOf(part, values = []) {
  const contents = part.one
    ? listOf(part, values)
    : h(
        'div',
        { class: 'fields' },
        part.fields.map((field) => control(field, part.key)),
      );
  if (part.open) return h('fieldset', {}, h('legend', {}, part.title), contents);
  return h('details', {}, h('summary', {}, icon('down'), part.title), contents);
}

function listOf(part, values) {
  const items = h('div', { class: 'list' });
  const add = (value) => items.append(itemOf(part, value));
  const addOne = () => {
    add();
    items.lastElementChild.querySelector('input').focus();
  };
  lists.set(part.key, items);
  for (const value of values) add(value);
  if (values.length === 0) add();
  return h(
    'div',
    {},
    items,
    h(
      'button',
      { type: 'button', class: 'button quiet', onclick: addOne },
      icon('plus'),
      `Add another ${part.one}`,
    ),
  );
}

function itemOf(part, value = {}) {
  const remove = iconButton(`Remove this ${part.one}`, 'remove', () => {
    const neighbour = item.previousElementSibling ?? item.nextElementSibling;
    item.remove();
    (neighbour ?? form).querySelector('input').focus();
  });
  const item = h(
    'div',
    { class: 'item fields', role: 'group', 'aria-label': part.title },
    part.fields.map((field) => control(field, '', value[field.key])),
    remove,
  );
  return item;
}

function control(field, part, value = '') {
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
    dialog.append(
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

/** What was entered, as contactInfo: only what is not empty. */
function contactInfo() {
  const info = {};
  for (const part of PARTS) {
    if (part.one) {
      const items = [...lists.get(part.key).children]
        .map((item) => valuesIn(item, ''))
        .filter((item) => hasMore(item));
      if (items.length > 0) info[part.key] = items;
    } else if (part.key === 'picture') {
      const picture = form.elements.picture.value.trim();
      if (picture) info.picture = picture;
    } else {
      const values = valuesIn(form, `${part.key}.`);
      if (Object.keys(values).length > 0) info[part.key] = values;
    }
  }
  return info;
}

function valuesIn(element, prefix) {
  const inputs = [...element.querySelectorAll('input, select')].filter(
    (input) => input.name.startsWith(prefix) && input.value.trim(),
  );
  return Object.fromEntries(inputs.map((input) => [input.name.slice(prefix.length), valueIn(input)]));
}

function valueIn(input) {
  return input.type === 'date' ? `${input.value}T00:00:00.000Z` : input.value.trim();
}

/** A tag alone is no email. */
function hasMore(item) {
  return Object.keys(item).some((key) => key !== 'tag');
}

async function send() {
  sending = new AbortController();
  const { signal } = sending;
  save.ariaDisabled = 'true';
  save.textContent = 'Saving …';
  try {
    const answer = await reconcileContact(contactInfo(), { signal });
    changed = true;
    if (!signal.aborted) showResult(outcome(answer));
  } catch (error) {
    if (!signal.aborted) showError(error);
  }
  save.ariaDisabled = 'false';
  save.textContent = 'Save';
}

function showForm() {
  form.hidden = false;
  save.hidden = false;
  result.replaceChildren();
}

function showError(error) {
  result.replaceChildren(error.errorType === WixError.BAD_REQUEST ? nobodyNamed() : problemBox(error));
  result.scrollIntoView({ block: 'end' });
}

/** The one thing that reconcileContact can't do without. */
function nobodyNamed() {
  return h(
    'div',
    { class: 'problem', role: 'alert' },
    h('h3', {}, 'An email or a phone is needed'),
    h('p', {}, 'They say whom it is about. An email is like name@example.com, a phone like +1 415 555 0132.'),
  );
}

function showResult(words) {
  begun = false;
  form.hidden = true;
  save.hidden = true;
  result.replaceChildren(
    ...words,
    h(
      'div',
      { class: 'row' },
      h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, 'Done'),
      h('button', { type: 'button', class: 'button quiet', onclick: another }, icon('plus'), 'Add another'),
    ),
  );
  result.querySelector('h2').focus();
}

function another() {
  build({});
  begun = true;
  showForm();
  form.querySelector('input').focus();
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (save.ariaDisabled !== 'true') send();
});
dialog.addEventListener('close', () => {
  sending.abort();
  if (changed) onChange();
  changed = false;
});
