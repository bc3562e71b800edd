// The objects that an app gets. Literals: all objects of a kind share one hidden class, and one call makes one.
// What goes where is for src/contacts/contact.rs to say; what is undefined is left out.

export function contact(
  id,
  name,
  picture,
  company,
  emails,
  phones,
  addresses,
  urls,
  dates,
  createdAt,
  modifiedAt,
) {
  const links = [];
  return picture === undefined
    ? { id, name, company, emails, phones, addresses, urls, dates, links, createdAt, modifiedAt }
    : { id, name, picture, company, emails, phones, addresses, urls, dates, links, createdAt, modifiedAt };
}

export const name = (prefix = '', first, middle = '', last, suffix = '') => ({
  prefix,
  first,
  middle,
  last,
  suffix,
});

export const company = (role, name) => ({ role, name });

export function email(id, tag, email, emailStatus, deliveryStatus) {
  if (emailStatus === undefined) return { id, tag, email };
  if (deliveryStatus === undefined) return { id, tag, email, emailStatus };
  return { id, tag, email, emailStatus, deliveryStatus };
}

export function phone(id, tag, phone, normalizedPhone) {
  return normalizedPhone === undefined ? { id, tag, phone } : { id, tag, phone, normalizedPhone };
}

export function address(id, tag, address, neighborhood, city, region, country, postalCode) {
  const item = { id, tag };
  if (address !== undefined) item.address = address;
  if (neighborhood !== undefined) item.neighborhood = neighborhood;
  if (city !== undefined) item.city = city;
  if (region !== undefined) item.region = region;
  if (country !== undefined) item.country = country;
  if (postalCode !== undefined) item.postalCode = postalCode;
  return item;
}

export const url = (id, tag, url) => ({ id, tag, url });

export const date = (id, tag, date) => ({ id, tag, date });

/** The first value of an object that is a text with this beginning. */
export function textBeginningWith(object, beginning) {
  return Object.values(object).find((value) => typeof value === 'string' && value.startsWith(beginning));
}
