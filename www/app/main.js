// The dashboard: who its requests are made as, and what is shown for which address.

import { follow, go, VIEWS } from './address.js';
import { showDetails, whenAdding } from './contacts/details.js';
import { loadLabels } from './contacts/labels.js';
import { reload, showList } from './contacts/list.js';
import { byId } from './dom.js';
import { openForm, whenChanged } from './reconcile/form.js';
import { AUTHORIZATION } from './site.js';
import { configure } from './wix-contacts.js';

// The local server takes any token. A dashboard app of Wix passes `fetch: httpClient.fetchWithAuth` instead.
configure({ authorization: AUTHORIZATION, baseUrl: location.origin });

loadLabels();
follow((state) => {
  for (const view of VIEWS) byId(view).hidden = view !== state.view;
  for (const link of document.querySelectorAll('.tabs a')) {
    link.ariaCurrent =
      new URL(link.href).search === (state.view === 'contacts' ? '' : `?view=${state.view}`) ? 'page' : null;
  }
  if (state.view === 'contacts') showList(state);
  showDetails(state.contact);
});

byId('add').addEventListener('click', () => openForm());
whenAdding(({ emails, phones }) => {
  go({ contact: '' });
  openForm({ emails: emails.slice(0, 1), phones: phones.slice(0, 1) });
});
whenChanged(reload);

for (const button of document.querySelectorAll('dialog [data-close]')) {
  button.addEventListener('click', () => button.closest('dialog').close());
}

// “/” goes to the search, as it does elsewhere; not while someone types.
addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.target.closest('input, select, textarea, dialog')) return;
  event.preventDefault();
  byId('search').focus();
});
