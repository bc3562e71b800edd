// The app that every environment gets. It shows a list: an outcome for each API that it asks, which is one here.

import { configure } from 'wix-contacts';
import { shown } from './shown.js';

export async function contactsFrom(baseUrl) {
  configure({ baseUrl, authorization: 'a token' });
  return [await shown()];
}

export const failure = ({ name, code, message, cause }) => ({ name, code, message, cause: `${cause}` });
