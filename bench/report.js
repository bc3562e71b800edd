// The results as Markdown, ratios first.

/** What is compared, by what it is about. */
const COLUMNS = {
  package: {
    ours: '**wix-contacts**',
    official: 'official client',
    'hand-written': 'hand-written',
    raw: 'raw',
  },
  emulator: {
    ours: '**wix-contacts-emulator**',
    native: 'native server',
    'json-server': 'json-server',
    msw: 'MSW, @mswjs/data',
    prism: 'Prism',
  },
};

/** All that was measured about one subject. */
export function report(results, subject = 'package') {
  const rows = results.rows.filter(({ growth }) => !growth);
  const growth = results.rows.filter(({ growth }) => growth);
  const parts = [
    table(rows, subject),
    growth.length > 0 && growthTable(growth),
    circumstances(results, subject),
  ];
  return parts.filter(Boolean).join('\n\n');
}

const DIGEST = `In Node, beside the native server over loopback and what else one may pick, with 10,000 contacts; the number before the × says how many times as
long as with this package:`;

/** What the README of the emulator's package shows. */
export function digest({ rows }) {
  const shown = rows.filter(({ name, of, target }) => (of ? name.startsWith('Node, 10,000') : target));
  return `${DIGEST}\n\n${table(shown, 'emulator')}`;
}

/** The three numbers that the README shows. */
export function headline({ rows }) {
  const [bytes, start, read] = ['size', 'start', 'read'].map((name) =>
    rows.find(({ measure, target }) => measure === name && target),
  );
  return [
    `- Opening a page of contacts takes ${times(start.target.value)} as long as with the official client.`,
    `- Reading 100,000 contacts takes ${times(read.target.value)} as long.`,
    `- A page loads ${quantity(bytes.target.value, bytes.unit)} before its first contact, compressed; ${quantity(bytes.values.official.median, bytes.unit)} with the official client.`,
  ].join('\n');
}

function table(rows, subject) {
  const columns = COLUMNS[subject];
  const head = ['', ...Object.values(columns), 'at most', 'holds'];
  return markdown(
    head,
    rows.map(({ name, unit, values, target }) => [
      name,
      ...Object.keys(columns).map((variant) => (values[variant] ? cell(values[variant], unit) : '')),
      ...(target ? [limit(target, unit), verdict(target)] : ['', '']),
    ]),
  );
}

function growthTable(rows) {
  const lines = rows.map(({ name, unit, values }) => [
    name,
    Object.entries(values)
      .map(([size, { median }]) => `${Number(size).toLocaleString('en')}: ${quantity(median, unit)}`)
      .join(' · '),
  ]);
  return markdown(['how cost grows', ''], lines);
}

function circumstances({ date, machine, versions, quick }, subject) {
  const { cpu, cores, load } = machine;
  const used = Object.entries(versions[subject]).map(([name, version]) => `${name} ${version}`);
  return [
    `Measured ${date.slice(0, 10)}${quick ? ', quickly' : ''}, on ${cpu}, ${cores} cores`,
    `(load ${load.atStart.toFixed(1)} at the start, ${load.atEnd.toFixed(1)} at the end), with ${used.join(', ')}.`,
  ].join('\n');
}

function cell({ median, ratio }, unit) {
  return ratio ? `${times(ratio.median)} (${quantity(median, unit)})` : quantity(median, unit);
}

function limit({ of, atMost, goal }, unit) {
  const shown = (value) => (of ? times(value) : quantity(value, unit));
  return `${shown(atMost)}${of ? ` ${of}` : ''}${goal ? `, goal ${shown(goal)}` : ''}`;
}

function verdict({ of, value, holds, reachesGoal }) {
  const word = reachesGoal ? 'yes, the goal too' : holds ? 'yes' : '**no**';
  return of ? `${word}: ${times(value)}` : word;
}

const times = (value) => `${precise(value)} ×`;

const UNITS = {
  ms: (value) => (value >= 1000 ? `${precise(value / 1000)} s` : `${precise(value)} ms`),
  B: (value) => {
    if (Math.abs(value) >= 1e6) return `${precise(value / 1e6)} MB`;
    return Math.abs(value) >= 1000 ? `${precise(value / 1000)} KB` : `${value} B`;
  },
};

const quantity = (value, unit) => UNITS[unit]?.(value) ?? `${value} ${unit}`;

/** Three digits: what comes after is noise. */
const precise = (value) =>
  Math.abs(value) >= 100 ? `${Math.round(value)}` : `${Number(value.toPrecision(3))}`;

function markdown(head, lines) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...lines.map(line)].join('\n');
}
