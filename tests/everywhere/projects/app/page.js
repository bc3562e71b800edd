import { contactsFrom, failure } from './contacts.js';

const outcome = contactsFrom(new URLSearchParams(location.search).get('api')).catch(failure);
outcome.then((shown) => {
  document.querySelector('output').textContent = JSON.stringify(shown);
});
