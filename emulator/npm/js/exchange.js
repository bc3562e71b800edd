// One request to the server inside.

/**
 * Sends a request. What needs no wait is answered before this returns. `response` is undefined if a fault drops it;
 * `giveUp` ends the work on it, and rejects if it is told why.
 * @returns {{response: Promise<{status: number, headers: string[], body: Uint8Array} | undefined>,
 *   giveUp: (reason?: unknown) => void}}
 */
export function exchange(server, { method, path, headers, body }) {
  let call;
  let isOver = false;
  let reject;
  const end = () => {
    isOver = true;
    call?.free();
    call = undefined;
  };
  const response = new Promise((resolve, refuse) => {
    reject = refuse;
    const done = (status, pairs, bytes) => {
      resolve(status === undefined ? undefined : { status, headers: pairs, body: bytes });
      end();
    };
    call = server.handle(method, path, headers.flat(), body, done);
    if (isOver) end();
  });
  const giveUp = (reason) => {
    if (isOver) return;
    end();
    reject(reason);
  };
  return { response, giveUp };
}
