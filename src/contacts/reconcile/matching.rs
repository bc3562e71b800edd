//! Whom a contactInfo is about: the contact that has most of its emails and phones.

use super::info::ContactInfo;
use super::v4;
use crate::contacts::phone;
use serde_json::Value;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The v4 query filter of the contacts that have any of the emails or phones.
pub fn filter(info: &ContactInfo) -> Value {
    let emails = info.emails.iter().map(|item| &item.value.email);
    let phones = info.phones.iter().map(|item| &item.value);
    let e164 = phones.clone().filter_map(|item| {
        phone::calling_digits(&item.phone, item.normalized_phone.as_deref())
            .map(|digits| ["+", &digits].concat())
    });
    let mut parts: Vec<Value> = [
        any_of("info.emails.email", emails.flat_map(|email| [email.clone(), email.to_lowercase()]).collect()),
        any_of("info.phones.phone", phones.map(|item| item.phone.clone()).collect()),
        any_of("info.phones.e164Phone", e164.collect()),
    ]
    .into_iter()
    .flatten()
    .collect();
    match parts.len() {
        1 => parts.remove(0),
        _ => member("$or", parts.into()),
    }
}

fn any_of(field: &str, values: BTreeSet<String>) -> Option<Value> {
    let values: Value = values.into_iter().collect();
    (values != Value::Array(Vec::new())).then(|| member(field, member("$in", values)))
}

fn member(name: &str, value: Value) -> Value {
    Value::from_iter([(name, value)])
}

/// The position of the best match among v4 contacts: most matching items wins, then an email match over a phone
/// match, then the oldest. A candidate without a match is none: a server may search more loosely.
pub fn best(info: &ContactInfo, candidates: &[&Value]) -> Option<usize> {
    let emails: BTreeSet<String> = info.emails.iter().map(|item| item.value.email.to_lowercase()).collect();
    let phones: BTreeSet<String> = info
        .phones
        .iter()
        .flat_map(|item| phone::forms(&item.value.phone, item.value.normalized_phone.as_deref()))
        .collect();
    let rank = |candidate: &Value| {
        let same_emails = v4::items(candidate, "emails")
            .iter()
            .filter(|email| emails.contains(&v4::text(email, "email").to_lowercase()))
            .count();
        let same_phones = v4::items(candidate, "phones").iter().filter(|phone| {
            let forms = phone::forms(v4::text(phone, "phone"), Some(v4::text(phone, "e164Phone")));
            forms.iter().any(|form| phones.contains(form))
        });
        (same_emails + same_phones.count(), same_emails)
    };
    let (best, _) = candidates
        .iter()
        .enumerate()
        .map(|(index, candidate)| (index, rank(candidate)))
        .filter(|(_, (matches, _))| *matches > 0)
        .min_by_key(|(index, rank)| {
            let contact = candidates.get(*index);
            // v4 writes all its dates in one form, in UTC: their texts are in the order of time.
            let text = |member| contact.map_or("", |contact| v4::text(contact, member));
            (Reverse(*rank), text("createdDate"), text("id"))
        })?;
    Some(best)
}
