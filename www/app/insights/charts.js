// Pictures of numbers, drawn by Chart.js in the colours of the page, each with its numbers as a table.

// Chart.js as one file, which needs no bundler: it leaves itself on globalThis.
import '../../node_modules/chart.js/dist/chart.umd.min.js';
import { h, icon, text } from '../dom.js';
import { number } from '../format.js';

const { Chart } = globalThis;
const ROW = 30;

/**
 * A card with a picture: bars of one series, or with a line of another on an axis of its own.
 * `{title, about, columns: [category, bars, line?], rows: [[category, number, number?]], across}`; `across` lays the bars
 * on their side, for categories with long names.
 */
export function chartCard({ title, about, columns, rows, across = false, wide = false }) {
  const canvas = h('canvas', {
    role: 'img',
    'aria-label': `${title}. ${about} The numbers are in the table below.`,
  });
  const frame = h('div', { class: 'frame' }, canvas);
  // Tall enough for every bar that lies on its side.
  if (across) frame.style.height = `${Math.max(5, rows.length) * ROW + 60}px`;
  const card = h(
    'section',
    { class: wide ? 'card chart wide' : 'card chart' },
    h('h2', {}, title),
    h('p', {}, about),
    frame,
    table(title, columns, rows),
  );
  const chart = new Chart(canvas, configuration({ columns, rows, across }));
  chart.resize();
  return { card, chart };
}

function configuration({ columns, rows, across }) {
  const [category, bars, line] = columns;
  const colours = coloursOfThePage();
  const datasets = [
    {
      type: 'bar',
      label: bars,
      data: rows.map((row) => row[1]),
      backgroundColor: colours.accent,
      borderRadius: 3,
      pointStyle: 'rect',
      maxBarThickness: 22,
    },
  ];
  if (line) {
    datasets.unshift({
      type: 'line',
      label: line,
      data: rows.map((row) => row[2]),
      yAxisID: 'line',
      borderColor: colours.line,
      backgroundColor: colours.line,
      borderWidth: 2,
      pointRadius: 0,
      pointStyle: 'line',
      pointHitRadius: 8,
    });
  }
  const [categories, values] = across ? ['y', 'x'] : ['x', 'y'];
  const scale = (title) => ({
    title: { display: true, text: title, color: colours.muted },
    ticks: { color: colours.muted, precision: 0 },
    grid: { color: colours.grid },
    border: { display: false },
  });
  return {
    data: { labels: rows.map(([name]) => name), datasets },
    options: {
      indexAxis: categories,
      maintainAspectRatio: false,
      animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? false : { duration: 300 },
      interaction: { mode: 'index', axis: categories, intersect: false },
      scales: {
        [categories]: {
          ...scale(category),
          grid: { display: false },
          ticks: { color: colours.muted, autoSkip: !across, maxRotation: 0, autoSkipPadding: 12 },
        },
        [values]: { ...scale(bars), beginAtZero: true },
        ...(line && {
          line: { ...scale(line), position: 'right', beginAtZero: true, grid: { display: false } },
        }),
      },
      plugins: {
        legend: {
          display: Boolean(line),
          align: 'end',
          labels: { color: colours.text, usePointStyle: true, boxHeight: 8 },
        },
      },
      font: { family: getComputedStyle(document.body).fontFamily },
    },
  };
}

function table(title, columns, rows) {
  return h(
    'details',
    {},
    h('summary', {}, icon('down'), 'The numbers'),
    h(
      'div',
      { class: 'numbers', tabindex: '0', role: 'region', 'aria-label': `${title}: the numbers` },
      h(
        'table',
        {},
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            columns.map((name) => h('th', { scope: 'col' }, name)),
          ),
        ),
        h(
          'tbody',
          {},
          rows.map(([name, ...values]) =>
            h(
              'tr',
              {},
              h('th', { scope: 'row' }, text(name)),
              values.map((value) => h('td', {}, number(value))),
            ),
          ),
        ),
      ),
    ),
  );
}

function coloursOfThePage() {
  const probe = document.body.appendChild(h('span', { hidden: true }));
  const colour = (name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    accent: colour('--accent'),
    line: colour('--good'),
    text: colour('--text'),
    muted: colour('--muted'),
    grid: colour('--line'),
  };
  probe.remove();
  return colours;
}
