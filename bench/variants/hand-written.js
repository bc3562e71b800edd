// What is raw, mapped to the objects of Wix.Contacts in plain JavaScript: the practical limit. It knows nothing of what
// reconcileContact keeps in an extended field, of errors, retries or labels.

import * as raw from './raw.js';

export { connect } from './raw.js';

export async function open(pageSize) {
  return shown(await raw.open(pageSize));
}

function shown({ contacts, next }) {
  return { contacts: contacts.map(contactOf), next: async () => shown(await next()) };
}

function contactOf({ id, info = {}, picture: rootPicture, primaryEmail, createdDate, updatedDate }) {
  const { name, jobTitle, company, picture, birthdate } = info;
  const pictureUrl = picture?.image?.url || rootPicture?.url;
  return {
    id,
    name: { prefix: '', first: name?.first ?? '', middle: '', last: name?.last ?? '', suffix: '' },
    ...(pictureUrl && { picture: pictureUrl }),
    company: { role: jobTitle ?? '', name: company ?? '' },
    emails: emailsOf(info, primaryEmail),
    phones: itemsOf(info.phones).map(phoneOf),
    addresses: itemsOf(info.addresses).map(addressOf),
    urls: [],
    dates: birthdate ? [{ id: 1, tag: 'birthday', date: `${birthdate}T00:00:00.000Z` }] : [],
    links: [],
    createdAt: createdDate,
    modifiedAt: updatedDate,
  };
}

const EMAIL_STATUSES = { SUBSCRIBED: 'recurring', UNSUBSCRIBED: 'optOut' };
const DELIVERY_STATUSES = { VALID: 'VALID', INACTIVE: 'VALID', BOUNCED: 'BOUNCE', SPAM_COMPLAINT: 'SPAM' };

function emailsOf({ emails, extendedFields }, primaryEmail) {
  const items = itemsOf(emails);
  const primary = Math.max(
    items.findIndex(({ primary }) => primary),
    0,
  );
  const fields = extendedFields?.items ?? {};
  return items.map(({ tag, email }, index) => {
    const item = { id: index + 1, tag: tagOf(tag), email };
    if (index !== primary) return item;
    const subscription = fields['emailSubscriptions.subscriptionStatus'] ?? primaryEmail?.subscriptionStatus;
    const delivery = fields['emailSubscriptions.deliverabilityStatus'] ?? primaryEmail?.deliverabilityStatus;
    item.emailStatus = EMAIL_STATUSES[subscription] ?? 'transactional';
    if (DELIVERY_STATUSES[delivery]) item.deliveryStatus = DELIVERY_STATUSES[delivery];
    return item;
  });
}

function phoneOf({ tag, phone, e164Phone }, index) {
  const item = { id: index + 1, tag: tagOf(tag), phone };
  if (e164Phone) item.normalizedPhone = e164Phone;
  return item;
}

function addressOf({ tag, address = {} }, index) {
  const { addressLine, streetAddress, addressLine2, city, subdivision, country, postalCode } = address;
  const { number, name, apt } = streetAddress ?? {};
  const line = addressLine || [number, name, apt].filter(Boolean).join(' ');
  const shown = [line, addressLine2].filter(Boolean).join(', ');
  const region = subdivision?.startsWith(`${country}-`) ? subdivision.slice(country.length + 1) : subdivision;
  const item = { id: index + 1, tag: tagOf(tag) };
  if (shown) item.address = shown;
  if (city) item.city = city;
  if (region) item.region = region;
  if (country) item.country = country;
  if (postalCode) item.postalCode = postalCode;
  return item;
}

const itemsOf = (wrapper) => wrapper?.items ?? [];
const tagOf = (tag) => (tag && tag !== 'UNTAGGED' ? tag.toLowerCase() : 'other');
