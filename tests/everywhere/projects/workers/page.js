// A page whose worker gets the contacts.

const query = location.search;
const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
worker.onmessage = ({ data }) => {
  document.querySelector('output').textContent = JSON.stringify(data);
};
worker.postMessage(new URLSearchParams(query).get('api'));
