// Exporting contacts to a file: all, or those with the labels that are chosen. However many there are, only a few pages of
// them are held at a time.

import { read } from '../address.js';
import { byId, h } from '../dom.js';
import { count } from '../format.js';
import { problemBox } from '../problem.js';
import { showProgress } from '../progress.js';
import { iterateContacts } from '../wix-contacts.js';
import * as csv from './csv.js';
import * as vcard from './vcard.js';

const FORMATS = { csv, vcard };
const CHUNK = 256 * 1024;

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
  const format = FORMATS[form.elements.format.value];
  const label = form.elements.which.value === 'filtered' ? read().labels : undefined;
  const progress = showProgress(status, 'Exporting', () => running.abort());
  form.hidden = true;
  status.querySelector('button').focus();
  try {
    const { file, written } = await write(format, { label, signal, onProgress: progress.update });
    const name = `contacts-${new Date().toISOString().slice(0, 10)}.${format.extension}`;
    save(file, name);
    status.replaceChildren(h('p', { role: 'status' }, `${count(written, 'contact')} exported to ${name}.`));
  } catch (error) {
    status.replaceChildren(
      signal.aborted ? h('p', {}, 'The export was cancelled.') : problemBox(error, exportContacts),
    );
  }
  form.hidden = false;
  form.querySelector('button').focus();
}

/** Writes into Blobs, piece by piece: what is written leaves the memory of the page. */
async function write(format, options) {
  const pieces = [];
  let text = format.head;
  let written = 0;
  for await (const contact of iterateContacts(options)) {
    text += format.entry(contact);
    written += 1;
    if (text.length > CHUNK) {
      pieces.push(new Blob([text]));
      text = '';
    }
  }
  return { file: new Blob([...pieces, text], { type: format.type }), written };
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
