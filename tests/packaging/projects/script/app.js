// As ../app.js, for a page that has no modules.

const show = (outcome) => {
  const text = JSON.stringify(outcome);
  document.querySelector('output').textContent = text;
  navigator.sendBeacon('/shown', text);
};

WixContacts.configure({
  baseUrl: new URLSearchParams(location.search).get('api'),
  authorization: 'a token',
});
Wix.Contacts.getContacts(
  { pageSize: 3 },
  (cursor) => show({ contacts: cursor.getData().length, total: cursor.getTotal() }),
  (errorType, { code, message }) => show({ errorType, code, message }),
);
