// Counting contacts as they come: by month, by country, and by whether they can be reached by email.

const REACH = ['Subscribed', 'Not asked yet', 'Unsubscribed', 'Bounces or spam', 'No email'];
const SHOWN_COUNTRIES = 10;
/** So many months are shown; a date that was never set, as in the year 1, is not worth a row for each month since. */
const SHOWN_MONTHS = 240;
const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])/;

export class Tally {
  #months = new Map();
  #countries = new Map();
  #reach = new Map(REACH.map((name) => [name, 0]));
  total = 0;

  add({ createdAt, addresses, emails }) {
    count(this.#reach, reachOf(emails[0]));
    count(this.#months, createdAt?.match(MONTH)?.[0] ?? '');
    this.total += 1;
    count(this.#countries, addresses.find(({ country }) => country)?.country ?? '');
  }

  /**
   * `shown` has `[month, added, altogether]` for every month from the first to the last, those without anyone too. Where they
   * are too many, they end with this month, and others are counted together: `{shown, earlier, later, undated}`.
   */
  months(thisMonth = new Date().toISOString().slice(0, 7)) {
    const known = [...this.#months.keys()].filter(Boolean).sort();
    let [first, last] = [known[0], known.at(-1)];
    if (known.length > 0 && indexOf(last) - indexOf(first) >= SHOWN_MONTHS) {
      last = known.findLast((month) => month <= thisMonth) ?? first;
      first = known.find((month) => indexOf(month) > indexOf(last) - SHOWN_MONTHS);
    }
    const countOf = (months) => months.reduce((sum, month) => sum + this.#months.get(month), 0);
    const earlier = countOf(known.filter((month) => month < first));
    let altogether = earlier;
    const shown = monthsBetween(first, last).map((month) => {
      const added = this.#months.get(month) ?? 0;
      altogether += added;
      return [month, added, altogether];
    });
    const later = countOf(known.filter((month) => month > last));
    return { shown, earlier, later, undated: this.#months.get('') ?? 0 };
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

/** Months since the year 0. */
function indexOf(month) {
  const [year, ofYear] = month.split('-').map(Number);
  return year * 12 + ofYear - 1;
}

function monthsBetween(first, last) {
  if (!first) return [];
  const length = indexOf(last) - indexOf(first) + 1;
  return Array.from({ length }, (_, ahead) => {
    const index = indexOf(first) + ahead;
    return `${padded(Math.floor(index / 12), 4)}-${padded((index % 12) + 1, 2)}`;
  });
}

function padded(number, digits) {
  return String(number).padStart(digits, '0');
}
