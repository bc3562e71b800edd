// Which of the values that were sent one of the contact is.

import { addressLines, day } from '../format.js';

/** What is most of a value: an email without its tag, an address in one line. */
export function mainOf(value) {
  if (typeof value !== 'object' || value === null) return String(value);
  return (
    value.email ??
    value.phone ??
    value.url ??
    (value.date && day(value.date)) ??
    addressLines(value).join(', ')
  );
}

/** What was sent for a value that the contact had, as it was sent; undefined for nothing. */
export function sentAs({ field, value }, contactInfo) {
  const [, part, key] = field.match(/^(\w+)(?:\[\d+\])?(?:\.(\w+))?$/) ?? [];
  const sent = contactInfo[part];
  if (!Array.isArray(sent)) return key ? sent?.[key] : sent;
  const same = sent.find((item) => isSame(item, value));
  return same && mainOf(same);
}

function isSame(sent, kept) {
  if (sent.phone && kept.phone) return numbersOf(sent).some((number) => numbersOf(kept).includes(number));
  return mainOf(sent).toLowerCase() === mainOf(kept).toLowerCase();
}

function numbersOf({ phone, normalizedPhone }) {
  return [phone, normalizedPhone].filter(Boolean).map((number) => number.replace(/[^\p{L}\p{Nd}]/gu, ''));
}
