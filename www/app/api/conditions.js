// Conditions of the API, which compares the beginnings of values.

export const FIRST = 'info.name.first';
export const LAST = 'info.name.last';
export const COMPANY = 'info.company';
export const EMAIL = 'info.emails.email';
export const PHONE = 'info.phones.phone';
export const E164 = 'info.phones.e164Phone';

export const begins = (field, value) => ({ [field]: { $startsWith: value } });
export const anyOf = (conditions) => ({ $or: conditions });

/** A condition that holds where all of some do; one that is empty always does. */
export function allOf(...conditions) {
  const given = conditions.filter((condition) => Object.keys(condition).length > 0);
  return given.length > 1 ? { $and: given } : (given[0] ?? {});
}

/** A condition for the contacts that have any of some labels; none holds for all. */
export function labelled(labels) {
  return labels.length > 0 ? { 'info.labelKeys': { $hasSome: labels } } : {};
}
