importScripts('node_modules/wix-contacts/dist/wix-contacts.global.js', 'script.js');

addEventListener('message', (event) => {
  event.waitUntil(
    contactsFrom(event.data)
      .catch(failure)
      .then((outcome) => event.source.postMessage(outcome)),
  );
});
