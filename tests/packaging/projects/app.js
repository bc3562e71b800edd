// The app that every bundler gets: it shows contacts of the server that the page's address names.

import { configure, getContacts } from 'wix-contacts';

const show = (outcome) => {
  const text = JSON.stringify(outcome);
  document.querySelector('output').textContent = text;
  // For a browser that nothing drives.
  navigator.sendBeacon('/shown', text);
};

configure({ baseUrl: new URLSearchParams(location.search).get('api'), authorization: 'a token' });
getContacts(
  { pageSize: 3 },
  (cursor) => show({ contacts: cursor.getData().length, total: cursor.getTotal() }),
  (errorType, { code, message }) => show({ errorType, code, message }),
);
