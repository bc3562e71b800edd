// The same as decode, in Firefox.

import { firefox } from '../../scripts/lib/tools.js';
import { decoderOf, row } from './decode.js';

export const about = 'decoding a page in Firefox';

export const needs = [firefox];

export async function measure({ lab, rounds }) {
  const server = await lab.server(1000);
  return lab.visitInFirefox('/lab/', async (page) => {
    const { decode, requestOf } = decoderOf(page, server, rounds(20));
    const rows = [];
    for (const pageSize of [500, 25]) {
      const samples = await decode(await requestOf('ours', pageSize));
      rows.push(row(`Firefox: decode ${pageSize} contacts`, samples));
    }
    return rows;
  });
}
