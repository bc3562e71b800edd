// Random contactInfos, and other choices. The same seed gives the same.

import { randomFrom } from './calls.js';

/** Random choices among few values, so that many of them meet. */
export class Random {
  #next;

  constructor(seed) {
    this.#next = randomFrom(seed);
  }

  pick(values) {
    return values[Math.floor(this.#next() * values.length)];
  }

  /** Each of some values with this probability. */
  some(values, probability = 0.5) {
    return values.filter(() => this.#next() < probability);
  }

  /** A whole number below this one. */
  below(number) {
    return Math.floor(this.#next() * number);
  }

  contactInfo() {
    return {
      name: this.#members({ prefix: ['Dr.'], first: ['Ann', 'Eve'], middle: ['Q.', ' '], last: ['Lee'] }),
      picture: this.pick([undefined, 'https://example.com/1.png', 'https://example.com/2.png', 'none']),
      company: this.#members({ role: ['CEO', 'CTO'], name: ['Acme'] }),
      // One email that all have in common, so that it is always the same contact.
      emails: [{ email: 'ann@example.com' }, ...this.#items(() => this.#email())],
      phones: this.#items(() => this.#phone()),
      addresses: this.#items(() => this.#address()),
      urls: this.#items(() => ({
        tag: this.#tag(),
        url: this.pick(['https://a.example', 'HTTPS://A.EXAMPLE', 'x']),
      })),
      dates: this.#items(() => ({ tag: this.#tag(), date: this.pick(DATES) })),
    };
  }

  /** Failures of single requests, fewer than there are retries. */
  faults() {
    return this.#items(() => {
      const failure = this.pick([{ status: 503 }, { drop: 'before' }, { drop: 'after' }]);
      return { path: '/contacts/v4/*', method: this.pick(['POST', 'PATCH']), times: 1, ...failure };
    });
  }

  #email() {
    const email = this.pick(['ANN@example.com', 'lee@example.com', 'day@example.com', 'none']);
    const statuses = {
      emailStatus: ['recurring', 'optOut'],
      deliveryStatus: ['VALID', 'BOUNCE', 'DEFERRAL'],
    };
    return { tag: this.#tag(), email, ...this.#members(statuses) };
  }

  #phone() {
    const [phone, normalizedPhone] = this.pick(PHONES);
    return { tag: this.#tag(), phone, normalizedPhone };
  }

  #address() {
    return {
      tag: this.#tag(),
      ...this.#members({
        address: ['1 Main St', '1 MAIN ST', '2 Main St'],
        neighborhood: ['Soho', 'Nolita'],
        city: ['Albany', 'albany'],
        region: ['NY', 'us-ny', 'ZZ', 'Midwest'],
        country: ['US', 'us', 'Oz'],
        postalCode: [92020, '92020', '1'],
      }),
    };
  }

  #tag() {
    return this.pick(['home', 'WORK', 'Main', 'school', 'other', 'birthday', '🎾', '', undefined]);
  }

  #items(item) {
    return Array.from({ length: this.pick([0, 1, 2, 3]) }, item);
  }

  /** Each member with one of its values, or left out. */
  #members(values) {
    return Object.fromEntries(
      Object.entries(values).map(([key, some]) => [key, this.pick([undefined, ...some])]),
    );
  }
}

const PHONES = [
  ['+972 9-749-5550'],
  ['09 749 5550', '+97297495550'],
  ['09-749-5550'],
  ['0044 20 7946 0018'],
  ['+44 (0)20 7946 0018'],
  ['555 100'],
  ['555100'],
  ['none'],
];

const DATES = [
  '1980-12-01',
  '1980-12-01T13:15:30Z',
  '1980-12-01T15:15:30+02:00',
  '1980-12-01T23:00:00-05:00',
  '2001-06-01',
  'yesterday',
];
