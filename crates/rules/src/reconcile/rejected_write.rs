//! Finds the values in contactInfo whose fields v4 rejected.

use super::address::{reject_subdivision, split_address};
use super::info::{ContactInfo, Item};
use super::similar::{email_forms, phone_forms};
use super::table::List;
use super::{Reason, Rejected, date, v4};
use crate::{
    json::Value,
    phone,
    text::{are_same, first_of, lower, number},
};

/// The members of an address: their names in v4, and in contactInfo.
const ADDRESS_MEMBERS: [(&str, &str); 5] = [
    ("addressLine", "address"),
    ("streetAddress", "address"),
    ("city", "city"),
    ("postalCode", "postalCode"),
    ("country", "country"),
];

/// The single values: their paths in v4, and in contactInfo.
const SCALARS: [(&[&str], &str); 5] = [
    (&["name", "first"], "name.first"),
    (&["name", "last"], "name.last"),
    (&["company"], "company.name"),
    (&["jobTitle"], "company.role"),
    (&["picture"], "picture"),
];

/// A write that v4 rejected.
pub struct RejectedWrite<'a> {
    /// The `info` of the write.
    pub info: &'a Value,
    /// The contact before the write; null if there is none. The app did not send what it has.
    pub stored: &'a Value,
    /// The paths of the values that v4 rejected, for example `info.emails.items[1].email`.
    pub fields: &'a [String],
}

impl RejectedWrite<'_> {
    /// Removes the rejected values from contactInfo and returns them; None if none of the new values was rejected.
    ///
    /// A region is not removed: it stays as a text, like a region that is not a code.
    pub fn take_from(&self, sent: &mut ContactInfo) -> Option<Vec<Rejected>> {
        let mut paths = Vec::new();
        let mut changed = false;
        for field in self.fields {
            match *keys(field) {
                ["addresses", index, .., last] if last.starts_with("subdivision") => {
                    let address = self.new_item("addresses", index).and_then(|item| item.get("address"));
                    let subdivision = address.map_or("", |address| address.text("subdivision"));
                    changed |=
                        !subdivision.is_empty() && reject_subdivision(&mut sent.addresses, subdivision);
                }
                ref keys => self.find(keys, sent, &mut paths),
            }
        }
        let rejected = take(sent, &paths);
        (changed || !rejected.is_empty()).then_some(rejected)
    }

    /// Adds the paths in contactInfo of the new values at a path in `info`.
    fn find(&self, keys: &[&str], sent: &ContactInfo, paths: &mut Vec<String>) {
        for (place, path) in SCALARS {
            if is_in(keys, place) && !self.had(place) {
                paths.push(path.to_owned());
            }
        }
        if is_in(keys, &["birthdate"]) && !self.had(&["birthdate"]) {
            let is_it = |item: &&Item| date::day(item.text("date")) == self.info.text("birthdate");
            sent.dates.iter().filter(is_it).for_each(|item| paths.push(item.field("date")));
        }
        let [list, rest @ ..] = keys else { return };
        let Some((index, member)) = rest.split_first().filter(|(index, _)| number(index).is_some()) else {
            // The path is a whole list.
            for new in items(self.info, list).iter().skip(v4::items(self.stored, list).len()) {
                find_item(list, new, &[], sent, paths);
            }
            return;
        };
        if let Some(new) = self.new_item(list, index) {
            find_item(list, new, member, sent, paths);
        }
    }

    /// Whether the contact had a single value.
    fn had(&self, place: &[&str]) -> bool {
        let value = self.stored.get("info").and_then(|info| info.at(place));
        let text = value.and_then(|value| value.as_str().or_else(|| value.at(&["image", "url"])?.as_str()));
        text.is_some_and(|text| !text.is_empty())
    }

    /// An item of a list, if the contact did not have it.
    fn new_item(&self, list: &str, index: &str) -> Option<&Value> {
        let index = number(index)? as usize;
        items(self.info, list).get(index).filter(|_| index >= v4::items(self.stored, list).len())
    }
}

/// The keys of a path, without those that all paths have: `emails`, `1`, `email` for `info.emails.items[1].email`.
pub fn keys(mut path: &str) -> Vec<&str> {
    let mut keys = Vec::new();
    while let Some(index) = first_of(path, b".[]") {
        keys.push(path.get(..index).unwrap_or_default());
        path = path.get(index + 1..).unwrap_or_default();
    }
    keys.push(path);
    keys.retain(|key| !matches!(*key, "" | "contact" | "info" | "items"));
    keys
}

/// Whether a path is the same as a place, contains it, or is in it.
fn is_in(keys: &[&str], place: &[&str]) -> bool {
    !keys.is_empty() && keys.iter().zip(place).all(|(key, other)| key == other)
}

fn items<'a>(info: &'a Value, list: &str) -> &'a [Value] {
    info.at(&[list, "items"]).and_then(Value::as_array).unwrap_or_default()
}

type IsIt<'a> = &'a dyn Fn(&Item) -> bool;

/// Adds the paths of the items that are written as this one, each with the member that was rejected.
fn find_item(list: &str, new: &Value, member: &[&str], sent: &ContactInfo, paths: &mut Vec<String>) {
    let (sent, is_it): (&[Item], IsIt) = match list {
        "emails" => (&sent.emails, &|item| email_forms(item).contains(&lower(new.text("email")))),
        "phones" => {
            let forms = phone::forms(new.text("phone"), None);
            (&sent.phones, &move |item| are_same(&phone_forms(item), &forms))
        }
        "addresses" => {
            let is_new = |item: &&Item| split_address(item).v4.as_ref() == new.get("address");
            let key = sent.addresses.iter().find(is_new).map(|item| split_address(item).key);
            (&sent.addresses, &move |item| key.as_ref() == Some(&split_address(item).key))
        }
        _ => return,
    };
    let same: Vec<_> = sent.iter().filter(|item| is_it(item)).collect();
    let is_of_tag = member.first() == Some(&"tag") && same.iter().any(|item| item.tag().is_some());
    let member = match (list, member) {
        _ if is_of_tag => "tag",
        ("emails", _) => "email",
        ("phones", _) => "phone",
        (_, ["address", member, ..] | [member, ..]) => {
            ADDRESS_MEMBERS.iter().find(|(v4, _)| v4 == member).map_or("", |(_, member)| member)
        }
        _ => "",
    };
    for item in same.iter().filter(|item| !is_of_tag || item.tag().is_some()) {
        paths.push(if item.get(member).is_some() { item.field(member) } else { item.path.clone() });
    }
}

/// Removes the values at these paths.
fn take(sent: &mut ContactInfo, paths: &[String]) -> Vec<Rejected> {
    let mut rejected = Vec::new();
    let scalars = super::table::SCALARS.iter().zip(&mut sent.scalars);
    for ((path, _), scalar) in scalars.filter(|((path, _), _)| paths.iter().any(|other| other == path)) {
        if let Some(text) = scalar.take() {
            rejected.push(Rejected::new(*path, text, Reason::Invalid));
        }
    }
    for (list, items) in sent.lists_mut() {
        items.retain_mut(|item| take_from_item(list, item, paths, &mut rejected));
    }
    rejected
}

/// Removes values from an item. Returns whether anything is left of it.
fn take_from_item(list: &List, item: &mut Item, paths: &[String], rejected: &mut Vec<Rejected>) -> bool {
    if paths.contains(&item.path) {
        rejected.push(Rejected::new(item.path.as_str(), item.given.clone(), Reason::Invalid));
        return false;
    }
    for (member, _) in list.members {
        if item.get(member).is_some() && paths.contains(&item.field(member)) {
            rejected.push(item.rejected(member, Reason::Invalid));
            item.texts.retain(|(other, _)| other != member);
        }
    }
    list.is_there(item)
}

#[cfg(test)]
mod tests {
    use super::super::merge::OverlayWrites;
    use super::*;
    use crate::json::testing::json;
    use crate::reconcile::tests::support::{created, plan_for, sent};

    /// A contactInfo with a value for each field that is written to v4.
    fn full() -> Value {
        json!({
            "name": {"first": "Ann", "last": "Lee"},
            "picture": "https://example.com/ann.png",
            "company": {"role": "CEO", "name": "Acme"},
            "emails": [{"email": "ann@example.com"}, {"tag": "work", "email": "Ann@home"}, {"email": "ann@HOME"}],
            "phones": [{"phone": "+1 415 639 5555"}, {"phone": "601-081-124"}],
            "addresses": [
                {"address": "1 Main St", "city": "Albany", "country": "US", "region": "NY"},
                {"tag": "home", "country": "US"},
            ],
            "dates": [{"tag": "wedding", "date": "2001-06-01"}, {"tag": "birthday", "date": "1980-12-01"}],
        })
    }

    /// `[field, value]` of the rejections if v4 rejects these fields; None if none of the values is new.
    fn rejected(info: Value, stored: Option<&Value>, fields: &[&str]) -> Option<Vec<(String, Value)>> {
        let mut info = sent(info);
        let plan = plan_for(&info, stored, OverlayWrites::Allowed);
        let fields: Vec<_> = fields.iter().map(ToString::to_string).collect();
        let written = plan.info.unwrap();
        let write = RejectedWrite { info: &written, stored: stored.unwrap_or(&Value::Null), fields: &fields };
        let rejected = write.take_from(&mut info)?;
        assert!(rejected.iter().all(|it| it.reason == Reason::Invalid));
        Some(rejected.into_iter().map(|it| (it.field, it.value)).collect())
    }

    fn fields(info: Value, stored: Option<&Value>, field: &str) -> Vec<String> {
        rejected(info, stored, &[field]).unwrap_or_default().into_iter().map(|(field, _)| field).collect()
    }

    #[test]
    fn every_field_of_v4_is_told_as_it_was_sent() {
        for (v4, field, value) in [
            ("info.name.first", "name.first", json!("Ann")),
            ("info.name.last", "name.last", json!("Lee")),
            ("info.company", "company.name", json!("Acme")),
            ("info.jobTitle", "company.role", json!("CEO")),
            ("info.picture.image.url", "picture", json!("https://example.com/ann.png")),
            ("info.picture", "picture", json!("https://example.com/ann.png")),
            ("info.birthdate", "dates[1].date", json!("1980-12-01")),
            ("info.emails.items[0].email", "emails[0].email", json!("ann@example.com")),
            ("info.emails.items[0]", "emails[0].email", json!("ann@example.com")),
            ("info.emails.items[0].tag", "emails[0].email", json!("ann@example.com")),
            ("info.phones.items[1].phone", "phones[1].phone", json!("601-081-124")),
            ("info.phones.items[0].countryCode", "phones[0].phone", json!("+1 415 639 5555")),
            ("info.addresses.items[0].address.city", "addresses[0].city", json!("Albany")),
            ("info.addresses.items[0].address.country", "addresses[0].country", json!("US")),
            ("info.addresses.items[0].address.addressLine", "addresses[0].address", json!("1 Main St")),
            ("info.addresses.items[1].tag", "addresses[1].tag", json!("home")),
            ("info.addresses.items[1]", "addresses[1]", json!({"tag": "home", "country": "US"})),
            ("info.addresses.items[1].address.hint", "addresses[1]", json!({"tag": "home", "country": "US"})),
        ] {
            assert_eq!(rejected(full(), None, &[v4]), Some(vec![(field.to_owned(), value)]), "{v4}");
        }
    }

    #[test]
    fn a_path_may_be_written_in_many_ways() {
        for path in [
            "info.phones.items[1].phone",
            "contact.info.phones.items[1].phone",
            "phones.items[1].phone",
            "info.phones[1].phone",
            "info.phones.items.1.phone",
            "phones[1]",
        ] {
            assert_eq!(fields(full(), None, path), ["phones[1].phone"], "{path}");
        }
    }

    #[test]
    fn whatever_was_to_be_one_item_is_rejected_together() {
        assert_eq!(
            fields(full(), None, "info.emails.items[1].email"),
            ["emails[1].email", "emails[2].email"]
        );
    }

    #[test]
    fn a_tag_is_rejected_alone_where_one_was_sent() {
        assert_eq!(fields(full(), None, "info.emails.items[1].tag"), ["emails[1].tag"]);
    }

    #[test]
    fn several_fields_of_one_response_are_all_told() {
        let all = rejected(
            full(),
            None,
            &[
                "info.emails.items[1].email",
                "info.addresses.items[0].address.city",
                "info.name.first",
                "info.addresses.items[0].address.country",
                "info.jobTitle",
            ],
        );
        let all: Vec<_> = all.unwrap().into_iter().map(|(field, _)| field).collect();
        assert_eq!(
            all,
            [
                "name.first",
                "company.role",
                "emails[1].email",
                "emails[2].email",
                "addresses[0].city",
                "addresses[0].country"
            ]
        );
    }

    #[test]
    fn what_holds_for_a_list_or_a_name_is_of_all_that_is_new_in_it() {
        assert_eq!(fields(full(), None, "info.name"), ["name.first", "name.last"]);
        assert_eq!(fields(full(), None, "info.phones.items"), ["phones[0].phone", "phones[1].phone"]);
        assert_eq!(fields(full(), None, "info.addresses"), ["addresses[0]", "addresses[1]"]);
    }

    #[test]
    fn what_the_contact_had_is_none_of_the_apps() {
        let stored = created(json!({"name": {"first": "Ann"}, "emails": [{"email": "ann@example.com"}],
            "dates": [{"tag": "birthday", "date": "1980-12-01"}]}));
        for field in ["info.name.first", "info.emails.items[0].email", "info.birthdate"] {
            assert_eq!(rejected(full(), Some(&stored), &[field]), None, "{field}");
        }
        assert_eq!(fields(full(), Some(&stored), "info.name"), ["name.last"]);
        assert_eq!(fields(full(), Some(&stored), "info.emails"), ["emails[1].email", "emails[2].email"]);
    }

    #[test]
    fn what_cannot_be_told_is_nothing() {
        for field in [
            "",
            "info",
            "info.",
            "info.locale",
            "info.emails.items[9].email",
            "info.name.middle",
            "revision",
            "[[",
        ] {
            assert_eq!(rejected(full(), None, &[field]), None, "{field}");
        }
    }

    #[test]
    fn a_region_becomes_a_text() {
        assert_eq!(rejected(full(), None, &["info.addresses.items[0].address.subdivision"]), Some(vec![]));
    }
}
