// One contact, with everything that it holds.

import { go, read } from '../address.js';
import { byId, h, icon, iconButton, text } from '../dom.js';
import { addressLines, day, exactTime, titleOf } from '../format.js';
import { problemBox } from '../problem.js';
import { getContactById } from '../wix-contacts.js';
import { portrait } from './portrait.js';
import { emailBadges } from './status.js';

const dialog = byId('details');
const body = byId('details-body');
const announcement = byId('announcement');
const COPIED_FOR = 1500;

let loading = new AbortController();
let onAdd = () => {};

/** What “Add details” does with the contact that is shown. */
export function whenAdding(listener) {
  onAdd = listener;
}

/** Opens the contact with an id; none closes it. */
export async function showDetails(id) {
  loading.abort();
  announcement.textContent = '';
  announcement.classList.add('unseen');
  if (!id) return dialog.close();
  loading = new AbortController();
  const { signal } = loading;
  body.replaceChildren(h('p', { class: 'waiting' }, 'Loading …'));
  body.ariaBusy = 'true';
  if (!dialog.open) dialog.showModal();
  try {
    const contact = await getContactById(id, { signal });
    if (!signal.aborted) body.replaceChildren(...describe(contact));
  } catch (error) {
    if (!signal.aborted) body.replaceChildren(problemBox(error, () => showDetails(id)));
  }
  if (!signal.aborted) body.ariaBusy = 'false';
}

function describe(contact) {
  const { company } = contact;
  const work = [company.role, company.name].filter(Boolean);
  return [
    h(
      'header',
      { class: 'who' },
      portrait(contact, 'large'),
      h('div', {}, h('h2', { dir: 'auto' }, titleOf(contact)), work.length > 0 && text(work.join(', '), 'p')),
    ),
    h(
      'div',
      { class: 'row' },
      h(
        'button',
        { type: 'button', class: 'button', onclick: () => onAdd(contact) },
        icon('plus'),
        'Add details',
      ),
    ),
    section('Emails', contact.emails, (item) => [
      h('a', { href: mailTo(item.email), dir: 'auto' }, item.email),
      ...emailBadges(item),
      tag(item),
      copyButton('email', item.email),
    ]),
    section('Phones', contact.phones, (item) => [
      h('a', { href: callTo(item), dir: 'ltr' }, item.phone),
      tag(item),
      copyButton('phone', item.phone),
    ]),
    section('Addresses', contact.addresses, (item) => [
      h(
        'address',
        {},
        addressLines(item).map((line) => text(line, 'div')),
      ),
      tag(item),
      copyButton('address', addressLines(item).join('\n')),
    ]),
    section('Links', contact.urls, (item) => [webLink(item.url), tag(item), copyButton('link', item.url)]),
    section('Dates', contact.dates, (item) => [
      h('time', { datetime: item.date }, day(item.date)),
      tag(item),
    ]),
    h(
      'dl',
      { class: 'record' },
      fact('Created', moment(contact.createdAt)),
      fact('Changed', moment(contact.modifiedAt)),
      fact('Id', h('code', {}, contact.id), copyButton('id', contact.id)),
    ),
  ].filter(Boolean);
}

function section(title, items, parts) {
  if (items.length === 0) return undefined;
  return h(
    'section',
    {},
    h('h3', {}, title),
    h(
      'ul',
      { class: 'items' },
      items.map((item) => h('li', {}, parts(item))),
    ),
  );
}

function tag(item) {
  return h('span', { class: 'tag', dir: 'auto' }, item.tag);
}

function moment(time) {
  return h('time', { datetime: time }, exactTime(time));
}

function fact(name, ...value) {
  return h('div', {}, h('dt', {}, name), h('dd', {}, value));
}

/** A link only where it leads to the web: a contact may hold any text as a url. */
function webLink(url) {
  if (!/^https?:\/\//i.test(url)) return text(url);
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer', dir: 'auto' }, url);
}

/** An address alone: what an email may hold beside must not become a part of the link. */
function mailTo(email) {
  return `mailto:${encodeURIComponent(email).replaceAll('%40', '@')}`;
}

function callTo({ normalizedPhone, phone }) {
  return `tel:${(normalizedPhone ?? phone).replace(/[^+\d]/g, '')}`;
}

function copyButton(what, value) {
  const button = iconButton(`Copy ${what}`, 'copy', async () => {
    const copied = await copy(value);
    announcement.classList.toggle('unseen', copied);
    announcement.textContent = copied
      ? `The ${what} is copied.`
      : `The browser did not let the ${what} be copied.`;
    if (!copied) return;
    button.replaceChildren(icon('check'));
    setTimeout(() => button.replaceChildren(icon('copy')), COPIED_FOR);
  });
  return button;
}

/** Whether it is copied: there is no clipboard on a page that came over plain http, and a browser may keep it to itself. */
async function copy(value) {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    return false;
  }
}

// Escape and the close button close the dialog; the address follows.
dialog.addEventListener('close', () => {
  loading.abort();
  if (read().contact) go({ contact: '' });
});
