// The last requests that the package made, newest first. onRequest and onResponse tell of them, and never of the token.

const MOST = 50;

/** `{method, url, attempt, status?, requestId?, durationMs?}`; without a status it is under way, or failed. */
export const requests = [];
export const changes = new EventTarget();

function onRequest({ method, url, attempt }) {
  requests.unshift({ method, url, attempt, startedAt: new Date() });
  requests.length = Math.min(requests.length, MOST);
  changes.dispatchEvent(new Event('change'));
}

function onResponse(response) {
  const { method, url, attempt } = response;
  const request = requests.findLast(
    (one) => one.status === undefined && one.method === method && one.url === url && one.attempt === attempt,
  );
  Object.assign(request ?? {}, response);
  changes.dispatchEvent(new Event('change'));
}

/** What configure() is given to watch requests. */
export const watching = { onRequest, onResponse };
