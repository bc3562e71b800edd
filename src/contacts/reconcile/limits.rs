//! The limits of the official page, and what makes a value usable.

use super::info::{Address, ContactInfo, Email, Item};
use super::{Reason, Rejected, date};
use std::fmt;

// Most characters, in Unicode code points (spec/000_a6ad17815c0cdfad.txt).
const PHONE: usize = 30;
const POSTAL_CODE: usize = 20;
const EMAIL: usize = 250;
const ADDRESS: usize = 250;
/// Of a part of a name or company, of a tag, and of every other part of an address.
const TEXT: usize = 100;

/// What can be kept of a contactInfo, and what can't.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    pub info: ContactInfo,
    pub rejected: Vec<Rejected>,
}

/// There is no usable email and no usable phone, so nobody can tell whom this is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoEmailOrPhone;

impl fmt::Display for NoEmailOrPhone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("contactInfo needs at least one usable email or phone")
    }
}

impl std::error::Error for NoEmailOrPhone {}

/// Takes out what is too long or unusable, value by value. An item whose value is bad is lost; a bad tag, status
/// or part of an address is lost alone.
pub fn check(mut info: ContactInfo) -> Result<Checked, NoEmailOrPhone> {
    let mut check = Check { rejected: Vec::new() };
    for (field, value) in info.singles_mut() {
        check.part(field.to_owned(), value, if field == "picture" { picture } else { text });
    }
    info.emails.retain_mut(|item| check.email(item));
    info.phones.retain_mut(|item| {
        check.passes(item.field("phone"), &item.value.phone, phone) && check.keep_with_tag(item)
    });
    info.addresses.retain_mut(|item| check.address(item));
    info.urls.retain_mut(|item| check.keep_with_tag(item));
    info.dates.retain_mut(|item| {
        check.passes(item.field("date"), &item.value, iso_date) && check.keep_with_tag(item)
    });
    if info.emails.is_empty() && info.phones.is_empty() {
        return Err(NoEmailOrPhone);
    }
    Ok(Checked { info, rejected: check.rejected })
}

/// Why a value can't be kept; none if it can.
type Test = fn(&str) -> Option<Reason>;

fn text(text: &str) -> Option<Reason> {
    too_long(text, TEXT)
}

fn postal_code(text: &str) -> Option<Reason> {
    too_long(text, POSTAL_CODE)
}

fn street_address(text: &str) -> Option<Reason> {
    too_long(text, ADDRESS)
}

fn email(text: &str) -> Option<Reason> {
    let has_both_sides =
        text.rsplit_once('@').is_some_and(|(user, host)| !user.is_empty() && !host.is_empty());
    too_long(text, EMAIL).or_else(|| invalid_unless(has_both_sides && !has_blank_or_control(text)))
}

fn phone(text: &str) -> Option<Reason> {
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    too_long(text, PHONE).or_else(|| invalid_unless(has_digit))
}

fn picture(url: &str) -> Option<Reason> {
    let is_http = url.split_once("://").is_some_and(|(scheme, rest)| {
        ["http", "https"].iter().any(|http| http.eq_ignore_ascii_case(scheme)) && !rest.is_empty()
    });
    invalid_unless(is_http && !has_blank_or_control(url))
}

fn iso_date(text: &str) -> Option<Reason> {
    invalid_unless(date::instant(text).is_some())
}

fn email_status(status: &str) -> Option<Reason> {
    invalid_unless(matches!(status, "optOut" | "transactional" | "recurring"))
}

/// Deferral is an event in the original, and v4 has no status like it.
fn delivery_status(status: &str) -> Option<Reason> {
    match status {
        "VALID" | "SPAM" | "COMPLAINT" | "REJECTED" | "BOUNCE" => None,
        "DEFERRAL" => Some(Reason::Unsupported),
        _ => Some(Reason::Invalid),
    }
}

fn too_long(text: &str, most: usize) -> Option<Reason> {
    (text.chars().count() > most).then_some(Reason::TooLong)
}

fn invalid_unless(valid: bool) -> Option<Reason> {
    (!valid).then_some(Reason::Invalid)
}

fn has_blank_or_control(text: &str) -> bool {
    text.chars().any(|c| c.is_whitespace() || c.is_control())
}

struct Check {
    rejected: Vec<Rejected>,
}

impl Check {
    /// Whether a value passes a test; it is rejected if it does not.
    fn passes(&mut self, field: String, value: &str, test: Test) -> bool {
        let reason = test(value);
        self.rejected.extend(reason.map(|reason| Rejected::new(field, value, reason)));
        reason.is_none()
    }

    fn part(&mut self, field: String, value: &mut Option<String>, test: Test) {
        if value.as_deref().is_some_and(|value| !self.passes(field, value, test)) {
            *value = None;
        }
    }

    fn keep_with_tag<T>(&mut self, item: &mut Item<T>) -> bool {
        self.part(item.field("tag"), &mut item.tag, text);
        true
    }

    fn email(&mut self, item: &mut Item<Email>) -> bool {
        if !self.passes(item.field("email"), &item.value.email, email) {
            return false;
        }
        self.part(item.field("emailStatus"), &mut item.value.email_status, email_status);
        self.part(item.field("deliveryStatus"), &mut item.value.delivery_status, delivery_status);
        self.keep_with_tag(item)
    }

    fn address(&mut self, item: &mut Item<Address>) -> bool {
        self.part(item.field("address"), &mut item.value.address, street_address);
        self.part(item.field("neighborhood"), &mut item.value.neighborhood, text);
        self.part(item.field("city"), &mut item.value.city, text);
        self.part(item.field("region"), &mut item.value.region, text);
        self.part(item.field("country"), &mut item.value.country, text);
        self.part(item.field("postalCode"), &mut item.value.postal_code, postal_code);
        item.value != Address::default() && self.keep_with_tag(item)
    }
}
