import { contactsFrom, failure } from './contacts.js';

// Not by an await at the top, which CommonJS does not have.
const outcome = contactsFrom(process.env.API).catch(failure);
outcome.then((shown) => console.log(JSON.stringify(shown)));
