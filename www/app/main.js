// The dashboard: who its requests are made as, and what is shown for which address.

import { follow, go, read, VIEWS } from './address.js';
import { watchConnection } from './connection.js';
import { showDetails, whenAdding } from './contacts/details.js';
import { loadLabels } from './contacts/labels.js';
import { forgetList, showList } from './contacts/list.js';
import './developer/view.js';
import { byId } from './dom.js';
import { openExport } from './export/dialog.js';
import { forgetInsights, leaveInsights, showInsights } from './insights/view.js';
import { openForm, whenChanged } from './reconcile/form.js';
import { SETTINGS } from './settings.js';
import { configure } from './wix-contacts.js';

configure(SETTINGS);

watchConnection();
loadLabels();
follow(show);

function show(state) {
  showView(state.view);
  if (state.view === 'contacts') showList(state);
  if (state.view === 'insights') showInsights();
  else leaveInsights();
  showDetails(state.contact);
}

function showView(view) {
  for (const name of VIEWS) byId(name).hidden = name !== view;
  for (const link of document.querySelectorAll('.tabs a')) {
    link.ariaCurrent = link.dataset.view === view ? 'page' : null;
  }
}

byId('export-open').addEventListener('click', openExport);
byId('add').addEventListener('click', () => openForm());
whenAdding(({ emails, phones }) => {
  go({ contact: '' });
  openForm({ emails: emails.slice(0, 1), phones: phones.slice(0, 1) });
});
whenChanged(() => {
  forgetList();
  forgetInsights();
  loadLabels();
  show(read());
});

for (const button of document.querySelectorAll('dialog [data-close]')) {
  button.addEventListener('click', () => button.closest('dialog').close());
}

// “/” goes to the search, as it does elsewhere; not while someone types.
addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.target.closest('input, select, dialog') || byId('contacts').hidden) return;
  event.preventDefault();
  byId('search').focus();
});
