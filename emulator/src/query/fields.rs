//! The fields that can be filtered and sorted by (spec/contacts-v4.md section 3.2).

use rusqlite::Transaction;

use crate::{
    error::Result,
    store::extended_fields::{self, DataType},
};

/// A field of a filter or a sort.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub path: String,
    pub kind: Kind,
    pub operators: &'static [&'static str],
    pub sortable: bool,
    pub place: Place,
}

/// What values a field has, and so how a value in a filter is read and compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// Compared regardless of case, and stored in lower case alone.
    Folded,
    DateTime,
    Date,
    Number,
    /// Keys of labels or locations.
    Keys,
}

/// Where the values are stored. Places that `$startsWith` can ask for have a second column, `…_folded`.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// A column of `contacts`.
    Column(&'static str),
    /// A column of a table with any number of rows for a contact.
    List { table: &'static str, column: &'static str },
    /// The value of an extended field, by its key.
    Extended(String),
}

/// The path of the date that every contact has.
pub const CREATED_DATE: &str = "createdDate";
/// The path of a contact's labels.
pub const LABEL_KEYS: &str = "info.labelKeys";
const EXTENDED: &str = "info.extendedFields.";

const ID: &[&str] = &["$eq", "$ne", "$in", "$exists"];
const CODE: &[&str] = ID;
const TEXT: &[&str] = &["$eq", "$ne", "$in", "$exists", "$startsWith"];
const ORDERED: &[&str] = &["$eq", "$ne", "$gt", "$lt", "$gte", "$lte"];
const ENUM: &[&str] = &["$eq", "$ne", "$in", "$nin"];
const KEYS: &[&str] = &["$hasSome", "$hasAll"];
const EXISTS: &[&str] = &["$exists"];
const EXTENDED_TEXT: &[&str] = &["$eq", "$ne", "$in", "$startsWith"];

type Row = (&'static str, Kind, &'static [&'static str], bool, Place);

const FIELDS: &[Row] = &[
    ("id", Kind::Text, ID, false, Place::Column("id")),
    (CREATED_DATE, Kind::DateTime, ORDERED, true, Place::Column("created_date")),
    ("updatedDate", Kind::DateTime, ORDERED, false, Place::Column("updated_date")),
    ("lastActivity.activityDate", Kind::DateTime, ORDERED, true, Place::Column("activity_date")),
    ("info.birthdate", Kind::Date, ORDERED, true, Place::Column("birthdate")),
    ("primaryInfo.email", Kind::Folded, TEXT, true, Place::Column("email")),
    ("info.emails.email", Kind::Folded, TEXT, false, list("emails", "email")),
    ("primaryEmail.email", Kind::Folded, TEXT, true, Place::Column("email")),
    ("primaryInfo.phone", Kind::Text, TEXT, false, Place::Column("phone")),
    ("info.name.first", Kind::Text, TEXT, true, Place::Column("first")),
    ("info.name.last", Kind::Text, TEXT, true, Place::Column("last")),
    ("info.phones.phone", Kind::Text, TEXT, false, list("phones", "phone")),
    ("info.phones.e164Phone", Kind::Folded, TEXT, false, list("phones", "e164")),
    ("info.addresses.street", Kind::Text, TEXT, false, list("addresses", "street")),
    ("info.addresses.city", Kind::Text, TEXT, false, list("addresses", "city")),
    ("info.addresses.subdivision", Kind::Text, CODE, false, list("addresses", "subdivision")),
    ("info.addresses.country", Kind::Text, CODE, false, list("addresses", "country")),
    ("info.company", Kind::Text, TEXT, true, Place::Column("company")),
    ("info.jobTitle", Kind::Text, TEXT, true, Place::Column("job_title")),
    ("info.locale", Kind::Text, CODE, false, Place::Column("locale")),
    (LABEL_KEYS, Kind::Keys, KEYS, false, list("contact_labels", "label")),
    ("info.locations", Kind::Keys, KEYS, false, list("contact_locations", "location")),
    ("primaryPhone.phone", Kind::Text, TEXT, false, Place::Column("phone")),
    ("primaryPhone.e164Phone", Kind::Folded, TEXT, false, Place::Column("e164")),
    ("primaryPhone.formattedPhone", Kind::Text, TEXT, true, Place::Column("formatted_phone")),
    ("primaryPhone.countryCode", Kind::Text, TEXT, true, Place::Column("phone_country")),
    ("primaryEmail.subscriptionStatus", Kind::Text, ENUM, false, Place::Column("subscription_status")),
    ("primaryEmail.deliverabilityStatus", Kind::Text, ENUM, false, Place::Column("deliverability_status")),
    ("primaryPhone.subscriptionStatus", Kind::Text, ENUM, false, Place::Column("phone_subscription_status")),
    (
        "info.extendedFields.members.membershipStatus",
        Kind::Text,
        ENUM,
        false,
        Place::Column("membership_status"),
    ),
    (
        "info.extendedFields.emailSubscriptions.subscriptionStatus",
        Kind::Text,
        ENUM,
        false,
        Place::Column("subscription_status"),
    ),
    (
        "info.extendedFields.emailSubscriptions.deliverabilityStatus",
        Kind::Text,
        ENUM,
        false,
        Place::Column("deliverability_status"),
    ),
    (
        "info.extendedFields.emailSubscriptions.effectiveEmail",
        Kind::Folded,
        EXISTS,
        true,
        Place::Column("effective_email"),
    ),
];

impl Field {
    /// The field at a path, if it can be asked for. Extended fields are known by their definition.
    pub fn find(db: &Transaction, path: &str) -> Result<Option<Self>> {
        if let Some(field) = Self::fixed(path) {
            return Ok(Some(field));
        }
        let Some(key) = path.strip_prefix(EXTENDED) else { return Ok(None) };
        let definition = extended_fields::get(db, key)?;
        Ok(definition.map(|definition| Self::extended(key, definition.data_type)))
    }

    /// A field that every site has.
    pub fn fixed(path: &str) -> Option<Self> {
        let (path, kind, operators, sortable, place) = FIELDS.iter().find(|row| row.0 == path)?;
        Some(Self {
            path: (*path).to_owned(),
            kind: *kind,
            operators,
            sortable: *sortable,
            place: place.clone(),
        })
    }

    /// An extended field of this type.
    pub fn extended(key: &str, data_type: DataType) -> Self {
        let (kind, operators) = match data_type {
            DataType::Text | DataType::Url => (Kind::Text, EXTENDED_TEXT),
            DataType::Number => (Kind::Number, ORDERED),
            DataType::Date => (Kind::Date, ORDERED),
        };
        let place = Place::Extended(key.to_owned());
        Self { path: format!("{EXTENDED}{key}"), kind, operators, sortable: true, place }
    }
}

const fn list(table: &'static str, column: &'static str) -> Place {
    Place::List { table, column }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn documented() -> Value {
        serde_json::from_str(include_str!("../../../spec/fixtures/filter-fields.json")).unwrap()
    }

    #[test]
    fn every_documented_field_has_its_operators_and_order() {
        for (path, documented) in documented()["fields"].as_object().unwrap() {
            let field = match path.as_str() {
                "info.extendedFields.{TEXT|URL key}" => Field::extended("custom.x", DataType::Url),
                "info.extendedFields.{NUMBER key}" => Field::extended("custom.x", DataType::Number),
                "info.extendedFields.{DATE key}" => Field::extended("custom.x", DataType::Date),
                path => Field::fixed(path).unwrap_or_else(|| panic!("{path} is missing")),
            };
            let operators: Vec<_> = documented["operators"]
                .as_array()
                .unwrap()
                .iter()
                .map(|name| name.as_str().unwrap())
                .collect();
            assert_eq!(field.operators, operators, "{path}");
            assert_eq!(field.sortable, documented["sortable"], "{path}");
        }
    }

    #[test]
    fn no_field_is_undocumented() {
        for row in FIELDS {
            assert!(documented()["fields"][row.0].is_object(), "{}", row.0);
        }
    }
}
