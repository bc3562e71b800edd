//! The schema of ContactInfo (spec/contacts-v4.md section 2), with one violation for each broken rule.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{Address, Info};
use crate::{
    clock,
    error::{Error, Result, Violation},
};

pub const EMAIL_TAGS: &[&str] = &["UNTAGGED", "MAIN", "HOME", "WORK"];
pub const PHONE_TAGS: &[&str] = &["UNTAGGED", "MAIN", "HOME", "MOBILE", "WORK", "FAX"];
pub const ADDRESS_TAGS: &[&str] = &["UNTAGGED", "HOME", "WORK", "BILLING", "SHIPPING"];
pub const IMAGE_PROVIDERS: &[&str] = &["UNKNOWN", "EXTERNAL", "WIX_MEDIA"];

pub const MAX_ITEMS: usize = 50;
pub const MAX_LABELS: usize = 2000;

/// Reads `info` of a request. What a contact does not have is left out; a wrong type is a violation.
pub fn parse_info(info: &Value) -> Result<Info> {
    let info: Info = serde_path_to_error::deserialize(info).map_err(|error| {
        let path = format!("info.{}", error.path());
        if error.inner().to_string().contains("expected struct") {
            return Error::expected_object_at(&path);
        }
        Error::invalid(path, error.into_inner().to_string())
    })?;
    validate(&info)?;
    Ok(info)
}

/// Checks lengths, counts, enums and formats.
fn validate(info: &Info) -> Result<()> {
    let mut check = Checks::default();
    if let Some(name) = &info.name {
        check.length("info.name.first", name.first.as_deref(), 0, 1000);
        check.length("info.name.last", name.last.as_deref(), 0, 1000);
    }
    check.length("info.company", info.company.as_deref(), 0, 1000);
    check.length("info.jobTitle", info.job_title.as_deref(), 0, 1000);
    check.count("info.emails.items", info.emails().len(), MAX_ITEMS);
    for (index, item) in info.emails().iter().enumerate() {
        let path = format!("info.emails.items[{index}]");
        check.length(format!("{path}.email"), Some(&item.email), 1, 320);
        check.tag(format!("{path}.tag"), item.tag.as_deref(), EMAIL_TAGS);
        check.that(format!("{path}.email"), is_email(&item.email), "is not a valid email", "EMAIL");
    }
    check.count("info.phones.items", info.phones().len(), MAX_ITEMS);
    for (index, item) in info.phones().iter().enumerate() {
        let path = format!("info.phones.items[{index}]");
        check.length(format!("{path}.phone"), Some(&item.phone), 1, 50);
        check.tag(format!("{path}.tag"), item.tag.as_deref(), PHONE_TAGS);
        let known = item.country_code.as_deref().is_none_or(|code| rust_iso3166::from_alpha2(code).is_some());
        check.that(format!("{path}.countryCode"), known, "is not a valid country code", "COUNTRY");
    }
    check.count("info.addresses.items", info.addresses().len(), MAX_ITEMS);
    for (index, item) in info.addresses().iter().enumerate() {
        let path = format!("info.addresses.items[{index}]");
        check.tag(format!("{path}.tag"), item.tag.as_deref(), ADDRESS_TAGS);
        check.address(&format!("{path}.address"), &item.address);
    }
    check.count("info.labelKeys.items", info.label_keys().len(), MAX_LABELS);
    check.count("info.locations.items", info.locations().len(), MAX_ITEMS);
    let is_date =
        info.birthdate.as_deref().is_none_or(|date| clock::parse_date(date).as_deref() == Some(date));
    check.that("info.birthdate", is_date, "is not a valid date, expected YYYY-MM-DD", "DATE");
    let is_locale = info.locale.as_deref().is_none_or(is_language_tag);
    check.that("info.locale", is_locale, "is not a valid language tag", "LANGUAGE_TAG");
    let provider = info.picture.as_ref().and_then(|picture| picture.get("imageProvider"));
    check.tag("info.picture.imageProvider", provider.and_then(Value::as_str), IMAGE_PROVIDERS);
    check.done()?;

    let has_many = |primaries: usize| primaries > 1;
    if has_many(info.emails().iter().filter(|item| item.primary == Some(true)).count())
        || has_many(info.phones().iter().filter(|item| item.primary == Some(true)).count())
    {
        return Err(Error::application(
            StatusCode::BAD_REQUEST,
            "CANNOT_HAVE_MULTIPLE_PRIMARY_INFO",
            "Cannot have multiple primary emails or phones",
        ));
    }
    Ok(())
}

/// Finds every violation, so that all are told at once.
#[derive(Default)]
pub struct Checks(Vec<Violation>);

impl Checks {
    pub fn length(&mut self, field: impl Into<String>, text: Option<&str>, min: usize, max: usize) {
        let Some(size) = text.map(|text| text.chars().count()) else { return };
        if size > max {
            let description = format!("has size {size}, expected {max} or less");
            self.0.push(Violation::new(field, description, "MAX_LENGTH", json!({ "threshold": max })));
        } else if size < min {
            let description = format!("has size {size}, expected {min} or more");
            self.0.push(Violation::new(field, description, "MIN_LENGTH", json!({ "threshold": min })));
        }
    }

    pub fn count(&mut self, field: &str, size: usize, max: usize) {
        if size > max {
            let description = format!("has size {size}, expected {max} or less");
            self.0.push(Violation::new(field, description, "MAX_SIZE", json!({ "threshold": max })));
        }
    }

    pub fn that(&mut self, field: impl Into<String>, holds: bool, description: &str, format: &str) {
        if !holds {
            self.0.push(Violation::new(field, description, "FORMAT", json!({ "type": format })));
        }
    }

    pub fn tag(&mut self, field: impl Into<String>, tag: Option<&str>, known: &[&str]) {
        if tag.is_some_and(|tag| !known.contains(&tag)) {
            let description = format!("enum must be in [{}]", known.join(", "));
            self.0.push(Violation::new(field, description, "FORMAT", json!({ "type": "ENUM" })));
        }
    }

    pub fn done(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::validation(self.0)) }
    }

    fn address(&mut self, path: &str, address: &Address) {
        self.length(format!("{path}.addressLine"), address.address_line.as_deref(), 0, 1000);
        self.length(format!("{path}.addressLine2"), address.address_line2.as_deref(), 0, 1000);
        self.length(format!("{path}.city"), address.city.as_deref(), 0, 1000);
        self.length(format!("{path}.postalCode"), address.postal_code.as_deref(), 0, 100);
        self.length(format!("{path}.formattedAddress"), address.formatted_address.as_deref(), 0, 2000);
        self.length(format!("{path}.hint"), address.hint.as_deref(), 0, 200);
        if let Some(street) = &address.street_address {
            self.length(format!("{path}.streetAddress.number"), street.number.as_deref(), 0, 100);
            self.length(format!("{path}.streetAddress.name"), street.name.as_deref(), 0, 1000);
            self.length(format!("{path}.streetAddress.apt"), Some(&street.apt), 0, 100);
        }
        let mut address = address.clone();
        address.complete_subdivision();
        self.that(
            format!("{path}.country"),
            address.has_valid_country(),
            "is not a valid country code",
            "COUNTRY",
        );
        self.that(
            format!("{path}.subdivision"),
            address.has_valid_subdivision(),
            "is not a valid subdivision code",
            "SUBDIVISION",
        );
    }
}

pub fn is_email(text: &str) -> bool {
    let forbidden = |letter: char| letter.is_whitespace() || letter.is_control();
    match text.rsplit_once('@') {
        Some((name, host)) => !name.is_empty() && !host.is_empty() && !text.contains(forbidden),
        None => false,
    }
}

fn is_language_tag(text: &str) -> bool {
    let is_part = |part: &str| matches!(part.len(), 1..=8) && part.chars().all(|c| c.is_ascii_alphanumeric());
    text.split(['-', '_']).all(is_part)
}
