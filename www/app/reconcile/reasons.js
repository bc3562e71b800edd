// Why a value was not kept, in words.

import { count } from '../format.js';
import { fieldOf, lengthOf } from './fields.js';

/** What to tell of a rejected value of the contact that it was meant for. */
export function why({ reason, field, value }, contact) {
  switch (reason) {
    case 'ALREADY_SET': {
      const kept = keptInstead(field, contact);
      return kept
        ? `Already set to “${kept}”, which is never overwritten`
        : 'Already set, and never overwritten';
    }
    case 'TOO_LONG': {
      const limit = fieldOf(field)?.limit;
      const length = count(lengthOf(String(value)), 'character');
      return limit ? `Too long: ${length}, and ${limit} is the most` : `Too long: ${length}`;
    }
    case 'TOO_MANY':
      return 'The list is full: it holds 50';
    case 'INVALID':
      return invalid(fieldOf(field));
    case 'UNSUPPORTED':
      return 'The site has no place for this';
    case 'FORBIDDEN':
      return 'The site does not let this app change it';
    case 'CONSENT':
      return 'Has unsubscribed, and can only subscribe in person';
    default:
      return 'The site did not keep it';
  }
}

/** What to tell of a value that is not what its field says. */
export function invalid(field) {
  return field?.example ? `Not valid: it should be like ${field.example}` : 'Not valid';
}

function keptInstead(field, contact) {
  const [part, key] = field.split('.');
  const kept = key ? contact[part]?.[key] : contact[part];
  return typeof kept === 'string' ? kept : undefined;
}
