-- What a site of many contacts has besides indexes.sql: an index for each field that can be filtered or sorted by.

CREATE INDEX IF NOT EXISTS contacts_oldest ON contacts (created_date, id);
CREATE INDEX IF NOT EXISTS contacts_activity ON contacts (activity_date, id);
CREATE INDEX IF NOT EXISTS contacts_updated ON contacts (updated_date);
CREATE INDEX IF NOT EXISTS contacts_birthdate ON contacts (birthdate, id) WHERE birthdate IS NOT NULL;
CREATE INDEX IF NOT EXISTS contacts_locale ON contacts (locale) WHERE locale IS NOT NULL;
CREATE INDEX IF NOT EXISTS contacts_first ON contacts (first, id);
CREATE INDEX IF NOT EXISTS contacts_first_folded ON contacts (first_folded) WHERE first_folded IS NOT NULL;
CREATE INDEX IF NOT EXISTS contacts_last ON contacts (last, id);
CREATE INDEX IF NOT EXISTS contacts_last_folded ON contacts (last_folded) WHERE last_folded IS NOT NULL;
CREATE INDEX IF NOT EXISTS contacts_company ON contacts (company, id);
CREATE INDEX IF NOT EXISTS contacts_company_folded ON contacts (company_folded) WHERE company_folded IS NOT NULL;
CREATE INDEX IF NOT EXISTS contacts_job_title ON contacts (job_title, id);
CREATE INDEX IF NOT EXISTS contacts_job_title_folded ON contacts (job_title_folded) WHERE job_title_folded IS NOT NULL;
CREATE INDEX IF NOT EXISTS contacts_email ON contacts (email, id);
CREATE INDEX IF NOT EXISTS contacts_phone ON contacts (phone) WHERE phone IS NOT NULL;
CREATE INDEX IF NOT EXISTS contacts_phone_folded ON contacts (phone_folded) WHERE phone_folded IS NOT NULL;
CREATE INDEX IF NOT EXISTS contacts_e164 ON contacts (e164) WHERE e164 IS NOT NULL;
CREATE INDEX IF NOT EXISTS contacts_formatted_phone ON contacts (formatted_phone) WHERE formatted_phone IS NOT NULL;
CREATE INDEX IF NOT EXISTS contacts_formatted_phone_folded ON contacts (formatted_phone_folded)
  WHERE formatted_phone_folded IS NOT NULL;
CREATE INDEX IF NOT EXISTS contacts_phone_country ON contacts (phone_country) WHERE phone_country IS NOT NULL;
CREATE INDEX IF NOT EXISTS contacts_effective_email ON contacts (effective_email, id);
CREATE INDEX IF NOT EXISTS contacts_subscription ON contacts (subscription_status) WHERE subscription_status IS NOT NULL;
CREATE INDEX IF NOT EXISTS contacts_deliverability ON contacts (deliverability_status) WHERE deliverability_status IS NOT NULL;
CREATE INDEX IF NOT EXISTS contacts_membership ON contacts (membership_status) WHERE membership_status IS NOT NULL;
CREATE INDEX IF NOT EXISTS phones_phone_folded ON phones (phone_folded);
CREATE INDEX IF NOT EXISTS addresses_street ON addresses (street) WHERE street IS NOT NULL;
CREATE INDEX IF NOT EXISTS addresses_street_folded ON addresses (street_folded) WHERE street_folded IS NOT NULL;
CREATE INDEX IF NOT EXISTS addresses_city ON addresses (city) WHERE city IS NOT NULL;
CREATE INDEX IF NOT EXISTS addresses_city_folded ON addresses (city_folded) WHERE city_folded IS NOT NULL;
CREATE INDEX IF NOT EXISTS addresses_subdivision ON addresses (subdivision) WHERE subdivision IS NOT NULL;
CREATE INDEX IF NOT EXISTS addresses_country ON addresses (country) WHERE country IS NOT NULL;
CREATE INDEX IF NOT EXISTS locations_location ON contact_locations (location);
CREATE INDEX IF NOT EXISTS extended_values_value ON extended_values (field, value);
CREATE INDEX IF NOT EXISTS extended_values_folded ON extended_values (field, value_folded) WHERE value_folded IS NOT NULL;
