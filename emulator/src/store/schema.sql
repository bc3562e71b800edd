-- A contact is one JSON document, as it is answered, and beside it the values that can be filtered and sorted by.
-- Texts come twice: as written, for $eq and order, and folded (lower case), for $startsWith and search.
-- Emails are kept folded only: the API compares them regardless of case.

CREATE TABLE contacts (
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
  e164 TEXT, e164_folded TEXT,
  formatted_phone TEXT, formatted_phone_folded TEXT,
  phone_country TEXT, phone_country_folded TEXT,
  effective_email TEXT,
  subscription_status TEXT,
  deliverability_status TEXT,
  phone_subscription_status TEXT,
  membership_status TEXT,
  label_set TEXT NOT NULL
);

CREATE TABLE documents (
  contact INTEGER PRIMARY KEY REFERENCES contacts ON DELETE CASCADE,
  document TEXT NOT NULL
);

CREATE TABLE emails (
  contact INTEGER NOT NULL REFERENCES contacts ON DELETE CASCADE,
  email TEXT NOT NULL,
  PRIMARY KEY (contact, email)
) WITHOUT ROWID;

CREATE TABLE phones (
  contact INTEGER NOT NULL REFERENCES contacts ON DELETE CASCADE,
  position INTEGER NOT NULL,
  phone TEXT NOT NULL, phone_folded TEXT NOT NULL,
  e164 TEXT, e164_folded TEXT,
  PRIMARY KEY (contact, position)
) WITHOUT ROWID;

CREATE TABLE addresses (
  contact INTEGER NOT NULL REFERENCES contacts ON DELETE CASCADE,
  position INTEGER NOT NULL,
  street TEXT, street_folded TEXT,
  city TEXT, city_folded TEXT,
  subdivision TEXT,
  country TEXT,
  PRIMARY KEY (contact, position)
) WITHOUT ROWID;

-- createdDate and id again, so that one label's contacts are at hand newest first.
CREATE TABLE contact_labels (
  contact INTEGER NOT NULL REFERENCES contacts ON DELETE CASCADE,
  label TEXT NOT NULL,
  created_date INTEGER NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (contact, label)
) WITHOUT ROWID;

CREATE TABLE contact_locations (
  contact INTEGER NOT NULL REFERENCES contacts ON DELETE CASCADE,
  location TEXT NOT NULL,
  PRIMARY KEY (contact, location)
) WITHOUT ROWID;

-- Dates as YYYY-MM-DD.
CREATE TABLE extended_values (
  contact INTEGER NOT NULL REFERENCES contacts ON DELETE CASCADE,
  field TEXT NOT NULL,
  value NOT NULL,
  value_folded TEXT,
  PRIMARY KEY (contact, field)
) WITHOUT ROWID;

CREATE TABLE labels (
  key TEXT PRIMARY KEY,
  display_name TEXT NOT NULL,
  display_name_folded TEXT NOT NULL UNIQUE,
  label_type TEXT NOT NULL,
  created_date INTEGER,
  updated_date INTEGER,
  legacy_id TEXT NOT NULL
);

CREATE TABLE extended_fields (
  key TEXT PRIMARY KEY,
  display_name TEXT NOT NULL,
  data_type TEXT NOT NULL,
  field_type TEXT NOT NULL,
  description TEXT,
  created_date INTEGER,
  updated_date INTEGER,
  legacy_id TEXT
);

CREATE TABLE subscriptions (
  email TEXT PRIMARY KEY,
  subscription_status TEXT NOT NULL,
  deliverability_status TEXT NOT NULL
);

-- Contacts that were merged into another: reading them gives the target.
CREATE TABLE merged (
  source TEXT PRIMARY KEY,
  target TEXT NOT NULL
);

CREATE TABLE jobs (
  id TEXT PRIMARY KEY,
  started_date INTEGER NOT NULL,
  document TEXT NOT NULL
);

-- Counting a million contacts takes too long for each page, so these are kept: how many there are in all (label ''), with
-- each label, and with each set of labels, a JSON array in the order of keys.
CREATE TABLE totals (
  label TEXT PRIMARY KEY,
  contacts INTEGER NOT NULL
);

CREATE TABLE label_sets (
  labels TEXT PRIMARY KEY,
  contacts INTEGER NOT NULL
);
