// The checks of the original SDK, in its order and with its messages (spec/wix-contacts-sdk.md, Calls).

function mandatory(holds, text) {
  if (!holds) throw new TypeError(`Wix SDK: ${text}`);
}

function mandatoryFunction(value, name) {
  mandatory(typeof value === 'function', `Missing mandatory argument - ${name}, must be a function`);
}

export function checkGetContacts(options, onSuccess) {
  mandatory(typeof options === 'object', 'Missing mandatory argument - options, must be an object');
  mandatoryFunction(onSuccess, 'onSuccess');
}

export function checkGetContactById(id, onSuccess, onFailure) {
  mandatory(typeof id === 'string', 'Missing mandatory argument - id, must be a string');
  mandatoryFunction(onSuccess, 'onSuccess');
  mandatoryFunction(onFailure, 'onFailure');
}

export function checkReconcileContact(contactInfo, onSuccess, onFailure) {
  mandatory(contactInfo !== undefined, 'Missing mandatory contact options parameter');
  mandatory(typeof contactInfo === 'object', 'Contact options parameter must be an object');
  if (onSuccess) mandatoryFunction(onSuccess, 'onSuccess');
  if (onFailure) mandatoryFunction(onFailure, 'onFailure');
}
