//! The table of the official page (spec/000_a6ad17815c0cdfad.txt): the fields of a contactInfo, and their valid values.

use super::{Reason, date, info::Item};
use crate::text::{cut, length};

// Maximum lengths, in Unicode code points.
const PHONE: usize = 30;
const POSTAL_CODE: usize = 20;
const EMAIL: usize = 250;
const ADDRESS: usize = 250;
/// For a part of a name or company, a tag, and all other parts of an address.
const TEXT: usize = 100;

/// Why a value can't be stored; None if it can.
pub type Test = fn(&str) -> Option<Reason>;

/// The single values by their path, in the order of a contact.
pub const SCALARS: [(&str, Test); 8] = [
    ("name.prefix", text),
    ("name.first", text),
    ("name.middle", text),
    ("name.last", text),
    ("name.suffix", text),
    ("picture", picture),
    ("company.role", text),
    ("company.name", text),
];

/// A list, and the members of its items.
pub struct List {
    pub name: &'static str,
    pub members: &'static [(&'static str, Test)],
    /// Whether an item needs its first member. An address may have any parts.
    first_is_needed: bool,
}

pub const EMAILS: List = List {
    name: "emails",
    members: &[
        ("email", email),
        ("emailStatus", email_status),
        ("deliveryStatus", delivery_status),
        ("tag", text),
    ],
    first_is_needed: true,
};

pub const PHONES: List = List {
    name: "phones",
    members: &[("phone", phone), ("normalizedPhone", anything), ("tag", text)],
    first_is_needed: true,
};

pub const ADDRESSES: List = List {
    name: "addresses",
    members: &[
        ("address", street_address),
        ("neighborhood", text),
        ("city", text),
        ("region", text),
        ("country", text),
        ("postalCode", postal_code),
        ("tag", text),
    ],
    first_is_needed: false,
};

pub const URLS: List =
    List { name: "urls", members: &[("url", anything), ("tag", text)], first_is_needed: true };

pub const DATES: List =
    List { name: "dates", members: &[("date", iso_date), ("tag", text)], first_is_needed: true };

impl List {
    /// Whether an item has its first member; of an address, any member but the tag.
    pub fn is_there(&self, item: &Item) -> bool {
        match self.members.first() {
            Some((first, _)) if self.first_is_needed => item.get(first).is_some(),
            _ => item.texts.iter().any(|(member, _)| *member != "tag"),
        }
    }
}

fn anything(_: &str) -> Option<Reason> {
    None
}

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
    let at = text.bytes().rposition(|byte| byte == b'@');
    let has_both_sides = at.is_some_and(|at| at > 0 && at + 1 < text.len());
    too_long(text, EMAIL).or_else(|| invalid_unless(has_both_sides && !has_blank_or_control(text)))
}

fn phone(text: &str) -> Option<Reason> {
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    too_long(text, PHONE).or_else(|| invalid_unless(has_digit))
}

fn picture(url: &str) -> Option<Reason> {
    let is_http = cut(url, b":").is_some_and(|(scheme, rest)| {
        ["http", "https"].iter().any(|http| http.eq_ignore_ascii_case(scheme))
            && rest.strip_prefix("//").is_some_and(|rest| !rest.is_empty())
    });
    invalid_unless(is_http && !has_blank_or_control(url))
}

fn iso_date(text: &str) -> Option<Reason> {
    invalid_unless(date::instant(text).is_some())
}

fn email_status(status: &str) -> Option<Reason> {
    invalid_unless(matches!(status, "optOut" | "transactional" | "recurring"))
}

/// DEFERRAL is an event in the original SDK, and v4 has no such status.
fn delivery_status(status: &str) -> Option<Reason> {
    match status {
        "VALID" | "SPAM" | "COMPLAINT" | "REJECTED" | "BOUNCE" => None,
        "DEFERRAL" => Some(Reason::Unsupported),
        _ => Some(Reason::Invalid),
    }
}

fn too_long(text: &str, most: usize) -> Option<Reason> {
    (length(text) > most).then_some(Reason::TooLong)
}

fn invalid_unless(valid: bool) -> Option<Reason> {
    (!valid).then_some(Reason::Invalid)
}

fn has_blank_or_control(text: &str) -> bool {
    text.chars().any(|c| c.is_whitespace() || c.is_control())
}
