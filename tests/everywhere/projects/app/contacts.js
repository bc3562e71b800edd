// The app that every environment gets.

import { configure } from 'wix-contacts';
import { shown } from './shown.js';

export function contactsFrom(baseUrl) {
  configure({ baseUrl, authorization: 'a token' });
  return shown();
}

export const failure = ({ name, code, message, cause }) => ({ name, code, message, cause: `${cause}` });
