// Counting contacts as they come: by month, by country, and by whether they can be reached by email.

const REACH = ['Subscribed', 'Not asked yet', 'Unsubscribed', 'Bounces or spam', 'No email'];
const SHOWN_COUNTRIES = 10;

export class Tally {
  #months = new Map();
  #countries = new Map();
  #reach = new Map(REACH.map((name) => [name, 0]));

  add({ createdAt, addresses, emails }) {
    count(this.#reach, reachOf(emails[0]));
    count(this.#months, createdAt.slice(0, 7));
    count(this.#countries, addresses.find(({ country }) => country)?.country ?? '');
  }

  /** `[month, added, altogether]` for every month from the first to the last, those without anyone too. */
  months() {
    const known = [...this.#months.keys()].sort();
    let altogether = 0;
    return monthsBetween(known[0], known.at(-1)).map((month) => {
      const added = this.#months.get(month) ?? 0;
      altogether += added;
      return [month, added, altogether];
    });
  }

  /** `[country code, contacts]`, most first: the first ten, then the `others` together. */
  countries() {
    const sorted = [...this.#countries].filter(([code]) => code).sort((a, b) => b[1] - a[1]);
    const others = sorted.slice(SHOWN_COUNTRIES).reduce((sum, [, contacts]) => sum + contacts, 0);
    return [...sorted.slice(0, SHOWN_COUNTRIES), ...(others > 0 ? [['others', others]] : [])];
  }

  /** How many have no address that names a country. */
  withoutCountry() {
    return this.#countries.get('') ?? 0;
  }

  /** `[reachability, contacts]`, best first. */
  reach() {
    return [...this.#reach];
  }
}

function reachOf(email) {
  if (!email) return 'No email';
  if ((email.deliveryStatus ?? 'VALID') !== 'VALID') return 'Bounces or spam';
  return { optOut: 'Unsubscribed', recurring: 'Subscribed' }[email.emailStatus] ?? 'Not asked yet';
}

function count(map, key) {
  map.set(key, (map.get(key) ?? 0) + 1);
}

function monthsBetween(first, last) {
  if (!first) return [];
  const months = [];
  const month = new Date(`${first}-01T00:00:00Z`);
  while (months.at(-1) !== last) {
    months.push(month.toISOString().slice(0, 7));
    month.setUTCMonth(month.getUTCMonth() + 1);
  }
  return months;
}
