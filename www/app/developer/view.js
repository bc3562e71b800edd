// For developers: what the package asks the server, and how the page does with a slow or failing one.

import { setFaults } from '../api/site.js';
import { byId, h } from '../dom.js';
import { number } from '../format.js';
import { describe } from '../problem.js';
import { changes, last, requests } from './log.js';

const rows = byId('requests');
const none = byId('no-requests');
const form = byId('faults');
const status = byId('faults-status');
const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

function showLog() {
  none.hidden = requests.length > 0;
  rows.replaceChildren(...requests.map(row));
  for (const [name, value] of Object.entries(last)) {
    byId(`last-${name}`).hidden = false;
    byId(`last-${name}`).querySelector('pre').textContent = JSON.stringify(value, null, 2);
  }
}

function row({ method, url, attempt, startedAt, status, durationMs, requestId }) {
  const { pathname, search } = new URL(url);
  const cells = [
    h('time', { datetime: startedAt.toISOString() }, TIME.format(startedAt)),
    h('code', {}, `${method} ${pathname}${search}`),
    h('span', { class: status < 400 ? 'badge good' : 'badge bad' }, status ?? '…'),
    durationMs === undefined ? '' : `${number(Math.round(durationMs))} ms`,
    number(attempt),
    h('code', {}, requestId ?? ''),
  ];
  return h(
    'tr',
    {},
    cells.map((cell) => h('td', {}, cell)),
  );
}

/** Makes the local server slow or unreliable, as the form says. */
async function apply() {
  const latencyMs = Number(form.elements.latency.value);
  const probability = Number(form.elements.failures.value);
  try {
    await setFaults({ latencyMs, probability });
    status.textContent =
      latencyMs || probability ? 'In force. Go and see how the contacts behave.' : 'The server is as it was.';
  } catch (error) {
    status.textContent = describe(error).join('. ');
  }
}

form.addEventListener('change', apply);
// The fields have their first values again by the next task.
form.addEventListener('reset', () => setTimeout(apply));
changes.addEventListener('change', showLog);
showLog();
