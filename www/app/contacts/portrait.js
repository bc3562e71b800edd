// A contact's photo, or its initials if there is none that a page may show.

import { h } from '../dom.js';
import { hueOf, initialsOf } from '../format.js';

const SHOWN = /^(https:|data:image\/)/i;

export function portrait(contact, size = '') {
  const frame = h(
    'span',
    { class: `portrait hue-${hueOf(contact)} ${size}`, 'aria-hidden': 'true' },
    initialsOf(contact),
  );
  if (SHOWN.test(contact.picture ?? '')) frame.append(photo(contact.picture));
  return frame;
}

/** It covers the initials, and leaves them to be seen if it can't be loaded. */
function photo(src) {
  return h('img', {
    src,
    alt: '',
    loading: 'lazy',
    referrerpolicy: 'no-referrer',
    onerror: (event) => event.target.remove(),
  });
}
