import { checkGetContactById, checkGetContacts, checkReconcileContact } from './arguments.js';

/** The three functions, over the connection that `connection()` gives at each call. */
export function functionsOf(connection) {
  return {
    getContactById(id, onSuccess, onFailure) {
      checkGetContactById(id, onSuccess, onFailure);
      connection().call(onFailure, (core, contacts, bridge) => {
        core.getContactById(contacts, bridge, id, onSuccess, onFailure);
      });
    },

    getContacts(options, onSuccess, onFailure) {
      checkGetContacts(options, onSuccess);
      const copy = pageOptions(options);
      connection().callForPage(copy, onFailure, (core, contacts, bridge) => {
        core.getContacts(contacts, bridge, copy, onSuccess, onFailure);
      });
    },

    reconcileContact(contactInfo, onSuccess, onFailure) {
      checkReconcileContact(contactInfo, onSuccess, onFailure);
      // The official page lists the callbacks inside contactInfo.
      const succeed = onSuccess || contactInfo?.onSuccess;
      const fail = onFailure || contactInfo?.onFailure;
      const json = toJson(contactInfo);
      connection().callRest(fail, (rest, site, bridge) => {
        rest.reconcileContact(site, bridge.api(false), json, succeed, fail);
      });
    },
  };
}

/** The options as they are now: an app may change its object before the wasm is there. */
export function pageOptions(options) {
  const { label, pageSize } = options ?? {};
  return { label: Array.isArray(label) ? [...label] : label, pageSize };
}

/** The text of a contactInfo as it is now; undefined if it is not plain data. */
export function toJson(contactInfo) {
  try {
    return JSON.stringify(contactInfo);
  } catch {
    return undefined;
  }
}
