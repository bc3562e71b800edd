// Phones as people type them. The API knows each as it was written once and, where its country is known, in E.164 form.

// The library as one file, which needs no bundler: it leaves itself on globalThis.
import '../../node_modules/libphonenumber-js/bundle/libphonenumber-min.js';
import { begins, E164, PHONE } from '../api/conditions.js';

const { AsYouType, getCountries, getCountryCallingCode, isSupportedCountry } = globalThis.libphonenumber;

/** With fewer digits it is rather the beginning of a number without one. */
const LEAST_WITH_CODE = 8;

/** Who has a phone that begins so, as it is dialled where the reader may be. */
export function phonesBeginning(text) {
  const typed = regions().flatMap((region) => spellingsIn(region, text));
  const written = [text, digitsOf(text), ...typed.flatMap(({ formatted }) => waysToWrite(formatted))];
  const numbers = [...international(text), ...typed.map(({ number }) => number)];
  return [...conditions(PHONE, written), ...conditions(E164, numbers)];
}

/** The same, as it is dialled in any country. */
export function phonesOfAnyCountry(text) {
  return conditions(
    E164,
    getCountries().map((country) => typedIn(country, text).number),
  );
}

function conditions(field, values) {
  return [...new Set(values)].filter(Boolean).map((value) => begins(field, value));
}

/** The countries of the reader's languages. */
function regions() {
  const found = navigator.languages.map((language) => new Intl.Locale(language).maximize().region);
  return [...new Set(found)].filter((region) => isSupportedCountry(region));
}

/** A number as it is typed and, if it is one of the region, with the code of the country and without. */
function spellingsIn(region, text) {
  const typed = typedIn(region, text);
  const code = `+${getCountryCallingCode(region)}`;
  if (!typed.number.startsWith(code)) return [typed];
  return [typed, typedIn(region, typed.number), typedIn(region, typed.number.slice(code.length))];
}

function typedIn(region, text) {
  const formatter = new AsYouType(region);
  const formatted = formatter.input(text);
  return { formatted, number: formatter.getNumberValue() ?? '' };
}

/** A number in the ways that people separate its groups, such as those of “(212) 555-0134”. */
function waysToWrite(formatted) {
  const [first, ...others] = formatted.match(/\+?\d+/g) ?? [''];
  const separated = [' ', '-', '.', ''].map((separator) => [first, ...others].join(separator));
  const bracketed = [' ', '', '-'].map((gap) => `(${first})${gap}${others.join('-')}`);
  return [formatted, ...separated, ...(formatted.startsWith('(') && others.length > 0 ? bracketed : [])];
}

/** The number, if it is one that begins with the code of its country; few type a plus. */
function international(text) {
  const digits = digitsOf(text).replace(/^00/, '');
  return /^\s*(?:[+＋]|00)/.test(text) || digits.length >= LEAST_WITH_CODE ? [`+${digits}`] : [];
}

function digitsOf(text) {
  // As the library reads them, whatever the script.
  return new AsYouType().input(`+${text.replace(/^\s*[+＋]/, '')}`).replace(/\D/g, '');
}
