// The fields of contactInfo, as the official page lists them. `limit` is in characters; what is longer is rejected, and
// the rest is saved. `example` is of a value that is accepted.

import { DELIVERIES, SUBSCRIPTIONS } from '../contacts/status.js';

export const PARTS = [
  {
    key: 'name',
    title: 'Name',
    open: true,
    fields: [
      { key: 'first', label: 'First name', limit: 100 },
      { key: 'last', label: 'Last name', limit: 100 },
      { key: 'prefix', label: 'Prefix', limit: 100, example: 'Dr.' },
      { key: 'middle', label: 'Middle name', limit: 100 },
      { key: 'suffix', label: 'Suffix', limit: 100, example: 'Jr.' },
    ],
  },
  {
    key: 'emails',
    title: 'Emails',
    one: 'email',
    open: true,
    fields: [
      { key: 'email', label: 'Email', limit: 250, type: 'email', example: 'name@example.com', main: true },
      { key: 'tag', label: 'Tag', limit: 100, suggestions: ['main', 'home', 'work'] },
      {
        key: 'emailStatus',
        label: 'Mailings',
        choices: { '': 'Not asked', ...SUBSCRIPTIONS },
      },
      {
        key: 'deliveryStatus',
        label: 'Delivery',
        choices: { '': 'Not known', ...DELIVERIES },
      },
    ],
  },
  {
    key: 'phones',
    title: 'Phones',
    one: 'phone',
    open: true,
    fields: [
      { key: 'phone', label: 'Phone', limit: 30, type: 'tel', example: '+1 415 555 0132', main: true },
      { key: 'tag', label: 'Tag', limit: 100, suggestions: ['main', 'mobile', 'home', 'work', 'fax'] },
      { key: 'normalizedPhone', label: 'In international form', type: 'tel', example: '+14155550132' },
    ],
  },
  {
    key: 'company',
    title: 'Company',
    fields: [
      { key: 'name', label: 'Company', limit: 100 },
      { key: 'role', label: 'Position', limit: 100 },
    ],
  },
  {
    key: 'addresses',
    title: 'Addresses',
    one: 'address',
    fields: [
      { key: 'address', label: 'Street address', limit: 250, main: true },
      { key: 'neighborhood', label: 'Neighborhood', limit: 100 },
      { key: 'city', label: 'City', limit: 100 },
      { key: 'region', label: 'Region', limit: 100, example: 'CA' },
      { key: 'postalCode', label: 'Postal code', limit: 20 },
      { key: 'country', label: 'Country', limit: 100, example: 'US' },
      { key: 'tag', label: 'Tag', limit: 100, suggestions: ['home', 'work', 'billing', 'shipping'] },
    ],
  },
  {
    key: 'urls',
    title: 'Links',
    one: 'link',
    fields: [
      { key: 'url', label: 'Link', type: 'url', example: 'https://', main: true },
      { key: 'tag', label: 'Tag', limit: 100, suggestions: ['personal', 'Facebook', 'LinkedIn'] },
    ],
  },
  {
    key: 'dates',
    title: 'Dates',
    one: 'date',
    fields: [
      { key: 'date', label: 'Date', type: 'date', main: true },
      { key: 'tag', label: 'Tag', limit: 100, suggestions: ['birthday', 'anniversary'] },
    ],
  },
  {
    key: 'picture',
    title: 'Photo',
    fields: [
      {
        key: '',
        label: 'Address of the photo',
        type: 'url',
        example: 'https://example.com/photo.jpg',
        main: true,
      },
    ],
  },
];

/** The field that a path such as `emails[1].email`, `name.first` or `picture` names. */
export function fieldOf(path) {
  const { part, key } = parsed(path);
  return part?.fields.find((field) => field.key === key);
}

/** What to call the field that a path names: "Email 2", "First name". */
export function nameOfField(path) {
  const { part, index, key } = parsed(path);
  if (!part) return 'A value';
  const label = part.fields.find((field) => field.key === key)?.label;
  if (index === undefined) return (key && label) || part.title;
  const item = `${part.one[0].toUpperCase()}${part.one.slice(1)} ${Number(index) + 1}`;
  return label && label.toLowerCase() !== part.one ? `${item}, ${label.toLowerCase()}` : item;
}

function parsed(path) {
  const [, name, index, key = ''] = path.match(/^(\w+)(?:\[(\d+)\])?(?:\.(\w+))?$/) ?? [];
  return { part: PARTS.find((part) => part.key === name), index, key };
}

/** The limits count characters as people do not: by Unicode code points. */
export function lengthOf(value) {
  return [...value].length;
}
