//! Finds the contact that a contactInfo is about: the one with most of its emails and phones.

use super::info::{ContactInfo, Item};
use super::similar::{email_forms, forms_of, phone_forms};
use super::{date, v4};
use crate::{
    json::{Value, object},
    phone,
    text::{add, are_same, concat, lower, normalize},
    unicode::in_other_scripts,
};
use std::cmp::Reverse;

/// The most spellings of phones to search for.
const MAX_SPELLINGS: usize = 100;

/// The v4 query filter of the contacts that have any of the emails or phones.
pub fn filter(info: &ContactInfo) -> Value {
    let (mut emails, mut e164) = (Vec::new(), Vec::new());
    for item in &info.emails {
        let email = item.text("email");
        add_all(&mut emails, &[email, &lower(email), item.given.text("email")]);
    }
    for item in &info.phones {
        for dialled in phone::from_calling_codes(item.text("phone"), item.get("normalizedPhone")) {
            add_all(&mut e164, &[&concat(&["+", &dialled])]);
        }
    }
    let mut any = Vec::new();
    one_of(&mut any, "info.emails.email", &emails);
    one_of(&mut any, "info.phones.phone", &spellings(&info.phones, &e164));
    one_of(&mut any, "info.phones.e164Phone", &e164);
    match any.len() {
        1 => any.pop().unwrap_or_default(),
        _ => object([("$or", any.into())]),
    }
}

/// The texts that phones may be stored as, most likely ones first: v4 only finds exact texts.
fn spellings(phones: &[Item], e164: &[String]) -> Vec<String> {
    let mut spellings = Vec::new();
    for item in phones {
        let phone = item.text("phone");
        add_all(&mut spellings, &[phone, &phone::written(number(item)), item.given.text("phone")]);
    }
    // v4 derives no e164 number for a phone without a country code, but the phone may be stored as one.
    for number in e164.iter().map(String::as_str).chain(phones.iter().map(number)) {
        add_all(&mut spellings, &[number]);
        if let Some(rest) = number.strip_prefix('+') {
            add_all(&mut spellings, &[&concat(&["00", rest])]);
        }
    }
    for number in phones.iter().map(number) {
        add_all(&mut spellings, &[&phone::dialled(number), &lower(number), &number.to_ascii_uppercase()]);
    }
    // Other scripts only for phones of which v4 can't have an e164 number.
    for item in phones {
        if phone::from_calling_codes(item.text("phone"), item.get("normalizedPhone")).is_empty() {
            for text in [number(item), &phone::dialled(number(item))] {
                in_other_scripts(text).for_each(|text| add_all(&mut spellings, &[&text]));
            }
        }
    }
    spellings.truncate(MAX_SPELLINGS.max(phones.len()));
    spellings
}

fn number(item: &Item) -> &str {
    phone::number(item.text("phone"))
}

fn add_all(texts: &mut Vec<String>, others: &[&str]) {
    others.iter().filter(|text| !text.is_empty()).for_each(|text| add(texts, (*text).to_owned()));
}

fn one_of(any: &mut Vec<Value>, field: &str, texts: &[String]) {
    if !texts.is_empty() {
        let mut values = Vec::new();
        texts.iter().for_each(|text| values.push(text.as_str().into()));
        any.push(object([(field, object([("$in", values.into())]))]));
    }
}

/// The index of the best match among v4 contacts: the most matching items, then an email match before a phone
/// match, then the oldest. A candidate without any match does not count: a server may search more loosely.
pub fn best(info: &ContactInfo, candidates: &[Value]) -> Option<usize> {
    let emails = forms_of(&info.emails, &email_forms);
    let phones = forms_of(&info.phones, &phone_forms);
    let mut best = None;
    for (index, contact) in candidates.iter().enumerate() {
        let (mut same_emails, mut same_phones) = (0, 0);
        for email in v4::items(contact, "emails") {
            same_emails += usize::from(emails.contains(&vec![normalize(email.text("email"))]));
        }
        for phone in v4::items(contact, "phones") {
            let forms = phone::forms(phone.text("phone"), Some(phone.text("e164Phone")));
            same_phones += usize::from(phones.iter().any(|sent| are_same(&forms, sent)));
        }
        let most = Reverse((same_emails + same_phones, same_emails));
        let created = date::precise(contact.text("createdDate"));
        let rank = (most, created.is_none(), created, contact.text("id"));
        if most.0.0 > 0 && best.is_none_or(|(other, _)| rank < other) {
            best = Some((rank, index));
        }
    }
    best.map(|(_, index)| index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::testing::json;
    use crate::reconcile::tests::support::{fixture, sent};

    fn contact(id: &str, created: &str, emails: &[&str], phones: &[&str]) -> Value {
        let emails: Vec<_> = emails.iter().map(|email| json!({"email": email})).collect();
        let phones: Vec<_> = phones.iter().map(|phone| json!({"phone": phone})).collect();
        json!({"id": id, "createdDate": created,
            "info": {"emails": {"items": emails}, "phones": {"items": phones}}})
    }

    fn best_id(info: Value, candidates: &[Value]) -> Option<&str> {
        best(&sent(info), candidates).map(|index| candidates[index].text("id"))
    }

    #[test]
    fn the_filter_asks_for_any_email_or_phone() {
        let info = json!({
            "emails": [{"email": "Ann@Example.com"}, {"email": "bob@example.com"}],
            "phones": [{"phone": "(415) 639-5555", "normalizedPhone": "+14156395555"},
                {"phone": "0044 20 7946 0018"}],
        });
        assert_eq!(
            filter(&sent(info)),
            json!({"$or": [
                {"info.emails.email": {"$in": ["Ann@Example.com", "ann@example.com", "bob@example.com"]}},
                {"info.phones.phone": {"$in": ["(415) 639-5555", "0044 20 7946 0018", "+44 20 7946 0018",
                    "+14156395555", "0014156395555", "+442079460018", "00442079460018", "4156395555"]}},
                {"info.phones.e164Phone": {"$in": ["+14156395555", "+442079460018"]}},
            ]})
        );
    }

    #[test]
    fn a_phone_is_asked_for_as_it_may_be_stored() {
        let asked = |phone: &str| {
            let asked = filter(&sent(json!({"phones": [{"phone": phone}]})));
            let asked = asked["info.phones.phone"]["$in"].as_array().unwrap().to_vec();
            asked.into_iter().map(|text| text.as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            asked(" ٠٥٠-١٢٣ (home)"),
            [
                "050-123 (home)",
                "050-123",
                " ٠٥٠-١٢٣ (home)",
                "050123",
                "٠٥٠-١٢٣",
                "۰۵۰-۱۲۳",
                "०५०-१२३",
                "০৫০-১২৩",
                "０５０－１２３",
                "٠٥٠١٢٣",
                "۰۵۰۱۲۳",
                "०५०१२३",
                "০৫০১২৩",
                "０５０１２３"
            ]
        );
        assert_eq!(
            &asked("1-800-Flowers")[..4],
            ["1-800-Flowers", "18003569377", "1-800-flowers", "1-800-FLOWERS"]
        );
    }

    #[test]
    fn many_phones_are_all_asked_for() {
        let phones: Vec<_> = (10..60).map(|number| json!({"phone": format!("555-01{number}")})).collect();
        let asked = filter(&sent(json!({"phones": phones})));
        let asked = asked["info.phones.phone"]["$in"].as_array().unwrap().to_vec();
        assert_eq!(asked.len(), MAX_SPELLINGS);
        assert!((10..60).all(|number| asked.contains(&json!(format!("555-01{number}")))));
    }

    #[test]
    fn one_condition_needs_no_or() {
        assert_eq!(
            filter(&sent(json!({"emails": [{"email": "ann@example.com"}]}))),
            json!({"info.emails.email": {"$in": ["ann@example.com"]}})
        );
    }

    #[test]
    fn most_matching_items_win() {
        let candidates = [
            contact("email", "2020", &["ann@example.com"], &[]),
            contact("both", "2024", &["ann@example.com"], &["601-081-124"]),
        ];
        let info = json!({"emails": [{"email": "ANN@example.com"}], "phones": [{"phone": "601 081 124"}]});
        assert_eq!(best_id(info, &candidates), Some("both"));
    }

    #[test]
    fn an_email_wins_over_a_phone() {
        let candidates = [
            contact("phone", "2020", &[], &["601-081-124"]),
            contact("email", "2024", &["ann@example.com"], &[]),
        ];
        let info = json!({"emails": [{"email": "ann@example.com"}], "phones": [{"phone": "601-081-124"}]});
        assert_eq!(best_id(info, &candidates), Some("email"));
    }

    #[test]
    fn the_oldest_wins_and_then_the_lowest_id() {
        let ann = &["ann@example.com"][..];
        let candidates = [
            contact("c", "2024-01-01T00:00:00.001Z", ann, &[]),
            contact("d", "never", ann, &[]),
            contact("b", "2024-01-01T02:00:00+02:00", ann, &[]),
            contact("a", "2024-01-01T00:00:00Z", ann, &[]),
        ];
        assert_eq!(best_id(json!({"emails": [{"email": "ann@example.com"}]}), &candidates), Some("a"));
    }

    #[test]
    fn a_candidate_without_a_match_is_none() {
        let candidates = [fixture("name-only"), contact("a", "2024", &["other@example.com"], &["1"])];
        assert_eq!(best_id(json!({"emails": [{"email": "ann@example.com"}]}), &candidates), None);
        assert_eq!(best_id(json!({"emails": [{"email": "ann@example.com"}]}), &[]), None);
    }

    #[test]
    fn a_phone_matches_by_e164() {
        let candidates = [fixture("full")];
        let id = candidates[0]["id"].as_str();
        assert_eq!(best_id(json!({"phones": [{"phone": "+972 9 749 5550"}]}), &candidates), id);
        let phone = json!({"phone": "9 749 5550", "normalizedPhone": "+97297495550"});
        assert_eq!(best_id(json!({"phones": [phone]}), &candidates), id);
    }
}
