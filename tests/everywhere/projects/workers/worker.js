import { contactsFrom, failure } from './contacts.js';

addEventListener('message', async ({ data }) => postMessage(await contactsFrom(data).catch(failure)));
