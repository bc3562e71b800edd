import { checkGetContactById, checkGetContacts, checkReconcileContact } from './arguments.js';
import { pageOptions } from './page-options.js';

/** The three functions with callbacks. Each call uses the connection that `connection()` returns then. */
export function functionsOf(connection) {
  return {
    getContactById(id, onSuccess, onFailure) {
      checkGetContactById(id, onSuccess, onFailure);
      connection().callCore(onFailure, (core, client, bridge) => {
        core.getContactById(client, bridge, id, onSuccess, onFailure);
      });
    },

    getContacts(options, onSuccess, onFailure) {
      checkGetContacts(options, onSuccess);
      const copy = pageOptions(options);
      connection().callForPage(copy, onFailure, (core, client, bridge) => {
        core.getContacts(client, bridge, copy, onSuccess, onFailure);
      });
    },

    reconcileContact(contactInfo, onSuccess, onFailure) {
      checkReconcileContact(contactInfo, onSuccess, onFailure);
      // The official page lists the callbacks inside contactInfo.
      const succeed = onSuccess || contactInfo?.onSuccess;
      const fail = onFailure || contactInfo?.onFailure;
      const json = toJson(contactInfo);
      connection().callDeferredModule(fail, (deferred, site, bridge) => {
        deferred.reconcileContact(site, bridge.transport(false), json, succeed, fail);
      });
    },
  };
}

/** A copy of contactInfo as JSON; undefined if it is not plain data. */
export function toJson(contactInfo) {
  try {
    return JSON.stringify(contactInfo);
  } catch {
    return undefined;
  }
}
