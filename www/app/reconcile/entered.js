// What was entered into the form.

import { PARTS } from './fields.js';

/**
 * The form as contactInfo, with what is not empty; `lists` are the elements that hold the items of its lists.
 * @returns {{contactInfo: object, inputs: Map<string, HTMLElement>}} `inputs` has where each value stands, by its path
 */
export function entered(form, lists) {
  const contactInfo = {};
  const inputs = new Map();
  const valuesAt = (path, given) => {
    for (const [key, input] of given) inputs.set(`${path}.${key}`, input);
    return Object.fromEntries(given.map(([key, input]) => [key, valueIn(input)]));
  };
  for (const { key, one } of PARTS) {
    if (one) {
      const items = [...lists.get(key).children].map((item) => filledIn(item)).filter(hasMore);
      if (items.length > 0)
        contactInfo[key] = items.map((given, index) => valuesAt(`${key}[${index}]`, given));
    } else {
      const given = filledIn(form, `${key}.`);
      if (given.length > 0) contactInfo[key] = valuesAt(key, given);
    }
  }
  const { picture } = form.elements;
  if (picture.value.trim()) {
    contactInfo.picture = valueIn(picture);
    inputs.set('picture', picture);
  }
  return { contactInfo, inputs };
}

/** `[key, input]` for each input that is not empty; its key is its name behind the prefix. */
function filledIn(element, prefix = '') {
  return [...element.querySelectorAll('input, select')]
    .filter(({ name, value }) => name.startsWith(prefix) && value.trim())
    .map((input) => [input.name.slice(prefix.length), input]);
}

function valueIn(input) {
  return input.type === 'date' ? `${input.value}T00:00:00.000Z` : input.value.trim();
}

/** A tag alone is no email. */
function hasMore(given) {
  return given.some(([key]) => key !== 'tag');
}
