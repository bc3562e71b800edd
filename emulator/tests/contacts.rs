//! Contacts, one call after the other (spec/contacts-v4.md sections 1 and 2).

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that can't go on fails"
)]

mod support;

use reqwest::Method;
use serde_json::{Value, json};
use support::{Server, fixture, id};

const CONTACTS: &str = "/contacts/v4/contacts";

fn email(address: &str) -> Value {
    json!({ "emails": { "items": [{ "email": address }] } })
}

#[tokio::test]
async fn seeded_contacts_are_answered_as_they_are() {
    let server = Server::start();
    server.seed_dataset().await;
    for contact in fixture("dataset.json")["contacts"].as_array().unwrap() {
        let path = format!("{CONTACTS}/{}", contact["id"].as_str().unwrap());
        let response = server.get(&path).await;
        // What a sample leaves out, the server may derive.
        for (key, value) in contact.as_object().unwrap().iter().filter(|(key, _)| *key != "info") {
            assert_eq!(&response["contact"][key], value, "{key}");
        }
        for (key, value) in contact["info"].as_object().unwrap() {
            assert_eq!(&response["contact"]["info"][key], value, "{key}");
        }
        assert_eq!(response["responseType"], "REGULAR");
    }
}

#[tokio::test]
async fn both_prefixes_lead_to_the_same_contacts() {
    let server = Server::start();
    let contact = server.create(email("a@example.com")).await;
    let path = format!("/_api{CONTACTS}/{}", contact["id"].as_str().unwrap());
    assert_eq!(server.get(&path).await["contact"]["id"], contact["id"]);
}

#[tokio::test]
async fn a_new_contact_gets_what_the_server_derives() {
    let server = Server::start();
    let contact = server
        .create(json!({
            "name": { "first": "Gene", "last": "Lopez" },
            "emails": { "items": [{ "tag": "WORK", "email": "W@example.com" }, { "email": "h@example.com", "primary": true }] },
            "phones": { "items": [{ "countryCode": "US", "phone": "(704)-454-1233" }] },
            "addresses": { "items": [{ "address": { "country": "US", "subdivision": "WY", "streetAddress": { "number": "1", "name": "Main" } } }] },
            "locale": "en-US"
        }))
        .await;
    assert_eq!(contact["revision"], 1);
    assert_eq!(contact["primaryInfo"], json!({ "email": "h@example.com", "phone": "(704)-454-1233" }));
    assert_eq!(contact["info"]["emails"]["items"][1]["email"], "W@example.com");
    assert_eq!(contact["primaryPhone"]["e164Phone"], "+17044541233");
    assert_eq!(contact["info"]["locale"], "en-us");
    let address = &contact["info"]["addresses"]["items"][0]["address"];
    assert_eq!(address["subdivision"], "US-WY");
    assert_eq!(address["streetAddress"], json!({ "number": "1", "name": "Main", "apt": "" }));
    assert_eq!(contact["lastActivity"]["activityType"], "CONTACT_CREATED");
    let fields = &contact["info"]["extendedFields"]["items"];
    assert_eq!(fields["contacts.displayByLastName"], "Lopez Gene");
    assert!(fields["emailSubscriptions.subscriptionStatus"].is_null(), "comes with the next read");
    let read = server.get(&format!("{CONTACTS}/{}", contact["id"].as_str().unwrap())).await;
    let fields = &read["contact"]["info"]["extendedFields"]["items"];
    assert_eq!(fields["emailSubscriptions.effectiveEmail"], "h@example.com");
}

#[tokio::test]
async fn an_email_is_one_contact_s_unless_duplicates_are_allowed() {
    let server = Server::start();
    let first = server.create(email("one@example.com")).await;
    let body = json!({ "info": email("ONE@example.com") });
    let (status, response) = server.send(Method::POST, CONTACTS, body.clone()).await;
    assert_eq!(status, 409);
    let error = &response["details"]["applicationError"];
    assert_eq!(error["code"], "DUPLICATE_CONTACT_EXISTS");
    assert_eq!(error["data"]["duplicateContactId"], first["id"]);
    server.post(CONTACTS, json!({ "info": body["info"], "allowDuplicates": true })).await;
}

#[tokio::test]
async fn a_phone_is_compared_only_without_an_email() {
    let server = Server::start();
    let phone = json!({ "items": [{ "phone": "097495550", "countryCode": "IL" }] });
    server.create(json!({ "phones": phone })).await;
    let alone = json!({ "info": { "phones": phone } });
    assert_eq!(
        server.error(Method::POST, CONTACTS, alone).await,
        (409, "DUPLICATE_CONTACT_EXISTS".to_owned())
    );
    let mut with_email = email("x@example.com");
    with_email["phones"] = phone;
    server.create(with_email).await;
}

#[tokio::test]
async fn what_breaks_the_schema_is_refused_by_path() {
    let server = Server::start();
    let long = "x".repeat(1001);
    for (info, expected) in [
        (json!({}), "INSUFFICIENT_CONTACT_DATA"),
        (json!({ "company": "Wix" }), "INSUFFICIENT_CONTACT_DATA"),
        (json!({ "name": { "first": "A" }, "company": long }), "info.company"),
        (json!({ "emails": { "items": [{ "email": "no email" }] } }), "info.emails.items[0].email"),
        (json!({ "emails": { "items": [{ "email": "a@b.c", "tag": "FAX" }] } }), "info.emails.items[0].tag"),
        (json!({ "name": { "first": "A" }, "birthdate": "1.2.1990" }), "info.birthdate"),
        (
            json!({ "name": { "first": "A" }, "addresses": { "items": [{ "address": { "subdivision": "US-XX" } }] } }),
            "info.addresses.items[0].address.subdivision",
        ),
        (json!({ "name": { "first": "A" }, "company": { "name": "Wix" } }), "info.company"),
        (
            json!({ "emails": { "items": [{ "email": "a@b.c", "primary": true }, { "email": "d@e.f", "primary": true }] } }),
            "CANNOT_HAVE_MULTIPLE_PRIMARY_INFO",
        ),
        (
            json!({ "name": { "first": "A" }, "extendedFields": { "items": { "custom.nothing": "x" } } }),
            "INVALID_EXTENDED_FIELD_VALUE",
        ),
        (json!({ "name": { "first": "A" }, "labelKeys": { "items": ["custom.nothing"] } }), "labelKeys"),
    ] {
        let error = server.error(Method::POST, CONTACTS, json!({ "info": info })).await;
        assert_eq!(error, (400, expected.to_owned()), "{info}");
    }
    let (status, response) = server.send(Method::POST, CONTACTS, json!({ "info": { "emails": [] } })).await;
    let message = response["message"].as_str().unwrap();
    assert!(status == 400 && message.starts_with("Expected an object: info.emails"), "{message}");
}

#[tokio::test]
async fn an_update_changes_what_it_names_and_nothing_else() {
    let server = Server::start();
    server.seed_dataset().await;
    let path = format!("{CONTACTS}/{}", id("email-only"));
    let patch = json!({ "revision": 1, "info": { "company": "New Co", "name": { "first": "Lo" } } });
    let contact = server.patch(&path, patch).await["contact"].take();
    assert_eq!(contact["revision"], 2);
    assert_eq!(contact["info"]["company"], "New Co");
    assert_eq!(contact["info"]["name"], json!({ "first": "Lo" }));
    assert_eq!(contact["primaryInfo"]["email"], "lone@example.com");
    assert_eq!(contact["lastActivity"]["activityType"], "FORM_SUBMITTED");
    let patch = json!({ "revision": "2", "info": { "company": null, "name": { "last": "Ne" } } });
    let contact = server.patch(&path, patch).await["contact"].take();
    assert!(contact["info"]["company"].is_null());
    assert_eq!(contact["info"]["name"], json!({ "first": "Lo", "last": "Ne" }));
}

#[tokio::test]
async fn a_list_is_replaced_and_keeps_the_ids_of_what_stays() {
    let server = Server::start();
    let contact = server.create(email("a@example.com")).await;
    let mut items = contact["info"]["emails"]["items"].as_array().unwrap().clone();
    let kept = items[0]["id"].clone();
    items.push(json!({ "email": "b@example.com" }));
    let path = format!("{CONTACTS}/{}", contact["id"].as_str().unwrap());
    let patch = json!({ "revision": 1, "info": { "emails": { "items": items } } });
    let contact = server.patch(&path, patch).await["contact"].take();
    assert_eq!(contact["info"]["emails"]["items"][0]["id"], kept);
    assert!(contact["info"]["emails"]["items"][1]["id"].is_string());
}

#[tokio::test]
async fn an_update_needs_the_last_revision() {
    let server = Server::start();
    server.seed_dataset().await;
    let path = format!("{CONTACTS}/{}", id("full"));
    for (body, expected) in [
        (json!({ "revision": 5, "info": { "company": "A" } }), (409, "CONTACT_ALREADY_CHANGED")),
        (json!({ "revision": 7, "info": { "company": "A" } }), (409, "CONTACT_ALREADY_CHANGED")),
        (json!({ "info": { "company": "A" } }), (400, "revision")),
        (json!({ "revision": 6, "info": {} }), (400, "INSUFFICIENT_UPDATE_CONTACT_DATA")),
        (json!({ "revision": 6, "info": email("tom.watts@example.com") }), (409, "DUPLICATE_CONTACT_EXISTS")),
    ] {
        let error = server.error(Method::PATCH, &path, body.clone()).await;
        assert_eq!(error, (expected.0, expected.1.to_owned()), "{body}");
    }
    let body = json!({ "revision": 1, "info": { "company": "A" } });
    let error = server.error(Method::PATCH, "/contacts/v4/contacts/nobody", body).await;
    assert_eq!(error, (404, "CONTACT_NOT_FOUND".to_owned()));
}

#[tokio::test]
async fn a_member_keeps_the_email_and_can_not_be_deleted() {
    let server = Server::start();
    server.seed_dataset().await;
    let path = format!("{CONTACTS}/{}", id("member"));
    let body = json!({ "revision": 2, "info": email("other@example.com") });
    assert_eq!(
        server.error(Method::PATCH, &path, body).await,
        (428, "CANNOT_UPDATE_MEMBER_EMAIL".to_owned())
    );
    assert_eq!(
        server.error(Method::DELETE, &path, json!({})).await,
        (428, "CANNOT_DELETE_MEMBER".to_owned())
    );
}

#[tokio::test]
async fn a_deleted_contact_is_gone() {
    let server = Server::start();
    let contact = server.create(email("a@example.com")).await;
    let path = format!("{CONTACTS}/{}", contact["id"].as_str().unwrap());
    assert_eq!(server.delete(&path).await, json!({}));
    assert_eq!(server.error(Method::GET, &path, json!({})).await, (404, "CONTACT_NOT_FOUND".to_owned()));
    assert_eq!(server.delete(&path).await, json!({}), "an unknown id is no error");
}

#[tokio::test]
async fn labels_are_put_on_and_taken_off() {
    let server = Server::start();
    server.seed_dataset().await;
    let path = format!("{CONTACTS}/{}/labels", id("unsubscribed"));
    let labelled = server.post(&path, json!({ "labelKeys": ["custom.vip"] })).await["contact"].take();
    let expected = fixture("responses/label-contact.json");
    assert_eq!(labelled["info"]["labelKeys"], expected["contact"]["info"]["labelKeys"]);
    assert_eq!(labelled["revision"], expected["contact"]["revision"]);
    let again = server.post(&path, json!({ "labelKeys": ["custom.vip"] })).await;
    assert_eq!(again["contact"]["revision"], labelled["revision"], "nothing changed");
    let query = format!("{path}?contactId=x&labelKeys=custom.vip&labelKeys=custom.stale-lead");
    assert!(server.delete(&query).await["contact"]["info"]["labelKeys"].is_null());
    for method in [Method::POST, Method::DELETE] {
        let error = server.error(method, &path, json!({ "labelKeys": ["custom.nothing"] })).await;
        assert_eq!(error, (400, "labelKeys".to_owned()));
    }
}

#[tokio::test]
async fn label_names_are_found_or_made() {
    let server = Server::start();
    let made = server.post("/contacts/v4/labels", json!({ "displayName": "My Label" })).await;
    assert_eq!((&made["label"]["key"], &made["newLabel"]), (&json!("custom.my-label"), &json!(true)));
    let found = server.post("/contacts/v4/labels", json!({ "displayName": "my label" })).await;
    assert_eq!((&found["label"], &found["newLabel"]), (&made["label"], &json!(false)));
    let renamed = server
        .patch("/contacts/v4/labels/custom.my-label", json!({ "label": { "displayName": "Yours" } }))
        .await;
    assert_eq!(renamed["label"]["key"], "custom.my-label");
    for operator in ["$startsWith", "$begins"] {
        let filter = json!({ "query": { "filter": { "displayName": { operator: "You" } } } });
        assert_eq!(server.post("/contacts/v4/labels/query", filter).await["pagingMetadata"]["total"], 1);
    }
    let mut info = email("a@example.com");
    info["labelKeys"] = json!({ "items": ["custom.my-label"] });
    let contact = server.create(info).await;
    server.delete("/contacts/v4/labels/custom.my-label").await;
    let path = format!("{CONTACTS}/{}", contact["id"].as_str().unwrap());
    assert!(server.get(&path).await["contact"]["info"]["labelKeys"].is_null());
    assert_eq!(
        server.get("/contacts/v4/labels").await["metadata"],
        json!({ "count": 2, "offset": 0, "total": 2 })
    );
}

#[tokio::test]
async fn lists_of_labels_and_fields_look_as_documented() {
    let server = Server::start();
    server.seed_dataset().await;
    assert_eq!(server.get("/contacts/v4/labels").await, fixture("responses/labels.list.json"));
    let fields = server.get("/contacts/v4/extended-fields").await;
    for field in fixture("responses/extended-fields.list.json")["fields"].as_array().unwrap() {
        assert!(fields["fields"].as_array().unwrap().contains(field), "{field}");
    }
}

#[tokio::test]
async fn a_custom_field_is_made_used_and_removed() {
    let server = Server::start();
    let body = json!({ "displayName": "Shoe size", "dataType": "NUMBER" });
    let made = server.post("/contacts/v4/extended-fields", body.clone()).await;
    assert_eq!(made["newField"], true);
    let key = made["field"]["key"].as_str().unwrap().to_owned();
    assert!(key.starts_with("custom.shoe-size-"), "{key}");
    assert_eq!(server.post("/contacts/v4/extended-fields", body).await["field"], made["field"]);

    let mut info = email("a@example.com");
    info["extendedFields"] = json!({ "items": { &key: 42 } });
    let contact = server.create(info).await;
    let path = format!("{CONTACTS}/{}", contact["id"].as_str().unwrap());
    let filter = json!({ format!("info.extendedFields.{key}"): { "$gte": 42 } });
    assert_eq!(server.query(filter).await["pagingMetadata"]["total"], 1);
    let wrong = json!({ "revision": 1, "info": { "extendedFields": { "items": { &key: "big" } } } });
    assert_eq!(
        server.error(Method::PATCH, &path, wrong).await,
        (400, "INVALID_EXTENDED_FIELD_VALUE".to_owned())
    );
    let listed = server.get("/contacts/v4/extended-fields?startsWith=Shoe").await;
    assert_eq!(listed["fields"], json!([made["field"]]));
    server.delete(&format!("/contacts/v4/extended-fields/{key}")).await;
    assert!(server.get(&path).await["contact"]["info"]["extendedFields"]["items"][&key].is_null());
}

#[tokio::test]
async fn a_key_is_at_most_eighty_letters_long() {
    let server = Server::start();
    let name = "längstes ".repeat(16);
    for (path, item) in [("/contacts/v4/labels", "label"), ("/contacts/v4/extended-fields", "field")] {
        let names = [name.trim().to_owned(), format!("{}!", name.trim())];
        for name in names {
            let mut body = json!({ "displayName": name });
            if item == "field" {
                body["dataType"] = json!("TEXT");
            }
            let key = server.post(path, body).await[item]["key"].take();
            let length = key.as_str().unwrap().chars().count();
            assert!((60..=80).contains(&length), "{key}");
        }
        let body = json!({ "displayName": "x".repeat(181), "dataType": "TEXT" });
        assert_eq!(server.error(Method::POST, path, body).await, (400, "displayName".to_owned()));
    }
}

#[tokio::test]
async fn a_url_is_kept_with_a_scheme() {
    let server = Server::start();
    server.seed_dataset().await;
    let info =
        |url: &str| json!({ "name": { "first": "A" }, "extendedFields": { "items": { "custom.url": url } } });
    let contact = server.create(info("www.example.com")).await;
    assert_eq!(contact["info"]["extendedFields"]["items"]["custom.url"], "https://www.example.com");
    let error = server.error(Method::POST, CONTACTS, json!({ "info": info("no address") })).await;
    assert_eq!(error, (400, "INVALID_EXTENDED_FIELD_VALUE".to_owned()));
}

#[tokio::test]
async fn contacts_follow_the_subscription_of_their_email() {
    let server = Server::start();
    let contact = server
        .create(
            json!({ "emails": { "items": [{ "email": "a@example.com" }, { "email": "b@example.com" }] } }),
        )
        .await;
    let path = format!("{CONTACTS}/{}", contact["id"].as_str().unwrap());
    let body = json!({ "subscription": { "email": "A@example.com", "subscriptionStatus": "UNSUBSCRIBED" } });
    server.post("/email-marketing/v1/email-subscriptions", body).await;
    server.post("/_local/settle", json!({})).await;
    let contact = server.get(&path).await["contact"].take();
    assert_eq!(contact["primaryEmail"]["subscriptionStatus"], "UNSUBSCRIBED");
    assert_eq!(contact["lastActivity"]["activityType"], "NEWSLETTER_SUBSCRIPTION_UNSUBSCRIBE");
    let fields = &contact["info"]["extendedFields"]["items"];
    assert_eq!(fields["emailSubscriptions.effectiveEmail"], "b@example.com");
    let body = json!({ "subscription": { "email": "a@example.com", "subscriptionStatus": "MAYBE" } });
    let error = server.error(Method::POST, "/_api/email-marketing/v1/email-subscriptions", body).await;
    assert_eq!(error, (400, "subscription.subscriptionStatus".to_owned()));
}
