// What the package did last, for developers: its requests, newest first, of which onRequest and onResponse tell, and never of
// the token; the result of reconcileContact; and the failure that the page told people of in its own words.

const MOST = 50;

/** `{method, url, attempt, status?, requestId?, durationMs?}`; without a status it is under way, or failed. */
export const requests = [];
export const changes = new EventTarget();
/** `{result?, problem?}`, as an app gets them. */
export const last = {};

export function keepResult({ isNew, details }) {
  last.result = { isNew, ...details };
  changes.dispatchEvent(new Event('change'));
}

export function keepProblem({ name, message, code, errorType, status, requestId }) {
  last.problem = { name, message, code, errorType, status, requestId };
  changes.dispatchEvent(new Event('change'));
}

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
