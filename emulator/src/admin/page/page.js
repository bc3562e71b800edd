// The page at /_local: shows what runs here, and asks again each second.

const PAUSE_MS = 1000;
const SHOWN_REQUESTS = 50;
const MESSAGE_MS = 5000;

const element = (id) => document.getElementById(id);

async function call(method, path, body) {
  const response = await fetch(`/_local/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const result = await response.json();
  if (!response.ok) {
    throw new Error(result.message);
  }
  return result;
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

/** A rule in words, such as "POST /contacts/v4/*: answers 503, 2 more times". */
function told(rule) {
  const effects = [
    rule.latencyMs && `waits ${rule.latencyMs} ms`,
    rule.status && `answers ${rule.status}`,
    rule.body !== undefined && `with ${JSON.stringify(rule.body)}`,
    rule.headers && `sets ${JSON.stringify(rule.headers)}`,
    rule.drop && `loses the response ${rule.drop === 'after' ? 'after' : 'before'} the work`,
    rule.probability !== undefined && `for ${Math.round(rule.probability * 100)} % of the requests`,
    rule.times !== undefined && (rule.times ? `${rule.times} more times` : 'used up'),
  ];
  const what = `${rule.method ?? 'Any method'} ${rule.path ?? 'on any path'}`;
  return `${what}: ${effects.filter(Boolean).join(', ') || 'does nothing'}`;
}

function showRules(rules) {
  const shown = rules.map((rule) => node('li', told(rule)));
  element('rules').replaceChildren(...shown);
}

function showRequests(requests) {
  const rows = requests.reverse().map((entry) => {
    const row = document.createElement('tr');
    row.classList.toggle('failed', !(entry.status < 400));
    const target = entry.query ? `${entry.path}?${entry.query}` : entry.path;
    const time = new Date(entry.time).toLocaleTimeString([], { timeStyle: 'medium' });
    const cells = [time, entry.method, target, entry.status ?? 'lost', entry.durationMs];
    row.append(...cells.map((text) => node('td', text)));
    return row;
  });
  element('journal').replaceChildren(...rows);
  element('quiet').hidden = rows.length > 0;
}

async function refresh() {
  const [health, { rules }, requests] = await Promise.all([
    call('GET', 'health'),
    call('GET', 'faults'),
    call('GET', `journal?limit=${SHOWN_REQUESTS}`),
  ]);
  element('version').textContent = health.version;
  const { contacts, labels, extendedFields } = health;
  showCounts({ Contacts: contacts, Labels: labels, 'Extended fields': extendedFields });
  showRules(rules);
  showRequests(requests);
}

let forgetting;
function say(text) {
  clearTimeout(forgetting);
  element('message').textContent = text;
  forgetting = setTimeout(() => say(''), MESSAGE_MS);
}

/** Does what a button is for; meanwhile the button can't be pressed again. */
async function act(button, action, done) {
  button.disabled = true;
  try {
    await action();
    await refresh();
    say(done);
  } catch (error) {
    say(error.message);
  } finally {
    button.disabled = false;
  }
}

function rule(form) {
  const { method, path, status, latencyMs, times, drop } = Object.fromEntries(new FormData(form));
  const number = (text) => (text ? Number(text) : undefined);
  return {
    method: method || undefined,
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
  const done = `${count.toLocaleString()} contacts added.`;
  act(event.submitter, () => call('POST', 'seed', { count }), done);
});
element('reset').addEventListener('click', (event) => {
  if (confirm('Delete all contacts, labels, fields and faults?')) {
    act(event.target, () => call('POST', 'reset'), 'All is as at the first start.');
  }
});
element('inject').addEventListener('submit', (event) => {
  event.preventDefault();
  const added = rule(event.target);
  const inject = async () => {
    const { rules } = await call('GET', 'faults');
    await call('PUT', 'faults', [...rules, added]);
  };
  act(event.submitter, inject, 'Fault injected.');
});
element('clear').addEventListener('click', (event) => {
  act(event.target, () => call('DELETE', 'faults'), 'No faults.');
});

async function watch() {
  try {
    if (!document.hidden) await refresh();
  } catch {
    say('The server does not answer.');
  }
  setTimeout(watch, PAUSE_MS);
}
watch();
