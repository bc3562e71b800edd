// What the page shows, as its address says it: back, forward, a reload and a shared link all show the same again.

export const PAGE_SIZES = [10, 25, 50, 100, 500];
export const VIEWS = ['contacts', 'insights', 'developer'];

const NOTHING_SPECIAL = { view: 'contacts', search: '', labels: [], size: 25, page: 1, contact: '' };
const NAMES = { view: 'view', search: 'q', labels: 'label', size: 'size', page: 'page', contact: 'contact' };

const listeners = [];

/** What an address asks for; whatever it gets wrong is as if it said nothing. */
export function read(query = location.search) {
  const params = new URLSearchParams(query);
  const size = Number(params.get(NAMES.size));
  const page = Number(params.get(NAMES.page));
  return {
    view: VIEWS.includes(params.get(NAMES.view)) ? params.get(NAMES.view) : NOTHING_SPECIAL.view,
    search: params.get(NAMES.search)?.trim() ?? '',
    labels: params.getAll(NAMES.labels),
    size: PAGE_SIZES.includes(size) ? size : NOTHING_SPECIAL.size,
    page: Number.isInteger(page) && page > 0 ? page : NOTHING_SPECIAL.page,
    contact: params.get(NAMES.contact) ?? '',
  };
}

/** The address of what is shown now, but for `changes`. It says only what is special. */
export function addressOf(changes) {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...read(), ...changes })) {
    if (Array.isArray(value)) for (const item of value) params.append(NAMES[key], item);
    else if (value !== NOTHING_SPECIAL[key]) params.set(NAMES[key], value);
  }
  return `?${params}`;
}

/** Shows something else. `replace` leaves no way back to what was shown before. */
export function go(changes, { replace = false } = {}) {
  const address = addressOf(changes);
  if (address === addressOf({})) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', address);
  tell();
}

/** Calls `listener` with what to show, now and whenever that changes. */
export function follow(listener) {
  listeners.push(listener);
  listener(read());
}

function tell() {
  for (const listener of listeners) listener(read());
}

addEventListener('popstate', tell);

// A link to another state of this page needs no reload; with a modifier key it opens in a tab of its own, as any link.
addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href^="?"]');
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (link.search === location.search) return;
  history.pushState(null, '', link.href);
  tell();
});
