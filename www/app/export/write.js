// Writing contacts to a file. What is written leaves the memory of the page piece by piece, in Blobs.

import * as csv from './csv.js';
import * as vcard from './vcard.js';

/** The formats by name. A workbook takes a library, which is loaded when one is wanted. */
const FORMATS = { csv: () => csv, vcard: () => vcard, xlsx: () => import('./xlsx.js') };
const PIECE = 256 * 1024;

/**
 * Writes contacts, which come as pairs of a contact and the names of its labels.
 * @returns {Promise<{file: Blob, extension: string, written: number, cut: number}>} `cut` is how many texts were too long
 */
export async function write(name, contacts) {
  const { type, extension, head, entry, piecesOf = textPieces(head, entry) } = await FORMATS[name]();
  const report = { written: 0, cut: 0 };
  const pieces = [];
  for await (const piece of piecesOf(counted(contacts, report), report)) pieces.push(new Blob([piece]));
  return { file: new Blob(pieces, { type }), extension, ...report };
}

/** Texts, one for each contact, some of them together. */
const textPieces = (head, entry) =>
  async function* (contacts) {
    let text = head;
    for await (const [contact, labels] of contacts) {
      text += entry(contact, labels);
      if (text.length > PIECE) {
        yield text;
        text = '';
      }
    }
    yield text;
  };

async function* counted(contacts, report) {
  for await (const contact of contacts) {
    report.written += 1;
    yield contact;
  }
}
