import { readFile } from 'node:fs/promises';
import { configure, ready } from 'wix-contacts';
import { getContactById } from 'wix-contacts/promises';
import { fetch } from './server.js';

const wasm = await readFile(new URL(import.meta.resolve('wix-contacts/wix_contacts_bg.wasm')));
const asked = [];
globalThis.fetch = async (url) => {
  asked.push(url);
  if (asked.length === 1) throw new TypeError('the network is down');
  return new Response(wasm, { headers: { 'content-type': 'application/wasm' } });
};

configure({ fetch });
const { code } = await ready('https://example.com/wix_contacts_bg.wasm').catch((error) => error);
const { id } = await getContactById('a-contact');
console.log(JSON.stringify({ code, asked, id }));
