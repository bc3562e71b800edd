// Contacts as an export gets them.

const NAME = { prefix: '', first: '', middle: '', last: '', suffix: '' };

/** A contact that has no more than these parts. */
export function person({ name, ...parts } = {}) {
  return {
    id: '5bc541c9-4ebd-48cd-81ae-b45be26c37ca',
    name: { ...NAME, ...(name ?? { first: 'Ada', last: 'Lovelace' }) },
    company: { name: '', role: '' },
    emails: [],
    phones: [],
    addresses: [],
    urls: [],
    dates: [],
    links: [],
    createdAt: '2024-02-03T04:05:06.789Z',
    modifiedAt: '2024-02-03T04:05:06.789Z',
    ...parts,
  };
}
