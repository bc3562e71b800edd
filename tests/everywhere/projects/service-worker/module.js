import { contactsFrom, failure } from './contacts.js';

addEventListener('message', (event) => {
  event.waitUntil(
    contactsFrom(event.data)
      .catch(failure)
      .then((outcome) => event.source.postMessage(outcome)),
  );
});
