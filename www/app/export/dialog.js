// Exporting contacts to a file: all, or those with the labels that are chosen. However many there are, only a few pages of
// them are held at a time.

import { read } from '../address.js';
import { byId, h } from '../dom.js';
import { count } from '../format.js';
import { problemBox } from '../problem.js';
import { showProgress } from '../progress.js';
import { contactsToExport } from './contacts.js';
import { write } from './write.js';

const dialog = byId('export');
const form = byId('export-form');
const which = byId('export-which');
const status = byId('export-status');
let running;

export function openExport() {
  const { labels } = read();
  which.hidden = labels.length === 0;
  form.elements.which.value = labels.length > 0 ? 'filtered' : 'all';
  status.replaceChildren();
  dialog.showModal();
}

async function exportContacts() {
  running = new AbortController();
  const { signal } = running;
  const label = form.elements.which.value === 'filtered' ? read().labels : undefined;
  const progress = showProgress(status, 'Exporting', () => running.abort());
  form.hidden = true;
  status.querySelector('button').focus();
  try {
    const contacts = contactsToExport({ label, signal, onProgress: progress.update });
    const { file, extension, written, cut } = await write(form.elements.format.value, contacts);
    const name = `contacts-${new Date().toISOString().slice(0, 10)}.${extension}`;
    save(file, name);
    status.replaceChildren(
      h('p', { role: 'status' }, `${count(written, 'contact')} exported to ${name}.${wordsFor(cut)}`),
    );
  } catch (error) {
    status.replaceChildren(
      signal.aborted ? h('p', {}, 'The export was cancelled.') : problemBox(error, exportContacts),
    );
  }
  form.hidden = false;
  form.querySelector('button').focus();
}

function wordsFor(cut) {
  if (cut === 0) return '';
  return ` ${count(cut, 'text')} had to be cut short: a cell holds 32,767 characters. A CSV file has them whole.`;
}

function save(file, name) {
  const href = URL.createObjectURL(file);
  h('a', { href, download: name }).click();
  // The browser has begun to read it by the next task.
  setTimeout(() => URL.revokeObjectURL(href));
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  exportContacts();
});
dialog.addEventListener('close', () => running?.abort());
