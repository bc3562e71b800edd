// One request to the server inside.

/**
 * Sends a request. What needs no wait is answered before this returns. `answer` is undefined if a fault drops it;
 * `giveUp` ends the work on it, and rejects if it is told why.
 * @returns {{answer: Promise<{status: number, headers: string[], body: Uint8Array} | undefined>,
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
  const answer = new Promise((resolve, refuse) => {
    reject = refuse;
    const done = (status, pairs, bytes) => {
      resolve(status === undefined ? undefined : { status, headers: pairs, body: bytes });
      end();
    };
    call = server.answer(method, path, headers.flat(), body, done);
    if (isOver) end();
  });
  const giveUp = (reason) => {
    if (isOver) return;
    end();
    reject(reason);
  };
  return { answer, giveUp };
}
