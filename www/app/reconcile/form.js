// The form that adds or updates a contact: every field of contactInfo, in lists that grow.

import { keepResult } from '../developer/log.js';
import { byId, h, icon, iconButton } from '../dom.js';
import { problemBox } from '../problem.js';
import { reconcileContact, WixError } from '../wix-contacts.js';
import { control, mark, unmark } from './controls.js';
import { entered } from './entered.js';
import { fieldOf, PARTS } from './fields.js';
import { outcome } from './outcome.js';
import { invalid, why } from './reasons.js';

const dialog = byId('reconcile');
const form = byId('reconcile-form');
const result = byId('reconcile-result');
const save = byId('reconcile-save');
const lists = new Map();

let sending = new AbortController();
let changed = false;
let begun = false;
let onChange = () => {};

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

async function send() {
  sending = new AbortController();
  const { signal } = sending;
  const { contactInfo, inputs } = entered(form, lists);
  save.ariaDisabled = 'true';
  save.textContent = 'Saving …';
  for (const input of form.elements) unmark(input);
  try {
    const reconciled = await reconcileContact(contactInfo, { signal });
    changed = true;
    keepResult(reconciled);
    if (!signal.aborted) showResult(reconciled, contactInfo, inputs);
  } catch (error) {
    if (!signal.aborted) showError(error, inputs);
  }
  save.ariaDisabled = 'false';
  save.textContent = 'Save';
}

function showForm() {
  form.hidden = false;
  save.hidden = false;
  result.replaceChildren();
}

function showError(error, inputs) {
  const isNobody = error.errorType === WixError.BAD_REQUEST;
  result.replaceChildren(isNobody ? nobodyNamed() : problemBox(error));
  if (isNobody) markWhatNames(inputs);
  else result.scrollIntoView({ block: 'end' });
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

/** Says at each email and phone that was entered what is wrong with it; at the first email, if there are none. */
function markWhatNames(inputs) {
  const named = [...inputs].filter(([path]) => /^(emails|phones)\[\d+\]\.(email|phone)$/.test(path));
  for (const [path, input] of named) mark(input, invalid(fieldOf(path)));
  const [[, first] = []] = named;
  const empty = lists.get('emails').querySelector('input');
  if (!first) mark(empty, 'Enter an email or a phone');
  (first ?? empty).focus();
}

function showResult(reconciled, contactInfo, inputs) {
  const { rejectedData } = reconciled.details;
  begun = rejectedData.length > 0;
  form.hidden = true;
  save.hidden = true;
  const back = () => showFormAgain(reconciled, inputs);
  result.replaceChildren(
    ...outcome(reconciled, contactInfo),
    h(
      'div',
      { class: 'row' },
      h('button', { type: 'button', class: 'button', onclick: finish }, 'Done'),
      begun && h('button', { type: 'button', class: 'button quiet', onclick: back }, 'Back to the form'),
      h('button', { type: 'button', class: 'button quiet', onclick: another }, icon('plus'), 'Add another'),
    ),
  );
  result.querySelector('h2').focus();
}

/** As it was filled in, with the reason at each value that was not kept. */
function showFormAgain({ contact, details }, inputs) {
  showForm();
  const refused = details.rejectedData.map((item) => [inputAt(inputs, item.field), why(item, contact)]);
  for (const [input, words] of refused) if (input) mark(input, words);
  (form.querySelector('[aria-invalid="true"]') ?? form.querySelector('input')).focus();
}

/** The input of a path, or the first of what it names as a whole. */
function inputAt(inputs, path) {
  return inputs.get(path) ?? [...inputs].find(([each]) => each.startsWith(path))?.[1];
}

function finish() {
  begun = false;
  dialog.close();
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
