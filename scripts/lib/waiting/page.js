// Shows the steps of `npm start`, until the dashboard answers in this page's place.

import { duration } from './duration.js';

/** How many seconds nobody may answer: the dashboard's server begins once this page's has ended. */
const PATIENCE = 10;

const [state, bar, list] = ['state', 'bar', 'steps'].map((id) => document.getElementById(id));
const introduction = state.textContent;
let unanswered = 0;

setInterval(look, 1000);
look();

async function look() {
  const response = await fetch('/.waiting/steps').catch(() => undefined);
  if (response && !response.ok) return location.reload();
  unanswered = response ? 0 : unanswered + 1;
  say(
    unanswered < PATIENCE
      ? introduction
      : '“npm start” has ended. Its terminal says why; once it runs again, this page goes on.',
  );
  if (response) show(await response.json());
}

/** Says it once: a screen reader would read it out each time. */
function say(text) {
  if (state.textContent !== text) state.textContent = text;
}

function show(steps) {
  const done = steps.filter(({ ended }) => ended).length;
  bar.max = Math.max(steps.length, 1);
  bar.value = done;
  list.replaceChildren(...steps.map(itemOf));
}

function itemOf({ title, time, began, ended }) {
  const item = document.createElement('li');
  item.className = ended ? 'done' : began ? 'under-way' : 'to-come';
  const passed = began && duration(((ended ?? Date.now()) - began) / 1000);
  const remark = ended ? `done in ${passed}` : began ? passed : time;
  item.append(title);
  if (remark) {
    const small = document.createElement('small');
    small.textContent = remark;
    item.append(' ', small);
  }
  return item;
}
