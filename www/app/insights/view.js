// Insights: the contacts in pictures, counted while iterateContacts reads them all.

import { listLabels } from '../api/site.js';
import { byId, h } from '../dom.js';
import { emptyBox } from '../empty.js';
import { count, country, number } from '../format.js';
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
  if (tally.total === 0) {
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
  return [
    { ...overTime(tally), wide: true },
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

function overTime(tally) {
  const { shown, earlier, later, undated } = tally.months();
  const rows = shown.map(([month, ...values]) => [nameOfMonth(month), ...values]);
  const [first, last] = [rows[0]?.[0], rows.at(-1)?.[0]];
  const dated = tally.total - undated;
  if (earlier > 0) rows.unshift([`Before ${first}`, earlier, earlier]);
  if (later > 0) rows.push([`After ${last}`, later, dated]);
  const about = [
    first && `${count(dated - earlier - later, 'contact')} since ${first}`,
    earlier > 0 && `${number(earlier)} before`,
    later > 0 && `${number(later)} after ${last}`,
    undated > 0 && `${number(undated)} without a date`,
  ];
  return {
    title: 'Contacts over time',
    about: `${about.filter(Boolean).join(', ')}.`,
    columns: ['Month', 'New contacts', 'Contacts altogether'],
    rows,
  };
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
