// The table of contacts. Arrow keys go from one contact to the next, and from the first up to the search; Enter opens one.

import { addressOf } from '../address.js';
import { byId, h, text } from '../dom.js';
import { exactTime, relativeTime, titleOf } from '../format.js';
import { portrait } from './portrait.js';
import { emailBadges } from './status.js';

const COLUMNS = ['Contact', 'Email', 'Phone', 'Company', 'Created'];
const PLACEHOLDERS = 10;

// The roles are those that a table has anyway; they are said because a narrow page lays the cells out otherwise, and
// browsers then forget them.
export function contactTable(contacts) {
  return h(
    'table',
    { class: 'contacts', role: 'table', 'aria-label': 'Contacts', onkeydown: moveAmongRows },
    head(),
    h('tbody', { role: 'rowgroup' }, contacts.map(row)),
  );
}

/** What stands in for the table until the first contacts are here. */
export function placeholderTable() {
  const blank = () =>
    h(
      'tr',
      {},
      COLUMNS.map((name) => h('td', { class: name.toLowerCase() }, h('span', { class: 'blank' }))),
    );
  return h(
    'table',
    { class: 'contacts', 'aria-hidden': 'true' },
    head(),
    h('tbody', {}, Array.from({ length: PLACEHOLDERS }, blank)),
  );
}

function head() {
  const cells = COLUMNS.map((name) =>
    h('th', { role: 'columnheader', scope: 'col', class: name.toLowerCase() }, name),
  );
  return h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, cells));
}

function row(contact) {
  const [email] = contact.emails;
  const [phone] = contact.phones;
  const { company } = contact;
  return h(
    'tr',
    { role: 'row', onclick: openRow },
    h(
      'td',
      { role: 'cell', class: 'contact' },
      h(
        'div',
        { class: 'person' },
        portrait(contact),
        h('a', { href: addressOf({ contact: contact.id }), dir: 'auto' }, titleOf(contact)),
      ),
    ),
    h(
      'td',
      { role: 'cell', class: 'email' },
      email && h('div', { class: 'mail' }, text(email.email), emailBadges(email)),
    ),
    h('td', { role: 'cell', class: 'phone' }, phone && h('span', { dir: 'ltr' }, phone.phone)),
    h('td', { role: 'cell', class: 'company', title: company.role }, text(company.name)),
    h(
      'td',
      { role: 'cell', class: 'created' },
      h(
        'time',
        { datetime: contact.createdAt, title: exactTime(contact.createdAt) },
        relativeTime(contact.createdAt),
      ),
    ),
  );
}

/** The whole row is a target for the pointer, but for text that is being selected. */
function openRow(event) {
  if (event.target.closest('a') || getSelection().type === 'Range') return;
  event.currentTarget.querySelector('a').click();
}

function moveAmongRows(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const stops = [byId('search'), ...event.currentTarget.querySelectorAll('a')];
  const next = stops[stops.indexOf(event.target) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
