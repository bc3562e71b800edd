// Contacts in the words of people: names, dates, numbers, countries and addresses, in the reader's own language.

const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeZone: 'UTC' });
const DATE_AND_TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' });
const RELATIVE = new Intl.RelativeTimeFormat();
const NOW = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' }).format(0, 'second');
const NUMBER = new Intl.NumberFormat();
const COUNTRY = new Intl.DisplayNames(undefined, { type: 'region', fallback: 'code' });
const LETTERS = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

const SECONDS = { year: 31_557_600, month: 2_629_800, week: 604_800, day: 86_400, hour: 3600, minute: 60 };
const HUES = 6;

/** What to call a contact: by name, else by what is known. */
export function titleOf({ name, emails, phones }) {
  return fullName(name) || emails[0]?.email || phones[0]?.phone || 'No name';
}

export function fullName({ prefix, first, middle, last, suffix }) {
  return [prefix, first, middle, last, suffix].filter(Boolean).join(' ');
}

/** One or two letters to stand for a contact without a photo. */
export function initialsOf(contact) {
  const { first, last } = contact.name;
  const words = first || last ? [first, last] : [titleOf(contact)];
  return words.map(firstLetter).join('').toLocaleUpperCase();
}

function firstLetter(word) {
  const [letter] = LETTERS.segment(word.trim());
  return letter?.segment ?? '';
}

/** A number from 0 to 5 that stays the same for a contact. */
export function hueOf({ id }) {
  return Number.parseInt(id.slice(-2), 16) % HUES || 0;
}

export function number(value) {
  return NUMBER.format(value);
}

/** "25 contacts" */
export function count(value, one, many = `${one}s`) {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** "3 weeks ago", or "now"; nothing of what is no time. */
export function relativeTime(time, now = Date.now()) {
  const seconds = (Date.parse(time) - now) / 1000;
  if (Number.isNaN(seconds)) return '';
  const unit = Object.keys(SECONDS).find((name) => Math.abs(seconds) >= SECONDS[name]);
  return unit ? RELATIVE.format(Math.trunc(seconds / SECONDS[unit]), unit) : NOW;
}

/** The day and the hour; nothing of what is no time. */
export function exactTime(time) {
  const known = Date.parse(time);
  return Number.isNaN(known) ? '' : DATE_AND_TIME.format(known);
}

/** A day, such as a birthday, wherever the reader is; anything that is no date as it is. */
export function day(date) {
  const time = Date.parse(date);
  return Number.isNaN(time) ? date : DATE.format(time);
}

/** "France" for FR, and any other text as it is. */
export function country(code) {
  return /^[A-Z]{2}$/.test(code) ? COUNTRY.of(code) : code;
}

/** An address in lines, as one reads it. */
export function addressLines({ address, neighborhood, city, region, postalCode, country: code }) {
  const place = [[city, region].filter(Boolean).join(', '), postalCode].filter(Boolean).join(' ');
  return [address, neighborhood, place, code && country(code)].filter(Boolean);
}
