// The page's side of the worker: what is asked of it, and what it tells.

let worker;
let count = 0;
/** What takes the replies to come, by the number of the call. */
const waiting = new Map();

/** Starts the worker; `tell` gets the state of its site. Gives a function that lets it begin, with the wasm. */
export function connect(tell) {
  worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data: { id, state, ...reply } }) => {
    if (state) tell(state);
    else waiting.get(id)?.(reply);
  });
  worker.addEventListener('error', ({ message }) => {
    tell({ problem: message ?? 'The worker of this page was not found.' });
  });
  // A page that the browser puts aside, to go back to it, would keep its files from the next one.
  addEventListener('pagehide', () => worker.terminate());
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
  return (wasm) => worker.postMessage({ wasm });
}

/** As the global one, for requests to the API. */
export async function fetch(url, { method = 'GET', headers, body, signal } = {}) {
  const { pathname, search } = new URL(url);
  const request = { method, path: pathname + search, headers: [...new Headers(headers)], body };
  const { status, headers: pairs, body: bytes } = await ask({ request }, signal);
  return new Response(bytes, { status, headers: pairs });
}

/** Removes everything, and fills the site with other people. */
export const startAnew = () => ask({ startAnew: true });

async function ask(call, signal) {
  signal?.throwIfAborted();
  count += 1;
  const id = count;
  const replied = new Promise((resolve, reject) => {
    waiting.set(id, resolve);
    signal?.addEventListener('abort', () => {
      worker.postMessage({ id, giveUp: true });
      reject(signal.reason);
    });
  });
  worker.postMessage({ id, ...call });
  const { failure, ...reply } = await replied.finally(() => waiting.delete(id));
  if (failure) throw new TypeError(failure);
  return reply;
}
