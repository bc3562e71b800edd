-- A contact is one JSON document, as it is answered (compressed, see document.rs), and beside it the values that can be
-- filtered and sorted by.
-- Texts come twice: as written, for $eq and order, and folded (lower case), for $startsWith and search.
-- Emails are kept folded only: the API compares them regardless of case. International phones have no case.

CREATE TABLE IF NOT EXISTS contacts (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  created_date INTEGER NOT NULL,
  updated_date INTEGER NOT NULL,
  activity_date INTEGER,
  birthdate TEXT,
  locale TEXT,
  first TEXT, first_folded TEXT,
  last TEXT, last_folded TEXT,
  company TEXT, company_folded TEXT,
  job_title TEXT, job_title_folded TEXT,
  email TEXT,
  phone TEXT, phone_folded TEXT,
  e164 TEXT,
  formatted_phone TEXT, formatted_phone_folded TEXT,
  phone_country TEXT, phone_country_folded TEXT,
  effective_email TEXT,
  subscription_status TEXT,
  deliverability_status TEXT,
  phone_subscription_status TEXT,
  membership_status TEXT,
  label_set TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS documents (
  contact INTEGER PRIMARY KEY REFERENCES contacts ON DELETE CASCADE,
  document BLOB NOT NULL
);

CREATE TABLE IF NOT EXISTS emails (
  contact INTEGER NOT NULL REFERENCES contacts ON DELETE CASCADE,
  email TEXT NOT NULL,
  PRIMARY KEY (contact, email)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS phones (
  contact INTEGER NOT NULL REFERENCES contacts ON DELETE CASCADE,
  position INTEGER NOT NULL,
  phone TEXT NOT NULL, phone_folded TEXT NOT NULL,
  e164 TEXT,
  PRIMARY KEY (contact, position)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS addresses (
  contact INTEGER NOT NULL REFERENCES contacts ON DELETE CASCADE,
  position INTEGER NOT NULL,
  street TEXT, street_folded TEXT,
  city TEXT, city_folded TEXT,
  subdivision TEXT,
  country TEXT,
  PRIMARY KEY (contact, position)
) WITHOUT ROWID;

-- createdDate and id again, so that one label's contacts are at hand newest first.
CREATE TABLE IF NOT EXISTS contact_labels (
  contact INTEGER NOT NULL REFERENCES contacts ON DELETE CASCADE,
  label TEXT NOT NULL,
  created_date INTEGER NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (contact, label)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS contact_locations (
  contact INTEGER NOT NULL REFERENCES contacts ON DELETE CASCADE,
  location TEXT NOT NULL,
  PRIMARY KEY (contact, location)
) WITHOUT ROWID;

-- Dates as YYYY-MM-DD.
CREATE TABLE IF NOT EXISTS extended_values (
  contact INTEGER NOT NULL REFERENCES contacts ON DELETE CASCADE,
  field TEXT NOT NULL,
  value NOT NULL,
  value_folded TEXT,
  PRIMARY KEY (contact, field)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS labels (
  key TEXT PRIMARY KEY,
  display_name TEXT NOT NULL,
  display_name_folded TEXT NOT NULL UNIQUE,
  label_type TEXT NOT NULL,
  created_date INTEGER,
  updated_date INTEGER,
  legacy_id TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS extended_fields (
  key TEXT PRIMARY KEY,
  display_name TEXT NOT NULL,
  data_type TEXT NOT NULL,
  field_type TEXT NOT NULL,
  description TEXT,
  created_date INTEGER,
  updated_date INTEGER,
  legacy_id TEXT
);

CREATE TABLE IF NOT EXISTS subscriptions (
  email_folded TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  email TEXT NOT NULL,
  subscription_status TEXT NOT NULL,
  deliverability_status TEXT NOT NULL,
  created_date INTEGER NOT NULL,
  updated_date INTEGER NOT NULL
) WITHOUT ROWID;

-- Contacts that do not show the subscriptions of their emails yet, since when, and of which email the consent changed.
CREATE TABLE IF NOT EXISTS following (
  contact TEXT PRIMARY KEY,
  since_date INTEGER NOT NULL,
  consent_of TEXT
);

-- What contacts were before a write, for reads that are behind; without a document if there was none.
CREATE TABLE IF NOT EXISTS past (
  id TEXT NOT NULL,
  replaced_date INTEGER NOT NULL,
  document BLOB
);

-- Contacts that were merged into another: reading them gives the target.
CREATE TABLE IF NOT EXISTS merged (
  source TEXT PRIMARY KEY,
  target TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS jobs (
  id TEXT PRIMARY KEY,
  started_date INTEGER NOT NULL,
  document TEXT NOT NULL
);

-- Counting a million contacts takes too long for each page, so these are kept: how many there are in all (label ''), with
-- each label, and with each set of labels, a JSON array in the order of keys.
CREATE TABLE IF NOT EXISTS totals (
  label TEXT PRIMARY KEY,
  contacts INTEGER NOT NULL
);

CREATE TABLE IF NOT EXISTS label_sets (
  labels TEXT PRIMARY KEY,
  contacts INTEGER NOT NULL
);
