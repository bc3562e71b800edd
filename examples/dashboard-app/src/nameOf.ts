import type { Contact } from 'wix-contacts';

/** What a contact is called: its name, else how it is reached. */
export function nameOf({ name, company, emails, phones }: Contact): string {
  const parts = [name.prefix, name.first, name.middle, name.last, name.suffix].filter(Boolean);
  return parts.join(' ') || company.name || emails[0]?.email || phones[0]?.phone || 'No name';
}
