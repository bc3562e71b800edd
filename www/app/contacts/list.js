// The list of contacts: all, those with some labels, or those that a search finds.

import { addressOf, go, PAGE_SIZES, read } from '../address.js';
import { byId, h } from '../dom.js';
import { emptyBox } from '../empty.js';
import { count, number } from '../format.js';
import { problemBox } from '../problem.js';
import { findContacts } from '../search/find.js';
import { showChosen } from './labels.js';
import { Pages } from './pages.js';
import { contactTable, placeholderTable } from './table.js';

/** A search begins when nothing was typed for so many milliseconds. */
const PAUSE_IN_TYPING = 300;

const area = byId('contact-list');
const range = byId('range');
const search = byId('search');
const size = byId('page-size');
const buttons = { previous: byId('previous'), next: byId('next') };

let pages;
let typing;
let opened = '';
let loading = new AbortController();
let failed = false;
/** Whether the focus is to go from the search to what it finds. */
let wayDown = false;

/** Shows what the address asks for. A list that is shown already stays. */
export function showList(state) {
  if (search.value.trim() !== state.search) search.value = state.search;
  size.value = state.size;
  showChosen(state.labels);
  const wanted = JSON.stringify([state.search, state.labels, state.size, state.page]);
  if (wanted !== area.dataset.shown || failed) load(state, wanted);
}

/** The contacts have changed: they are asked for anew when the list is next shown. */
export function forgetList() {
  opened = '';
  delete area.dataset.shown;
}

async function load(state, wanted) {
  loading.abort();
  loading = new AbortController();
  const { signal } = loading;
  area.dataset.shown = wanted;
  area.ariaBusy = 'true';
  failed = false;
  if (!area.querySelector('tbody')) area.replaceChildren(placeholderTable());
  try {
    const show = await (state.search ? searchFor(state, signal) : turnTo(state, signal));
    if (!signal.aborted) show();
  } catch (error) {
    if (!signal.aborted) showProblem(error);
  }
  if (!signal.aborted) area.ariaBusy = 'false';
}

async function searchFor({ search, labels }, signal) {
  const { contacts, total } = await findContacts(search, labels, signal);
  return () => {
    const words =
      total > contacts.length
        ? `The first ${number(contacts.length)} of ${number(total)} matches: type more to find fewer`
        : count(total, 'match', 'matches');
    showContacts(contacts, words, noMatch(search, labels));
    showMoves({});
  };
}

async function turnTo(state, signal) {
  const same = JSON.stringify([state.labels, state.size]);
  if (same !== opened) {
    opened = '';
    pages = await Pages.open(state, signal);
    if (signal.aborted) return undefined;
    opened = same;
  }
  await pages.goTo(state.page);
  return () => {
    if (pages.number !== state.page) return go({ page: pages.number }, { replace: true });
    showContacts(pages.contacts, rangeInWords(), nobody(state.labels));
    showMoves(pages);
  };
}

function rangeInWords() {
  const { first, last } = pages.range;
  return pages.total > 0 ? `${number(first)} to ${number(last)} of ${number(pages.total)}` : 'No contacts';
}

function showContacts(contacts, words, empty) {
  const takesFocus = area.contains(document.activeElement) || (wayDown && document.activeElement === search);
  wayDown = false;
  area.replaceChildren(contacts.length > 0 ? contactTable(contacts) : empty);
  if (takesFocus) focusFirst();
  range.textContent = words;
}

function focusFirst() {
  area.querySelector('a')?.focus();
}

function showMoves({ hasPrevious = false, hasNext = false }) {
  // Not disabled: a button that has the focus keeps it at the end of the list.
  buttons.previous.ariaDisabled = String(!hasPrevious);
  buttons.next.ariaDisabled = String(!hasNext);
}

function showProblem(error) {
  failed = true;
  opened = '';
  area.replaceChildren(problemBox(error, () => showList(read())));
  range.textContent = '';
  showMoves({});
}

function noMatch(words, labels) {
  const who = labels.length > 0 ? 'Among those with the chosen labels, no' : 'No';
  return emptyBox(
    'No contact found',
    [`${who} name, company, email or phone begins with “`, h('bdi', {}, words), '”.'],
    showAllLink(),
  );
}

function nobody(labels) {
  if (labels.length > 0) {
    return emptyBox('No contacts with this label', 'Choose other labels, or none.', showAllLink());
  }
  return emptyBox(
    'No contacts yet',
    'Everyone who gets in touch with the site appears here. “Add or update” enters someone by hand.',
  );
}

function showAllLink() {
  return h(
    'a',
    { class: 'button', href: addressOf({ search: '', labels: [], page: 1 }) },
    'Show all contacts',
  );
}

/** Searches for what is typed. A search that is typed on takes the place of the one before. */
function startSearch() {
  clearTimeout(typing);
  go({ search: search.value.trim(), page: 1 }, { replace: read().search !== '' });
}

function move(step) {
  const button = step > 0 ? buttons.next : buttons.previous;
  if (button.ariaDisabled !== 'true') go({ page: read().page + step });
}

size.append(...PAGE_SIZES.map((value) => h('option', { value }, number(value))));
size.addEventListener('change', () => {
  const state = read();
  const first = (state.page - 1) * state.size;
  go({ size: Number(size.value), page: Math.floor(first / size.value) + 1 });
});
buttons.previous.addEventListener('click', () => move(-1));
buttons.next.addEventListener('click', () => move(1));
area.addEventListener('keydown', (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step && event.target.closest('tbody a')) move(step);
});

byId('search-form').addEventListener('submit', (event) => {
  event.preventDefault();
  startSearch();
});
search.addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(startSearch, PAUSE_IN_TYPING);
});
search.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    search.value = '';
    startSearch();
  }
  if (event.key === 'ArrowDown') {
    event.preventDefault();
    if (search.value.trim() !== read().search) startSearch();
    wayDown = area.ariaBusy === 'true';
    if (!wayDown) focusFirst();
  }
});
addEventListener('online', () => {
  if (failed) showList(read());
});
