// Insights: the contacts in pictures, counted while iterateContacts reads them all.

import { listLabels } from '../api/site.js';
import { byId, h } from '../dom.js';
import { emptyBox } from '../empty.js';
import { count, country } from '../format.js';
import { problemBox } from '../problem.js';
import { showProgress } from '../progress.js';
import { iterateContacts } from '../wix-contacts.js';
import { Tally } from './tally.js';

const MONTH = new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric', timeZone: 'UTC' });

const view = byId('insights');
let reading;
let charts = [];
let drawn;

/** Counts the contacts when the view is opened for the first time, and when they have changed since. */
export function showInsights() {
  if (!reading && !drawn) read();
}

/** Ends the counting: the view is left. */
export function leaveInsights() {
  reading?.abort();
  reading = undefined;
}

/** The contacts have changed: they are counted anew when the view is next opened. */
export function forgetInsights() {
  drawn = undefined;
}

async function read() {
  reading = new AbortController();
  const { signal } = reading;
  clear();
  const progress = showProgress(view, 'Counting contacts', () => reading.abort());
  try {
    const [tally, labels] = await Promise.all([tallyAll(signal, progress), listLabels(signal)]);
    drawn = { tally, labels };
    await draw();
  } catch (error) {
    view.replaceChildren(signal.aborted ? cancelled() : problemBox(error, read));
  }
  if (reading?.signal === signal) reading = undefined;
}

async function tallyAll(signal, progress) {
  const tally = new Tally();
  for await (const contact of iterateContacts({ signal, onProgress: progress.update })) tally.add(contact);
  return tally;
}

async function draw() {
  const { tally, labels } = drawn;
  const { chartCard } = await import('./charts.js');
  clear();
  if (tally.months().length === 0) {
    view.replaceChildren(
      h('div', { class: 'card' }, emptyBox('No contacts yet', 'There is nothing to count.')),
    );
    return;
  }
  const pictures = picturesOf(tally, labels).map(chartCard);
  charts = pictures.map(({ chart }) => chart);
  view.replaceChildren(
    h(
      'div',
      { class: 'charts' },
      pictures.map(({ card }) => card),
    ),
  );
}

function picturesOf(tally, labels) {
  const months = tally.months();
  const altogether = months.at(-1)[2];
  return [
    {
      title: 'Contacts over time',
      about: `${count(altogether, 'contact')} since ${nameOfMonth(months[0][0])}.`,
      columns: ['Month', 'New contacts', 'Contacts altogether'],
      rows: months.map(([month, ...values]) => [nameOfMonth(month), ...values]),
      wide: true,
    },
    {
      title: 'Labels',
      about: 'A contact may have several.',
      columns: ['Label', 'Contacts'],
      rows: labels.map(({ name, contacts }) => [name, contacts]).sort((a, b) => b[1] - a[1]),
      across: true,
    },
    {
      title: 'Email reachability',
      about: 'Who may be sent mailings.',
      columns: ['Reachability', 'Contacts'],
      rows: tally.reach(),
      across: true,
    },
    {
      title: 'Countries',
      about: `By the first address that names one. ${count(tally.withoutCountry(), 'contact')} without.`,
      columns: ['Country', 'Contacts'],
      rows: tally.countries().map(([code, contacts]) => [nameOfCountry(code), contacts]),
      across: true,
    },
  ];
}

function nameOfMonth(month) {
  return MONTH.format(new Date(`${month}-01T00:00:00Z`));
}

function nameOfCountry(code) {
  return code === 'others' ? 'Other countries' : country(code);
}

function cancelled() {
  const again = h('button', { type: 'button', class: 'button', onclick: read }, 'Count again');
  return h('div', { class: 'card' }, emptyBox('Cancelled', 'The contacts were not all counted.', again));
}

function clear() {
  for (const chart of charts) chart.destroy();
  charts = [];
}

// A canvas has the colours that it was drawn in.
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  if (charts.length > 0) draw();
});
