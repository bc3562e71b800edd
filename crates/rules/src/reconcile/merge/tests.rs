use super::*;
use crate::json::testing::{json, parse};
use crate::reconcile::tests::support::{
    self, applied, checked, created, fixture, legacy_contact, merged, plan_for, sent,
};

const DENIED: OverlayWrites = OverlayWrites::Denied(Reason::Unsupported);

/// A contactInfo with an email, so that it can be matched, and these values.
fn with_email(more: Value) -> Value {
    let mut info = json!({"emails": [{"email": "ann@example.com"}]});
    for (key, value) in more.as_object().unwrap().iter() {
        info[key] = value.clone();
    }
    info
}

fn new(info: Value) -> Plan {
    plan_for(&sent(info), None, OverlayWrites::Allowed)
}

fn update(contact: &Value, info: Value) -> Plan {
    plan_for(&sent(info), Some(contact), OverlayWrites::Allowed)
}

fn info_of(plan: &Plan) -> &Value {
    plan.info.as_ref().expect("a write")
}

fn rejections(plan: &Plan) -> Vec<(&str, &str, Value)> {
    plan.rejected.iter().map(|it| (it.field.as_str(), it.reason.as_str(), it.value.clone())).collect()
}

// New contacts

#[test]
fn a_new_contact_has_in_v4_what_v4_has_a_place_for() {
    let plan = new(json!({
        "name": {"first": "Ann", "last": "Lee"},
        "picture": "https://example.com/ann.png",
        "company": {"role": "CEO", "name": "Wix"},
        "emails": [{"tag": "work", "email": "ann@example.com"}],
        "phones": [{"tag": "mobile", "phone": "+1 415 639 5555"}],
        "addresses": [{"tag": "home", "address": "1 Main St", "city": "El Cajon", "region": "ca",
            "country": "us", "postalCode": 92020}],
        "dates": [{"tag": "birthday", "date": "1980-12-01T00:00:00.000Z"}],
    }));
    assert_eq!(
        *info_of(&plan),
        json!({
            "name": {"first": "Ann", "last": "Lee"},
            "picture": {"image": {"url": "https://example.com/ann.png"}},
            "jobTitle": "CEO", "company": "Wix",
            "emails": {"items": [{"tag": "WORK", "email": "ann@example.com"}]},
            "phones": {"items": [{"tag": "MOBILE", "phone": "+1 415 639 5555", "countryCode": "US"}]},
            "addresses": {"items": [{"tag": "HOME", "address": {"addressLine": "1 Main St",
                "city": "El Cajon", "subdivision": "US-CA", "country": "US", "postalCode": "92020"}}]},
            "birthdate": "1980-12-01",
        })
    );
    assert_eq!((plan.overlay, plan.rejected, plan.existing), (None, vec![], vec![]));
}

#[test]
fn what_v4_has_no_place_for_is_stored_in_the_overlay() {
    let plan = new(json!({
        "name": {"prefix": "Dr.", "middle": "Q.", "suffix": "Jr."},
        "emails": [{"tag": "school", "email": "ann@example.com"}],
        "phones": [{"tag": "boat", "phone": "601-081-124"}],
        "addresses": [{"tag": "cabin", "address": "1 Main St", "neighborhood": "Soho",
            "region": "The Midwest", "country": "Narnia"}],
        "urls": [{"tag": "LinkedIn", "url": "https://linkedin.com/in/ann"}],
        "dates": [{"tag": "anniversary", "date": "2001-06-01T12:00:00Z"},
            {"tag": "birthday", "date": "1980-12-01T13:15:30Z"}],
    }));
    assert_eq!(
        plan.overlay.unwrap().to_value(),
        json!({
            "name": {"prefix": "Dr.", "middle": "Q.", "suffix": "Jr."},
            "emails": [{"email": "ann@example.com", "tag": "school"}],
            "phones": [{"phone": "601081124", "tag": "boat"}],
            "addresses": [{"of": "1 main st||||", "tag": "cabin", "neighborhood": "Soho",
                "region": "The Midwest", "country": "Narnia"}],
            "urls": [{"tag": "LinkedIn", "url": "https://linkedin.com/in/ann"}],
            "dates": [{"tag": "anniversary", "date": "2001-06-01T12:00:00Z"}],
            "birthday": "1980-12-01T13:15:30Z",
        })
    );
    assert_eq!(plan.rejected, vec![]);
}

#[test]
fn a_tag_of_v4_in_another_case_is_both_v4s_and_kept_as_written() {
    let contact = created(json!({"emails": [{"tag": "Home", "email": "ann@example.com"}]}));
    assert_eq!(contact["info"]["emails"]["items"][0]["tag"], "HOME");
    assert_eq!(legacy_contact(&contact)["emails"][0]["tag"], "Home");
}

#[test]
fn items_given_twice_are_added_once() {
    let plan = new(json!({
        "emails": [{"tag": "home", "email": "ann@example.com"}, {"tag": "work", "email": "Ann@Example.com"}],
        "phones": [{"phone": "(415) 639-5555"}, {"phone": "+1 415 639 5555"},
            {"phone": "415.639.5555", "normalizedPhone": "+14156395555"}],
        "addresses": [{"address": "1 Main St", "country": "us"}, {"address": "1 MAIN ST", "country": "US"}],
        "urls": [{"tag": "a", "url": "https://example.com"}, {"tag": "b", "url": "HTTPS://example.com"}],
        "dates": [{"tag": "a", "date": "2001-06-01"}, {"tag": "b", "date": "2001-06-01T02:00:00+02:00"}],
    }));
    let info = info_of(&plan);
    assert_eq!(info["emails"]["items"], json!([{"tag": "HOME", "email": "ann@example.com"}]));
    let phone = json!({"tag": "UNTAGGED", "phone": "+1 415 639 5555", "countryCode": "US"});
    assert_eq!(info["phones"]["items"], json!([phone]));
    assert_eq!(info["addresses"]["items"].as_array().unwrap().len(), 1);
    let overlay = plan.overlay.unwrap();
    assert_eq!(overlay.urls().collect::<Vec<_>>(), [("a", "https://example.com")]);
    assert_eq!(overlay.dates().collect::<Vec<_>>(), [("a", "2001-06-01")]);
    assert_eq!(plan.rejected, vec![]);
}

#[test]
fn a_phone_gets_the_country_of_its_normalized_form() {
    let plan = new(json!({"phones": [{"phone": "09-749-5550", "normalizedPhone": "+97297495550"}]}));
    let phone = json!({"tag": "UNTAGGED", "phone": "09-749-5550", "countryCode": "IL"});
    assert_eq!(info_of(&plan)["phones"]["items"], json!([phone]));
}

#[test]
fn a_region_is_a_code_only_with_the_code_of_its_country() {
    for (region, country, subdivision) in
        [("CA", Some("US"), Some("US-CA")), ("CA", Some("United States"), None), ("CA", None, None)]
    {
        let address = json!([{"address": "1 Main St", "region": region, "country": country}]);
        let plan = new(with_email(json!({"addresses": address})));
        let address = &info_of(&plan)["addresses"]["items"][0]["address"];
        assert_eq!(address.get("subdivision").and_then(Value::as_str), subdivision, "{country:?}");
        assert_eq!(plan.overlay.is_some(), subdivision.is_none(), "{country:?}");
    }
}

#[test]
fn an_address_of_which_v4_can_hold_nothing_is_kept_alone() {
    let contact = created(with_email(json!({
        "addresses": [{"tag": "cabin", "country": "Narnia"}, {"country": "Mordor"}, {"tag": "home"}],
    })));
    assert!(contact["info"].get("addresses").is_none());
    assert_eq!(
        legacy_contact(&contact)["addresses"],
        json!([
            {"id": 1, "tag": "cabin", "country": "Narnia"},
            {"id": 2, "tag": "other", "country": "Mordor"},
        ])
    );
}

#[test]
fn addresses_that_differ_in_kept_texts_alone_are_told_apart() {
    let home = json!({"tag": "home", "address": "1 Main St"});
    let soho = json!({"tag": "work", "address": "1 Main St", "neighborhood": "Soho"});
    let cabin = json!({"tag": "cabin", "address": "1 Main St", "neighborhood": "Camden"});
    let contact = created(with_email(json!({"addresses": [home, soho]})));
    let contact = merged(with_email(json!({"addresses": [cabin, soho]})), Some(contact));
    assert_eq!(
        legacy_contact(&contact)["addresses"],
        json!([
            {"id": 1, "tag": "home", "address": "1 Main St"},
            {"id": 2, "tag": "work", "address": "1 Main St", "neighborhood": "Soho"},
            {"id": 3, "tag": "cabin", "address": "1 Main St", "neighborhood": "Camden"},
        ])
    );
}

// Merging

#[test]
fn nothing_to_add_is_no_write() {
    let contact = fixture("full");
    let plan = plan_for(&support::stored(&contact).legacy, Some(&contact), OverlayWrites::Allowed);
    assert_eq!((plan.info, plan.overlay), (None, None));
    assert_eq!((plan.subscriptions, plan.rejected), (vec![], vec![]));
}

#[test]
fn a_single_value_is_set_where_there_is_none() {
    let contact = fixture("phone-only");
    let plan = update(
        &contact,
        json!({"name": {"first": "Ann", "prefix": "Dr."}, "company": {"name": "Wix", "role": "CEO"},
            "picture": "https://example.com/a.png", "phones": [{"phone": "601081124"}]}),
    );
    let info = info_of(&plan);
    assert_eq!((&info["name"], &info["company"]), (&json!({"first": "Ann"}), &json!("Wix")));
    assert_eq!(info["jobTitle"], "CEO");
    assert_eq!(info["picture"]["image"]["url"], "https://example.com/a.png");
    assert_eq!(plan.overlay.as_ref().unwrap().name_prefix(), Some("Dr."));
    assert_eq!(plan.rejected, vec![]);
}

#[test]
fn a_single_value_is_never_overwritten() {
    let contact = merged(with_email(json!({"name": {"middle": "Q."}})), Some(fixture("full")));
    let plan = update(
        &contact,
        with_email(json!({
            "name": {"first": "Other", "last": "One", "middle": "R."}, "picture": "https://example.com/a.png",
            "company": {"name": "Acme", "role": "Developer"},
            "dates": [{"tag": "Birthday", "date": "1980-12-02"}],
        })),
    );
    assert_eq!((plan.info.as_ref(), plan.overlay.as_ref()), (None, None));
    assert_eq!(
        rejections(&plan),
        [
            ("name.first", "ALREADY_SET", json!("Other")),
            ("name.middle", "ALREADY_SET", json!("R.")),
            ("picture", "ALREADY_SET", json!("https://example.com/a.png")),
            ("company.name", "ALREADY_SET", json!("Acme")),
            ("dates[0].date", "ALREADY_SET", json!("1980-12-02")),
        ]
    );
}

#[test]
fn a_similar_item_counts_as_kept_with_its_tag() {
    let contact = fixture("full");
    let plan = update(
        &contact,
        json!({
            "emails": [{"tag": "school", "email": "EMAIL@example.com"}],
            "phones": [{"tag": "boat", "phone": "+972 9-749-5550"}, {"phone": "0443955571"}],
            "addresses": [{"tag": "cabin", "address": "1772 fantages way, apt 17", "city": "richmond",
                "region": "ME", "country": "us", "postalCode": "04357"}],
        }),
    );
    assert_eq!((plan.info, plan.rejected), (None, vec![]));
}

#[test]
fn a_patch_has_the_whole_name_whole_lists_and_every_custom_field() {
    let contact = fixture("full");
    let plan = update(&contact, json!({"emails": [{"tag": "home", "email": "new@example.com"}]}));
    let info = info_of(&plan);
    let mut emails = contact["info"]["emails"]["items"].as_array().unwrap().to_vec();
    emails.push(json!({"tag": "HOME", "email": "new@example.com"}));
    assert_eq!(info["emails"]["items"], Value::Array(emails));
    assert_eq!(info["name"], contact["info"]["name"]);
    assert_eq!(info["addresses"], contact["info"]["addresses"]);
    assert_eq!(
        info["phones"]["items"][0],
        json!({"id": "803e3d34-50d0-4e20-99f6-826b08ad5d12", "tag": "HOME", "countryCode": "IL",
            "phone": "097495550", "primary": true})
    );
    assert_eq!(
        info["extendedFields"]["items"],
        json!({"custom.color": "Blue", "custom.number": 12, "custom.date": "2020-01-01",
            "custom.url": "http://domain.com"})
    );
    let mut members: Vec<_> = info.as_object().unwrap().iter().map(|(key, _)| key).collect();
    members.sort();
    assert_eq!(members, ["addresses", "emails", "extendedFields", "name", "phones"]);
}

#[test]
fn there_is_never_more_than_one_primary_item() {
    let mut contact = fixture("full");
    contact["info"]["emails"]["items"][1]["primary"] = true.into();
    let plan = update(&contact, json!({"emails": [{"email": "new@example.com"}]}));
    let items = info_of(&plan)["emails"]["items"].as_array().unwrap();
    let primary: Vec<_> = items.iter().map(|item| item.get("primary")).collect();
    assert_eq!(primary, [Some(&json!(true)), Some(&json!(false)), None]);
}

#[test]
fn empty_wrappers_are_empty_lists() {
    let mut contact = fixture("email-only");
    contact["info"]["phones"] = json!({});
    contact["info"]["addresses"] = json!({"items": []});
    let plan = update(&contact, json!({"phones": [{"phone": "601-081-124"}]}));
    let info = info_of(&plan);
    assert_eq!(info["phones"]["items"].as_array().unwrap().len(), 1);
    assert_eq!(info.get("addresses"), None);
}

#[test]
fn a_list_holds_fifty_items() {
    let item = |index: usize| json!({"tag": "home", "email": format!("ann{index}@example.com"), "id": 7});
    let contact = created(json!({"emails": (0..49).map(item).collect::<Vec<_>>()}));
    let plan = update(&contact, json!({"emails": [item(0), item(50), item(51)]}));
    assert_eq!(info_of(&plan)["emails"]["items"].as_array().unwrap().len(), 50);
    assert_eq!(rejections(&plan), [("emails[2]", "TOO_MANY", item(51))]);
}

#[test]
fn an_email_for_which_there_is_no_room_gets_no_status() {
    let item = |index: usize| json!({"email": format!("ann{index}@example.com"), "emailStatus": "recurring"});
    let plan = new(json!({"emails": (0..51).map(item).collect::<Vec<_>>()}));
    assert_eq!(plan.subscriptions.len(), 50);
    assert_eq!(rejections(&plan), [("emails[50]", "TOO_MANY", item(50))]);
}

#[test]
fn what_the_contact_had_is_listed() {
    let contact = created(json!({
        "name": {"prefix": "Dr.", "last": "Lee"}, "company": {"role": "CEO"},
        "emails": [{"tag": "school", "email": "ann@example.com"}],
        "urls": [{"tag": "blog", "url": "https://example.com"}],
    }));
    let plan = update(&contact, with_email(json!({})));
    let existing: Vec<_> = plan.existing.into_iter().map(|it| (it.field, it.value)).collect();
    assert_eq!(
        existing,
        [
            ("name.prefix".to_owned(), json!("Dr.")),
            ("name.last".to_owned(), json!("Lee")),
            ("company.role".to_owned(), json!("CEO")),
            (
                "emails[0]".to_owned(),
                json!({"id": 1, "tag": "school", "email": "ann@example.com", "emailStatus": "transactional"})
            ),
            ("urls[0]".to_owned(), json!({"id": 1, "tag": "blog", "url": "https://example.com"})),
        ]
    );
}

// Dates

#[test]
fn one_birthday_is_set_and_further_ones_are_rejected() {
    let plan = new(with_email(json!({"dates": [
        {"tag": "birthday", "date": "1980-12-01"},
        {"tag": "birthday", "date": "1980-12-01T00:00:00Z"},
        {"tag": "BIRTHDAY", "date": "1981-12-01"},
    ]})));
    assert_eq!(info_of(&plan)["birthdate"], "1980-12-01");
    assert_eq!(plan.overlay, None);
    assert_eq!(rejections(&plan), [("dates[2].date", "ALREADY_SET", json!("1981-12-01"))]);
}

#[test]
fn a_birthday_keeps_its_time_and_zone() {
    let date = "1980-12-01T23:30:00-05:00";
    let contact = created(with_email(json!({"dates": [{"tag": "birthday", "date": date}]})));
    assert_eq!(contact["info"]["birthdate"], "1980-12-01");
    assert_eq!(legacy_contact(&contact)["dates"], json!([{"id": 1, "tag": "birthday", "date": date}]));
}

#[test]
fn a_birthday_with_another_time_is_another_birthday() {
    let plan = update(
        &fixture("full"),
        with_email(json!({"dates": [{"tag": "birthday", "date": "1980-12-01T13:15:30Z"}]})),
    );
    assert_eq!(rejections(&plan), [("dates[0].date", "ALREADY_SET", json!("1980-12-01T13:15:30Z"))]);
}

#[test]
fn a_time_that_was_kept_for_a_birthday_since_removed_does_not_come_back() {
    let birthday = |date: &str| with_email(json!({"dates": [{"tag": "birthday", "date": date}]}));
    let mut contact = created(birthday("1980-12-01T13:15:30Z"));
    contact["info"].as_object_mut().unwrap().remove("birthdate");
    let contact = merged(birthday("1980-12-01"), Some(contact));
    assert_eq!(legacy_contact(&contact)["dates"][0]["date"], "1980-12-01");
}

// Stored texts and changes elsewhere

#[test]
fn a_kept_tag_holds_until_v4_has_another_tag() {
    let mut contact = created(json!({
        "emails": [{"tag": "school", "email": "ann@example.com"}],
        "phones": [{"tag": "boat", "phone": "+1 415 639 5555"}],
    }));
    assert_eq!(legacy_contact(&contact)["emails"][0]["tag"], "school");
    assert_eq!(legacy_contact(&contact)["phones"][0]["tag"], "boat");
    contact["info"]["emails"]["items"][0]["tag"] = "WORK".into();
    contact["info"]["phones"]["items"][0]["tag"] = "FAX".into();
    assert_eq!(legacy_contact(&contact)["emails"][0]["tag"], "work");
    assert_eq!(legacy_contact(&contact)["phones"][0]["tag"], "fax");
}

#[test]
fn a_kept_tag_holds_while_the_phone_is_written_otherwise() {
    let phone = json!({"tag": "boat", "phone": "(415) 639-5555", "normalizedPhone": "+14156395555"});
    let mut contact = created(json!({"phones": [phone]}));
    contact["info"]["phones"]["items"][0]["phone"] = "415 639 5555 (new)".into();
    assert_eq!(contact["info"]["phones"]["items"][0]["e164Phone"], "+14156395555");
    assert_eq!(legacy_contact(&contact)["phones"][0]["tag"], "boat");
}

#[test]
fn kept_texts_hold_until_the_address_is_changed() {
    let mut contact = created(with_email(json!({
        "addresses": [{"tag": "cabin", "address": "1 Main St", "neighborhood": "Soho", "region": "Upstate"}],
    })));
    contact["info"]["addresses"]["items"][0]["address"]["city"] = "Springfield".into();
    assert_eq!(
        legacy_contact(&contact)["addresses"],
        json!([{"id": 1, "tag": "other", "address": "1 Main St", "city": "Springfield"}])
    );
}

#[test]
fn what_was_kept_of_a_removed_item_is_replaced_with_it() {
    let first = json!({"emails": [{"tag": "school", "email": "ann@example.com"}],
        "phones": [{"phone": "601"}],
        "addresses": [{"tag": "cabin", "address": "1 Main St", "neighborhood": "Soho"}]});
    let mut contact = created(first);
    contact["info"]["emails"] = json!({});
    contact["info"]["addresses"] = json!({});
    let again = json!({"emails": [{"email": "ann@example.com"}], "phones": [{"phone": "601"}],
        "addresses": [{"tag": "home", "address": "1 Main St"}]});
    let contact = merged(again, Some(contact));
    assert_eq!(legacy_contact(&contact)["emails"].as_array().unwrap().len(), 1);
    assert_eq!(legacy_contact(&contact)["emails"][0]["tag"], "other");
    assert_eq!(legacy_contact(&contact)["emails"][0]["email"], "ann@example.com");
    assert_eq!(
        legacy_contact(&contact)["addresses"],
        json!([{"id": 1, "tag": "home", "address": "1 Main St"}])
    );
}

#[test]
fn what_a_newer_version_kept_survives() {
    let mut contact = fixture("email-only");
    let overlay = r#"{"wixContacts":1,"mood":"good","name":{"nick":"Annie"}}"#;
    contact["info"]["extendedFields"]["items"][support::FIELD] = overlay.into();
    let email = contact["info"]["emails"]["items"][0]["email"].clone();
    let plan = update(&contact, json!({"emails": [{"email": email}], "name": {"middle": "Q."}}));
    assert_eq!(
        plan.overlay.unwrap().to_value(),
        json!({"mood": "good", "name": {"nick": "Annie", "middle": "Q."}})
    );
}

// Without the extended field

#[test]
fn what_cannot_be_kept_is_rejected() {
    let info = json!({
        "name": {"first": "Ann", "prefix": "Dr."},
        "emails": [{"tag": "school", "email": "ann@example.com"},
            {"tag": "Home", "email": "bob@example.com"}],
        "phones": [{"tag": "boat", "phone": "601-081-124"}],
        "addresses": [{"tag": "cabin", "address": "1 Main St", "neighborhood": "Soho", "country": "Narnia"},
            {"country": "Mordor"}],
        "urls": [{"tag": "a", "url": "https://example.com"}, {"tag": "b", "url": "https://example.com"}],
        "dates": [{"tag": "birthday", "date": "1980-12-01T13:15:30Z"}, {"date": "2001-06-01"}],
    });
    let plan = plan_for(&sent(info), None, OverlayWrites::Denied(Reason::Forbidden));
    assert_eq!(plan.overlay, None);
    assert_eq!(info_of(&plan)["birthdate"], "1980-12-01");
    assert_eq!(
        info_of(&plan)["addresses"]["items"],
        json!([{"tag": "UNTAGGED", "address": {"addressLine": "1 Main St"}}])
    );
    assert!(plan.rejected.iter().all(|rejected| rejected.reason == Reason::Forbidden));
    let fields: Vec<_> = rejections(&plan).into_iter().map(|(field, _, value)| (field, value)).collect();
    assert_eq!(
        fields,
        [
            ("name.prefix", json!("Dr.")),
            ("emails[0].tag", json!("school")),
            ("phones[0].tag", json!("boat")),
            ("addresses[0].neighborhood", json!("Soho")),
            ("addresses[0].country", json!("Narnia")),
            ("addresses[1].country", json!("Mordor")),
            ("addresses[0].tag", json!("cabin")),
            ("urls[0].url", json!("https://example.com")),
            ("urls[1].url", json!("https://example.com")),
            ("dates[0].date", json!("1980-12-01T13:15:30Z")),
            ("dates[1].date", json!("2001-06-01")),
        ]
    );
}

#[test]
fn nothing_is_written_for_what_cannot_be_kept() {
    let info = json!({"emails": [{"email": "email@example.com"}], "urls": [{"url": "https://example.com"}]});
    let plan = plan_for(&sent(info), Some(&fixture("full")), DENIED);
    assert_eq!(plan.info, None);
    assert_eq!(rejections(&plan), [("urls[0].url", "UNSUPPORTED", json!("https://example.com"))]);
}

#[test]
fn without_its_texts_an_address_is_not_added_twice() {
    let info = with_email(json!({"addresses": [{"address": "1 Main St", "neighborhood": "Soho"}]}));
    let contact = applied(&plan_for(&sent(info.clone()), None, DENIED), None);
    let again = plan_for(&sent(info), Some(&contact), DENIED);
    assert_eq!(again.info, None);
    assert_eq!(rejections(&again), [("addresses[0].neighborhood", "UNSUPPORTED", json!("Soho"))]);
}

#[test]
fn what_was_kept_before_counts_as_kept_without_the_field() {
    let info = with_email(json!({
        "name": {"middle": "Q."},
        "addresses": [{"address": "1 Main St", "neighborhood": "Soho"}],
        "urls": [{"url": "https://example.com"}],
    }));
    let contact = created(info.clone());
    let plan = plan_for(&sent(info), Some(&contact), DENIED);
    assert_eq!((plan.info, plan.rejected), (None, vec![]));
}

// Statuses

fn status(status: &str) -> Value {
    json!({"emails": [{"email": "tom.watts@example.com", "emailStatus": status}]})
}

#[test]
fn an_unsubscribed_contact_is_never_subscribed_again() {
    let plan = update(&fixture("unsubscribed"), status("recurring"));
    assert_eq!((plan.info.as_ref(), plan.subscriptions.len()), (None, 0));
    assert_eq!(rejections(&plan), [("emails[0].emailStatus", "CONSENT", json!("recurring"))]);
}

#[test]
fn nor_with_another_email_or_by_one_source_alone() {
    let mut contact = fixture("unsubscribed");
    contact["info"]["extendedFields"]["items"]["emailSubscriptions.subscriptionStatus"] = "NOT_SET".into();
    let info = json!({"emails": [{"email": "new@example.com", "emailStatus": "recurring"}]});
    assert_eq!(rejections(&update(&contact, info.clone()))[0].1, "CONSENT");
    let mut contact = fixture("unsubscribed");
    contact["primaryEmail"] = json!({"email": "tom.watts@example.com"});
    assert_eq!(rejections(&update(&contact, info))[0].1, "CONSENT");
}

#[test]
fn a_status_that_v4_has_is_not_written_again_but_an_opt_out_is() {
    assert_eq!(update(&fixture("unsubscribed"), status("optOut")).subscriptions.len(), 1);
    let info = json!({"emails": [{"email": "EMAIL@example.com", "emailStatus": "recurring",
        "deliveryStatus": "VALID"}]});
    assert_eq!(update(&fixture("full"), info).subscriptions, vec![]);
}

#[test]
fn an_opt_out_that_is_shown_goes_along_with_a_delivery_status() {
    let info = json!({"emails": [{"email": "tom.watts@example.com", "deliveryStatus": "BOUNCE"}]});
    let plan = update(&fixture("unsubscribed"), info);
    let call = &plan.subscriptions[0];
    assert_eq!(call.subscription_status, Some("UNSUBSCRIBED"));
    assert_eq!(call.deliverability_status, Some("BOUNCED"));
    let told: Vec<_> = call.rejected(Reason::Forbidden).into_iter().map(|it| it.field).collect();
    assert_eq!(told, ["emails[0].deliveryStatus"]);
}

#[test]
fn a_transactional_email_is_no_write() {
    assert_eq!(update(&fixture("unsubscribed"), status("transactional")).subscriptions, vec![]);
}

#[test]
fn statuses_go_through_the_subscriptions_call_for_every_email() {
    let plan = new(json!({"emails": [
        {"email": "ann@example.com", "emailStatus": "recurring", "deliveryStatus": "COMPLAINT"},
        {"email": "bob@example.com", "deliveryStatus": "REJECTED"},
        {"email": "eve@example.com"},
    ]}));
    let calls: Vec<_> = plan
        .subscriptions
        .iter()
        .map(|call| (call.email.as_str(), call.subscription_status, call.deliverability_status))
        .collect();
    assert_eq!(
        calls,
        [
            ("ann@example.com", Some("SUBSCRIBED"), Some("SPAM_COMPLAINT")),
            ("bob@example.com", None, Some("BOUNCED")),
        ]
    );
}

#[test]
fn statuses_map_as_in_the_fixture() {
    let map = parse(include_str!("../../../../../spec/fixtures/legacy-map.json")).unwrap();
    for (text, v4) in map["emailStatusToV4"].as_object().unwrap().iter() {
        let plan = new(json!({"emails": [{"email": "ann@example.com", "emailStatus": text}]}));
        assert_eq!(
            plan.subscriptions.first().and_then(|call| call.subscription_status),
            v4.as_str(),
            "{text}"
        );
    }
    for (text, v4) in map["deliveryStatusToV4"].as_object().unwrap().iter() {
        let checked = checked(json!({"emails": [{"email": "ann@example.com", "deliveryStatus": text}]}));
        let plan = plan_for(&checked.info, None, OverlayWrites::Allowed);
        let status = plan.subscriptions.first().and_then(|call| call.deliverability_status);
        assert_eq!(status, v4.as_str(), "{text}");
    }
}

#[test]
fn an_email_sent_with_two_statuses_ends_up_unsubscribed() {
    for statuses in [["recurring", "optOut"], ["optOut", "recurring"]] {
        let plan = new(json!({"emails": [
            {"email": "ann@example.com", "emailStatus": statuses[0]},
            {"email": "Ann@example.com", "emailStatus": statuses[1]},
        ]}));
        assert_eq!(plan.subscriptions.len(), 1);
        assert_eq!(plan.subscriptions[0].subscription_status, Some("UNSUBSCRIBED"));
        assert_eq!(rejections(&plan)[0].1, "CONSENT");
    }
}

#[test]
fn an_email_sent_with_two_delivery_statuses_has_the_first() {
    let plan = new(json!({"emails": [
        {"email": "ann@example.com", "deliveryStatus": "VALID"},
        {"email": "Ann@example.com", "deliveryStatus": "BOUNCE"},
    ]}));
    assert_eq!(plan.subscriptions[0].deliverability_status, Some("VALID"));
    assert_eq!(rejections(&plan), [("emails[1].deliveryStatus", "ALREADY_SET", json!("BOUNCE"))]);
}

#[test]
fn a_rejected_subscription_is_told_value_by_value() {
    let plan = new(json!({"emails": [
        {"email": "ann@example.com", "emailStatus": "recurring", "deliveryStatus": "SPAM"},
    ]}));
    let rejected: Vec<_> = plan.subscriptions[0].rejected(Reason::Forbidden);
    assert_eq!(
        rejected,
        [
            Rejected::new("emails[0].emailStatus", "recurring", Reason::Forbidden),
            Rejected::new("emails[0].deliveryStatus", "SPAM", Reason::Forbidden),
        ]
    );
}
