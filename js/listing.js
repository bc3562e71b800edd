import { promised } from './promised.js';

/** The REST calls that an app can make as they are. */
export function v4Of(connection) {
  return {
    listContacts(parameters, { signal } = {}) {
      const copy = parameters && structuredClone(parameters);
      return promised(signal, (resolve, reject) => {
        connection().call(reject, (wasm, contacts) => {
          wasm.listContacts(contacts, copy, resolve, reject, signal);
        });
      });
    },
  };
}
