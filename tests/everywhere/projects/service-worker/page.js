// A page whose service worker gets the contacts. Its script and kind are in the page's address.

const { searchParams } = new URL(location.href);
navigator.serviceWorker.onmessage = ({ data }) => {
  document.querySelector('output').textContent = JSON.stringify(data);
};
await navigator.serviceWorker.register(searchParams.get('script'), { type: searchParams.get('type') });
const { active } = await navigator.serviceWorker.ready;
active.postMessage(searchParams.get('api'));
