// Making elements. Text is only ever set as text, so that nothing in a contact can become markup.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An element with attributes (an `on…` is a listener; true, false and undefined are there or not) and children.
 * Children that are undefined, null or false are left out.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (typeof value === 'boolean') element.toggleAttribute(name, value);
    else if (value !== undefined) element.setAttribute(name, value);
  }
  element.append(
    ...children.flat().filter((child) => child !== undefined && child !== null && child !== false),
  );
  return element;
}

/** A symbol of icons.svg. It says nothing to a screen reader: what it is on has a name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** Text of a contact, shown in its own direction. */
export function text(value, tag = 'span') {
  return h(tag, { dir: 'auto' }, value);
}

/** A button with an icon alone; `name` says what it does. */
export function iconButton(name, symbol, onclick) {
  return h(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': name, title: name, onclick },
    icon(symbol),
  );
}

/** The element of index.html with an id. */
export function byId(id) {
  return document.getElementById(id);
}
