import { contactsFrom } from '../../contacts.js';

export async function load() {
  return { api: process.env.API, rendered: JSON.stringify(await contactsFrom(process.env.API)) };
}
