import { badRequest } from '../host/error.js';
import { promised } from './promised.js';

/** The REST calls that an app can make directly. */
export function v4Of(connection) {
  return {
    listContacts(parameters, options) {
      return promised(options, (resolve, reject, signal) => {
        const copy = copyOf(parameters);
        connection().callDeferredModule(reject, (deferred, _site, bridge) => {
          deferred.listContacts(bridge.transport(false), copy, resolve, reject, signal);
        });
      });
    },
  };
}

function copyOf(parameters) {
  if (typeof (parameters ?? {}) !== 'object') throw badRequest('parameters must be an object.');
  try {
    return plain(parameters);
  } catch {
    throw badRequest('The parameters of listContacts must be plain data.');
  }
}

/** A deep copy. structuredClone rejects a Proxy. */
function plain(value) {
  if (typeof value === 'function') throw new TypeError();
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Array.from(value, (item) => plain(item));
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}
