// The page at /_local: shows what runs here, and asks again each second.

const PAUSE_MS = 1000;
const SHOWN_REQUESTS = 50;

const element = (id) => document.getElementById(id);

async function call(method, path, body) {
  const response = await fetch(`/_local/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(answer.message);
  }
  return answer;
}

function node(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function showCounts(counts) {
  const pairs = Object.entries(counts).map(([name, count]) => {
    const pair = document.createElement('div');
    pair.append(node('dt', name), node('dd', count.toLocaleString()));
    return pair;
  });
  element('counts').replaceChildren(...pairs);
}

function showRules(rules) {
  const shown = rules.length ? rules.map((rule) => JSON.stringify(rule)) : ['none'];
  element('rules').replaceChildren(...shown.map((text) => node('li', text)));
}

function showJournal(journal) {
  const rows = journal
    .slice(-SHOWN_REQUESTS)
    .reverse()
    .map((entry) => {
      const row = document.createElement('tr');
      row.classList.toggle('failed', !(entry.status < 400));
      const target = entry.query ? `${entry.path}?${entry.query}` : entry.path;
      const cells = [
        entry.time.slice(11, 23),
        entry.method,
        target,
        entry.status ?? 'dropped',
        entry.durationMs,
      ];
      row.append(...cells.map((text) => node('td', text)));
      return row;
    });
  element('journal').replaceChildren(...rows);
}

async function refresh() {
  const [health, { rules }, journal] = await Promise.all([
    call('GET', 'health'),
    call('GET', 'faults'),
    call('GET', 'journal'),
  ]);
  element('version').textContent = health.version;
  const { contacts, labels, extendedFields } = health;
  showCounts({ Contacts: contacts, Labels: labels, 'Extended fields': extendedFields });
  showRules(rules);
  showJournal(journal);
}

async function act(action, done) {
  try {
    await action();
    await refresh();
    element('message').textContent = done;
  } catch (error) {
    element('message').textContent = error.message;
  }
}

function rule(form) {
  const { path, status, latencyMs, times, drop } = Object.fromEntries(new FormData(form));
  const number = (text) => (text ? Number(text) : undefined);
  return {
    path,
    status: number(status),
    latencyMs: number(latencyMs),
    times: number(times),
    drop: drop || undefined,
  };
}

element('seed').addEventListener('submit', (event) => {
  event.preventDefault();
  const count = Number(event.target.elements.count.value);
  act(() => call('POST', 'seed', { count }), `${count} contacts added.`);
});
element('reset').addEventListener('click', () => {
  if (confirm('Delete all contacts, labels, fields and faults?')) {
    act(() => call('POST', 'reset'), 'As at the first start.');
  }
});
element('inject').addEventListener('submit', (event) => {
  event.preventDefault();
  const added = rule(event.target);
  act(async () => {
    const { rules } = await call('GET', 'faults');
    await call('PUT', 'faults', [...rules, added]);
  }, 'Fault injected.');
});
element('clear').addEventListener('click', () => act(() => call('DELETE', 'faults'), 'No faults.'));

async function watch() {
  try {
    await refresh();
  } catch {
    element('message').textContent = 'The server does not answer.';
  }
  setTimeout(watch, PAUSE_MS);
}
watch();
