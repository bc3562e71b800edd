//! Properties of every merge.

use std::collections::BTreeSet;

use proptest::{
    prelude::*,
    sample::{Index, select},
};

use super::support::{self, applied, checked, created, fixture, legacy_contact, plan_for};
use crate::{
    json::{Map, Value, testing::json},
    phone::dialled,
    reconcile::{
        Reason,
        address::legacy_key,
        info::{ContactInfo, Item},
        limits::Checked,
        merge::{OverlayWrites, Plan},
        similar::{date_forms, email_forms, url_forms},
    },
};

/// One of a few texts, so that they repeat.
fn text(texts: &'static [&'static str]) -> impl Strategy<Value = Value> {
    select(texts).prop_map(|text| if text.is_empty() { Value::Null } else { json!(text) })
}

fn scalar() -> impl Strategy<Value = Value> {
    text(&["", "", "Ann", "Bob"])
}

fn tag() -> impl Strategy<Value = Value> {
    text(&["", "home", "Work", "main", "mobile", "billing", "school", "other", "untagged"])
}

fn list(item: impl Strategy<Value = Value>) -> impl Strategy<Value = Vec<Value>> {
    prop::collection::vec(item, 0..5)
}

fn email() -> impl Strategy<Value = Value> {
    let emails = text(&["ann@example.com", "Ann@Example.com", "bob@example.com", "eve@example.com", "none"]);
    let status = text(&["", "", "optOut", "transactional", "recurring"]);
    let delivery = text(&["", "", "VALID", "SPAM", "BOUNCE", "DEFERRAL"]);
    (tag(), emails, status, delivery).prop_map(|(tag, email, status, delivery)| {
        json!({"tag": tag, "email": email, "emailStatus": status, "deliveryStatus": delivery})
    })
}

fn phone() -> impl Strategy<Value = Value> {
    let phones = select(vec![
        ("(415) 639-5555", Value::Null),
        ("415.639.5555", json!("+14156395555")),
        ("+1 415 639 5555", Value::Null),
        ("020 7946 0018", Value::Null),
        ("020 7946 0018", json!("+442079460018")),
        ("+44 (0)20 7946 0018", Value::Null),
        ("+1 722 138 3099", Value::Null),
        ("601-081-124", Value::Null),
    ]);
    (tag(), phones).prop_map(
        |(tag, (phone, normalized))| json!({"tag": tag, "phone": phone, "normalizedPhone": normalized}),
    )
}

fn address() -> impl Strategy<Value = Value> {
    (
        tag(),
        text(&["", "1 Main St", "1 MAIN ST"]),
        text(&["", "", "Soho", "Camden"]),
        text(&["", "", "Springfield"]),
        text(&["", "CA", "US-CA", "California"]),
        text(&["", "us", "US", "Narnia"]),
    )
        .prop_map(|(tag, address, neighborhood, city, region, country)| {
            json!({"tag": tag, "address": address, "neighborhood": neighborhood, "city": city,
                "region": region, "country": country})
        })
}

fn url() -> impl Strategy<Value = Value> {
    let url = text(&["https://example.com", "https://EXAMPLE.com", "www.example.com"]);
    (tag(), url).prop_map(|(tag, url)| json!({"tag": tag, "url": url}))
}

fn date() -> impl Strategy<Value = Value> {
    let dates =
        text(&["2001-06-01", "2001-06-01T02:00:00+02:00", "1980-12-01", "1980-12-01T13:15:30Z", "yesterday"]);
    (text(&["", "birthday", "anniversary"]), dates).prop_map(|(tag, date)| json!({"tag": tag, "date": date}))
}

fn contact_info() -> impl Strategy<Value = Value> {
    let name = [scalar(), scalar(), scalar(), scalar(), scalar()];
    let company = [scalar(), scalar()];
    let picture = text(&["", "", "https://example.com/ann.png", "https://example.com/bob.png"]);
    let lists = (list(email()), list(phone()), list(address()), list(url()), list(date()));
    (name, company, picture, lists).prop_map(|(name, company, picture, lists)| {
        let [prefix, first, middle, last, suffix] = name;
        let [role, company] = company;
        let (emails, mut phones, addresses, urls, dates) = lists;
        phones.push(json!({"phone": "601-081-124"}));
        json!({
            "name": {"prefix": prefix, "first": first, "middle": middle, "last": last, "suffix": suffix},
            "company": {"role": role, "name": company}, "picture": picture, "emails": emails,
            "phones": phones, "addresses": addresses, "urls": urls, "dates": dates,
        })
    })
}

/// The contact before the call, if any.
fn contact() -> impl Strategy<Value = Option<Value>> {
    let fixtures = vec!["full", "multi", "phone-only", "unsubscribed", "hebrew", "name-only"];
    prop_oneof![
        1 => Just(None),
        2 => select(fixtures).prop_map(|name| Some(fixture(name))),
        4 => contact_info().prop_map(|info| {
            let info = checked(info).info;
            Some(applied(&plan_for(&info, None, OverlayWrites::Allowed), None))
        }),
    ]
}

fn overlay_writes() -> impl Strategy<Value = OverlayWrites> {
    prop_oneof![3 => Just(OverlayWrites::Allowed), 1 => Just(OverlayWrites::Denied(Reason::Unsupported))]
}

fn legacy_info(contact: &Value) -> ContactInfo {
    ContactInfo::parse(&legacy_contact(contact)).unwrap()
}

/// The paths of rejections except for CONSENT: after an email opts out, that reason appears in the next call.
fn rejected_fields(plan: &Plan) -> BTreeSet<&str> {
    let rejected = plan.rejected.iter().filter(|rejected| rejected.reason != Reason::Consent);
    rejected.map(|rejected| rejected.field.as_str()).collect()
}

/// The items of a contact, by everything of the legacy contact except the tag.
fn result_set(contact: &Value) -> Vec<BTreeSet<String>> {
    let info = legacy_info(contact);
    let phone =
        |item: &Item| item.get("normalizedPhone").map_or_else(|| dialled(item.text("phone")), str::to_owned);
    vec![
        info.emails.iter().flat_map(email_forms).collect(),
        info.phones.iter().map(phone).collect(),
        info.addresses.iter().map(legacy_key).collect(),
        info.urls.iter().flat_map(url_forms).collect(),
        info.dates.iter().flat_map(date_forms).collect(),
    ]
}

/// The items of a list of the legacy contact, without ids and statuses, which a call may change.
fn items(contact: &Value, list: &str) -> Vec<Value> {
    let mut items = legacy_contact(contact)[list].as_array().unwrap().to_vec();
    for item in &mut items {
        item.as_object_mut()
            .unwrap()
            .retain(|key, _| !["id", "emailStatus", "deliveryStatus"].contains(&key));
    }
    items
}

/// The extended fields that are neither ours nor derived from an email's statuses.
fn other_fields(contact: &Value) -> Map {
    let mut fields = contact["info"]["extendedFields"]["items"].as_object().cloned().unwrap_or_default();
    fields.retain(|key, _| key != support::FIELD && !key.starts_with("emailSubscriptions."));
    fields
}

proptest! {
    #[test]
    fn a_merge_is_idempotent(info in contact_info(), contact in contact(), overlay_writes in overlay_writes()) {
        let info = checked(info).info;
        let first = plan_for(&info, contact.as_ref(), overlay_writes);
        let contact = applied(&first, contact);
        let second = plan_for(&info, Some(&contact), overlay_writes);
        prop_assert_eq!(&second.info, &None);
        prop_assert_eq!(&second.overlay, &None);
        prop_assert!(rejected_fields(&second).is_subset(&rejected_fields(&first)));
    }

    #[test]
    fn a_merge_loses_nothing(info in contact_info(), contact in contact(), overlay_writes in overlay_writes()) {
        let Some(contact) = contact else { return Ok(()) };
        let before = legacy_info(&contact);
        let plan = plan_for(&checked(info).info, Some(&contact), overlay_writes);
        let after = applied(&plan, Some(contact.clone()));
        let legacy = legacy_info(&after);
        for ((field, before), (_, after)) in before.scalars().zip(legacy.scalars()) {
            prop_assert!(before.is_none() || before == after, "{}", field);
        }
        for list in ["emails", "phones", "addresses", "urls", "dates"] {
            let (before, after) = (items(&contact, list), items(&after, list));
            prop_assert!(before.iter().all(|item| after.contains(item)), "{}", list);
        }
        prop_assert_eq!(other_fields(&after), other_fields(&contact));
        prop_assert_eq!(&after["info"]["labelKeys"], &contact["info"]["labelKeys"]);
    }

    #[test]
    fn the_order_of_items_does_not_matter(
        info in contact_info(), contact in contact(), overlay_writes in overlay_writes(), order in any::<[Index; 5]>()
    ) {
        let mut other = info.clone();
        for (list, index) in ["emails", "phones", "addresses", "urls", "dates"].into_iter().zip(order) {
            let items = other[list].as_array_mut().unwrap();
            if !items.is_empty() {
                let by = index.index(items.len());
                items.rotate_left(by);
                items.reverse();
            }
        }
        // The birthday is a single value: the first of two is set.
        let birthdays = info["dates"].as_array().unwrap().iter().filter(|date| date["tag"] == "birthday");
        prop_assume!(birthdays.count() < 2);
        let result = |info: Value| {
            let plan = plan_for(&checked(info).info, contact.as_ref(), overlay_writes);
            result_set(&applied(&plan, contact.clone()))
        };
        prop_assert_eq!(result(info), result(other));
    }

    #[test]
    fn all_that_is_accepted_is_shown(info in contact_info(), contact in contact()) {
        let Checked { info, .. } = checked(info);
        let is_new = contact.is_none();
        let plan = plan_for(&info, contact.as_ref(), OverlayWrites::Allowed);
        let after = applied(&plan, contact);
        let legacy = legacy_info(&after);
        let is_rejected = |field: String| plan.rejected.iter().any(|rejected| rejected.field == field);

        for ((field, sent), (_, legacy)) in info.scalars().zip(legacy.scalars()) {
            prop_assert!(sent.is_none() || is_rejected(field.to_owned()) || sent == legacy, "{}", field);
        }
        // In a new contact, the first item of its kind also has its tag.
        let has_tag = |first: bool, sent: &Item, legacy: &Item| {
            !(is_new && first) || sent.tag().unwrap_or("other") == legacy.tag().unwrap()
        };
        for (index, item) in info.emails.iter().enumerate() {
            let same = |other: &&Item| email_forms(other) == email_forms(item);
            let first = info.emails[..index].iter().find(same).is_none();
            let legacy = legacy.emails.iter().find(same);
            prop_assert!(legacy.is_some_and(|legacy| has_tag(first, item, legacy)), "{:?}", item);
        }
        for (index, item) in info.addresses.iter().enumerate() {
            let same = |other: &&Item| legacy_key(other) == legacy_key(item);
            let first = info.addresses[..index].iter().find(same).is_none();
            let legacy = legacy.addresses.iter().find(same);
            prop_assert!(legacy.is_some_and(|legacy| has_tag(first, item, legacy)), "{:?}", item);
        }
        for (index, item) in info.urls.iter().enumerate() {
            let same = |other: &&Item| url_forms(other) == url_forms(item);
            let first = info.urls[..index].iter().find(same).is_none();
            let legacy = legacy.urls.iter().find(same);
            prop_assert!(legacy.is_some_and(|legacy| has_tag(first, item, legacy)), "{:?}", item);
        }
        for item in info.dates.iter().filter(|item| !is_rejected(item.field("date"))) {
            let same = |legacy: &Item| date_forms(legacy) == date_forms(item);
            prop_assert!(legacy.dates.iter().any(same), "{:?}", item);
        }
    }

    #[test]
    fn a_number_of_digits_is_shown_as_sent(phone in "(\\+44 )?[1-9][0-9 ()-]{0,24}[0-9]", tag in tag()) {
        let contact = created(json!({"phones": [{"tag": tag.clone(), "phone": phone.clone()}]}));
        let legacy = legacy_contact(&contact);
        prop_assert_eq!(&legacy["phones"][0]["phone"], &json!(phone));
        prop_assert_eq!(&legacy["phones"][0]["tag"], &Value::from(tag.as_str().unwrap_or("other")));
    }

    #[test]
    fn no_text_breaks_a_merge(text in "\\PC{0,40}", date in "[-0-9:TZ.+]{0,25}") {
        let info = json!({
            "name": {"first": text.clone(), "middle": text.clone()}, "picture": text.clone(),
            "emails": [{"tag": text.clone(), "email": text.clone()}],
            "phones": [{"phone": "1"},
                {"tag": text.clone(), "phone": text.clone(), "normalizedPhone": text.clone()}],
            "addresses": [{"tag": text.clone(), "address": text.clone(), "region": text.clone(),
                "country": text.clone(), "postalCode": text.clone()}],
            "urls": [{"tag": text.clone(), "url": text.clone()}],
            "dates": [{"tag": text, "date": date.clone()}, {"tag": "birthday", "date": date}],
        });
        let info = checked(info).info;
        let contact = applied(&plan_for(&info, None, OverlayWrites::Allowed), None);
        prop_assert_eq!(plan_for(&info, Some(&contact), OverlayWrites::Allowed).info, None);
    }
}
