// The contact objects that an app gets: where each of their members is in a v4 contact (spec/contacts-v4.md, section 8),
// every key always in place, so that apps read them unguarded. A page is read in one call, and no text of it enters the
// wasm. What an app's own details replace is for src/contacts/contact.rs to say.
//
// Literals: all objects of a kind share one hidden class. Whatever is no text reads as unset.

/**
 * The contacts of a list, as they are shown without details; what is no contact is left out. Those that have a text
 * beginning so among their extended fields are given to `kept`, each with that text.
 */
export function shown(contacts, beginning, kept) {
  const all = [];
  for (const v4 of contacts) {
    if (!isContact(v4)) continue;
    const contact = contactOf(v4);
    const text = textBeginningWith(v4.info?.extendedFields?.items, beginning);
    if (text !== undefined) kept.push([contact, text]);
    all.push(contact);
  }
  return all;
}

/** The first member of an object that is a text with this beginning. */
export function textBeginningWith(object, beginning) {
  if (!isObject(object)) return undefined;
  for (const key in object) {
    const value = object[key];
    if (isText(value) && value.startsWith(beginning)) return value;
  }
}

function contactOf(v4) {
  const { id, createdDate: createdAt, updatedDate: modifiedAt } = v4;
  const info = v4.info ?? {};
  const name = {
    prefix: '',
    first: text(info.name?.first),
    middle: '',
    last: text(info.name?.last),
    suffix: '',
  };
  const picture = pictureOf(info.picture?.image) ?? pictureOf(v4.picture);
  const company = { role: text(info.jobTitle), name: text(info.company) };
  const emails = emailsOf(v4, info);
  const phones = itemsOf(info.phones).map(phoneOf);
  const addresses = itemsOf(info.addresses).map(addressOf);
  const dates = someText(info.birthdate)
    ? [{ id: 1, tag: 'birthday', date: `${info.birthdate}T00:00:00.000Z` }]
    : [];
  const urls = [];
  const links = [];
  return picture === undefined
    ? { id, name, company, emails, phones, addresses, urls, dates, links, createdAt, modifiedAt }
    : { id, name, picture, company, emails, phones, addresses, urls, dates, links, createdAt, modifiedAt };
}

function emailsOf({ primaryEmail }, { emails, extendedFields }) {
  const items = itemsOf(emails);
  const flagged = items.find((item) => item.primary) ?? items[0];
  const primary = named(items, flagged, someText(primaryEmail?.email));
  const fields = extendedFields?.items;
  const subscribed = isOf(primaryEmail, fields)
    ? primary
    : named(items, primary, someText(fields?.['emailSubscriptions.effectiveEmail']));
  return items.map((item, index) => {
    const id = index + 1;
    const tag = tagOf(item);
    const email = text(item.email);
    // Of other emails v4 has no statuses.
    if (item !== subscribed && item !== primary) return { id, tag, email };
    const own = item === subscribed ? fields : undefined;
    const others = item === primary ? primaryEmail : undefined;
    const subscription =
      someText(own?.['emailSubscriptions.subscriptionStatus']) ?? others?.subscriptionStatus;
    const deliverability =
      someText(own?.['emailSubscriptions.deliverabilityStatus']) ?? others?.deliverabilityStatus;
    if (item !== subscribed && subscription === undefined && deliverability === undefined)
      return { id, tag, email };
    const emailStatus = emailStatusOf(subscription);
    const deliveryStatus = deliveryStatusOf(deliverability);
    return deliveryStatus === undefined
      ? { id, tag, email, emailStatus }
      : { id, tag, email, emailStatus, deliveryStatus };
  });
}

/** Whether the statuses among the extended fields are those of the primary email. */
const isOf = (primaryEmail, fields) =>
  someText(primaryEmail?.subscriptionStatus) !== undefined &&
  primaryEmail.subscriptionStatus === fields?.['emailSubscriptions.subscriptionStatus'] &&
  (fields['emailSubscriptions.deliverabilityStatus'] ?? primaryEmail.deliverabilityStatus) ===
    primaryEmail.deliverabilityStatus;

/** The email that statuses are of: v4 may name another one than is likely. */
function named(items, likely, name) {
  if (name === undefined || name === likely?.email) return likely;
  const isNamed = ({ email }) => text(email).trim().toLowerCase() === name.trim().toLowerCase();
  return isNamed(likely ?? {}) ? likely : (items.find(isNamed) ?? likely);
}

/** The address of a picture that a page can show. Wix names the media of a site in a form of its own. */
function pictureOf(image) {
  const url = someText(image) ?? someText(image?.url);
  const [, kind, id] = url?.match(WIX_MEDIA) ?? [];
  return id === undefined
    ? url
    : `https://static.wixstatic.com/${kind === 'image' ? 'media' : 'shapes'}/${id}`;
}

// As the media module of @wix/sdk 1.21.16 reads it: `wix:image://v1/<id>/<file name>#originWidth=…`, once without `wix:`.
const WIX_MEDIA = /^(?:wix:)?(image|vector):\/\/v1\/([^/?#]+)/;

// No Map: it would have to hash each of these texts first.
function emailStatusOf(subscription) {
  switch (subscription) {
    case 'SUBSCRIBED':
      return 'recurring';
    case 'UNSUBSCRIBED':
      return 'optOut';
    default:
      return 'transactional';
  }
}

function deliveryStatusOf(deliverability) {
  switch (deliverability) {
    case 'VALID':
    case 'INACTIVE':
      return 'VALID';
    case 'BOUNCED':
      return 'BOUNCE';
    case 'SPAM_COMPLAINT':
      return 'SPAM';
    default:
      return undefined;
  }
}

function phoneOf(item, index) {
  const id = index + 1;
  const tag = tagOf(item);
  const phone = text(item.phone);
  const normalizedPhone = someText(item.e164Phone);
  return normalizedPhone === undefined ? { id, tag, phone } : { id, tag, phone, normalizedPhone };
}

function addressOf(item, index) {
  const v4 = item.address ?? {};
  const line = someText(v4.addressLine) ?? streetOf(v4.streetAddress ?? {});
  const line2 = someText(v4.addressLine2);
  const shown = line !== undefined && line2 !== undefined ? `${line}, ${line2}` : (line ?? line2);
  const country = someText(v4.country);
  const region = regionOf(someText(v4.subdivision), country);
  return address(
    index + 1,
    tagOf(item),
    shown,
    undefined,
    someText(v4.city),
    region,
    country,
    someText(v4.postalCode),
  );
}

/** An address with what was kept of it, all of it optional. */
export function keptAddress(
  item,
  tag = item.tag,
  neighborhood,
  region = item.region,
  country = item.country,
) {
  return address(item.id, tag, item.address, neighborhood, item.city, region, country, item.postalCode);
}

function address(id, tag, address, neighborhood, city, region, country, postalCode) {
  const item = { id, tag };
  if (address !== undefined) item.address = address;
  if (neighborhood !== undefined) item.neighborhood = neighborhood;
  if (city !== undefined) item.city = city;
  if (region !== undefined) item.region = region;
  if (country !== undefined) item.country = country;
  if (postalCode !== undefined) item.postalCode = postalCode;
  return item;
}

function streetOf({ number, name, apt }) {
  return someText([number, name, apt].filter(someText).join(' '));
}

/** A subdivision without its country: `US-CA` gives `CA`. */
function regionOf(subdivision = '', country) {
  const dash = subdivision.indexOf('-');
  const isItsOwn = dash >= 0 && (country === undefined || country === subdivision.slice(0, dash));
  return someText(isItsOwn ? subdivision.slice(dash + 1) : subdivision);
}

export const idsOf = (contacts) => contacts.map(({ id }) => id);

/** Milliseconds since the epoch; NaN if unknown. */
export const created = (contacts, index) => Date.parse(contacts[index].createdAt);

/** Those that were created in a time, or at an unknown one. */
export const between = (contacts, since, before) =>
  contacts.filter(({ createdAt }) => {
    const time = Date.parse(createdAt);
    return !(time < since || time >= before);
  });

/** Those that have none of these ids. */
export const without = (contacts, ids) => contacts.filter(({ id }) => !ids.includes(id));

function tagOf({ tag }) {
  return someText(tag) && tag !== 'UNTAGGED' ? tag.toLowerCase() : 'other';
}

/** The items of a list that are objects. The wrapper may be missing, `{}` or `{items: []}`. */
function itemsOf(wrapper) {
  const items = wrapper?.items;
  if (!Array.isArray(items)) return [];
  // Nearly always all of them are, and a copy would be garbage.
  return items.every(isObject) ? items : items.filter(isObject);
}

const isObject = (value) => typeof value === 'object' && value !== null;
const isContact = (value) => isObject(value) && !Array.isArray(value);
const isText = (value) => typeof value === 'string';
const text = (value) => (isText(value) ? value : '');
const someText = (value) => text(value) || undefined;
