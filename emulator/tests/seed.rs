//! What is put into a site as it is: taken whole, or refused by the place of what can't be taken.

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
const ID: &str = "00000000-0000-4000-8000-000000000001";

/// The message with which a request is refused.
async fn refusal(server: &Server, method: Method, path: &str, body: &Value) -> String {
    let (status, response) = server.send(method, path, body.clone()).await;
    assert_eq!(status, 400, "{body}: {response}");
    response["message"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn contacts_are_taken_by_the_names_of_velo_too() {
    let server = Server::start();
    let emails = json!({ "items": [{ "_id": "an id", "email": "tove@example.com" }] });
    let contact = json!({
        "_id": ID,
        "_createdDate": "2021-03-30T10:00:00.000Z",
        "_updatedDate": "2022-03-30T10:00:00.000Z",
        "revision": 0,
        "info": { "name": { "first": "Tove" }, "emails": emails },
    });
    server.post("/_local/seed", json!({ "contacts": [contact] })).await;
    let found = server.get(&format!("{CONTACTS}/{ID}")).await["contact"].take();
    assert_eq!(found["createdDate"], "2021-03-30T10:00:00.000Z");
    assert_eq!(found["updatedDate"], "2022-03-30T10:00:00.000Z");
    assert_eq!(
        (&found["revision"], &found["info"]["emails"]["items"][0]["id"]),
        (&json!(0), &json!("an id"))
    );
}

#[tokio::test]
async fn what_is_left_out_is_made_up() {
    let server = Server::start();
    server
        .post("/_local/seed", json!({ "contacts": [{ "id": ID, "createdDate": "2021-03-30T10:00:00Z" }] }))
        .await;
    let found = server.get(&format!("{CONTACTS}/{ID}")).await["contact"].take();
    assert_eq!((&found["revision"], &found["updatedDate"]), (&json!(1), &found["createdDate"]));
}

#[tokio::test]
async fn what_a_seed_can_not_keep_is_refused_by_its_place() {
    let server = Server::start();
    let contact = |contact: Value| json!({ "contacts": [{ "id": ID }, contact] });
    let info = |info: Value| contact(json!({ "info": info }));
    let email = json!({ "email": "tove@example.com" });
    let label = |key: &str, name: &str, namespace: &str| json!({ "key": key, "displayName": name, "namespace": namespace, "labelType": "USER_DEFINED", "legacyId": key });
    for (body, place) in [
        (contact(json!({ "firstName": "Tove" })), "contacts"),
        (contact(json!({ "emails": { "items": [email] } })), "`info.emails`"),
        (info(json!({ "name": { "middle": "T" } })), "middle is unknown; known are first, last"),
        (info(json!({ "emails": { "items": [{ "adress": "tove@example.com" }] } })), "adress"),
        (info(json!({ "addresses": { "items": [{ "address": { "street": "A" } }] } })), "street"),
        (
            info(json!({ "emails": [email] })),
            "Expected an object: contacts[1].info.emails, with the list in its `items`",
        ),
        (info(json!({ "emails": { "items": email } })), "Expected a list: contacts[1].info.emails.items"),
        (
            info(json!({ "emails": { "items": [["", "HOME", "tove@example.com", true]] } })),
            "Expected an object: contacts[1].info.emails.items[0]",
        ),
        (info(json!({ "name": ["Tove", "Marl"] })), "Expected an object: contacts[1].info.name"),
        (info(json!({ "name": "Tove" })), "contacts"),
        (contact(json!(["an id", 1])), "Expected an object: contacts[1]"),
        (
            contact(json!({ "lastActivity": ["2021-03-30T10:00:00.000Z", "CONTACT_CREATED"] })),
            "Expected an object: contacts[1].lastActivity",
        ),
        (contact(json!({ "createdDate": "30.3.2021" })), "createdDate is no date-time"),
        (contact(json!({ "lastActivity": { "activityDate": "today" } })), "activityDate is no date-time"),
        (contact(json!({ "id": ID })), "id is that of contacts[0], too"),
        (contact(json!({ "id": "a", "_id": "b" })), "_id is given as `id`, too"),
        (json!({ "contact": [] }), "contact is unknown"),
        (json!({ "contacts": {} }), "Expected a list: contacts"),
        (json!({ "labels": [["custom.vip"]] }), "Expected an object: labels[0]"),
        (json!({ "labels": [{ "key": "custom.vip", "name": "VIP" }] }), "name is unknown"),
        (json!({ "extendedFields": [{ "key": "custom.x", "type": "TEXT" }] }), "type is unknown"),
        (
            json!({ "subscriptions": [{ "email": "a@example.com", "status": "SUBSCRIBED" }] }),
            "status is unknown",
        ),
        (
            json!({ "labels": [label("custom.a", "A", "custom"), label("custom.b", "a", "custom")] }),
            "displayName is that of custom.a",
        ),
        (json!({ "labels": [label("custom.a", "A", "mine")] }), "namespace is not custom"),
        (
            json!({ "subscriptions": [{ "email": "a@example.com", "createdDate": "x" }] }),
            "createdDate is no date-time",
        ),
        (json!({ "count": 5, "contacts": [] }), "contacts can't stand beside count"),
        (json!({ "count": "5" }), "count is a whole number"),
        (json!({ "count": -1 }), "count is a whole number"),
        (json!([[], [], [], [], []]), "Expected an object"),
        (json!("contacts"), "Expected an object"),
    ] {
        let message = refusal(&server, Method::POST, "/_local/seed", &body).await;
        assert!(message.contains(place), "{body}: {message}");
    }
    assert_eq!(server.get("/_local/health").await["contacts"], 0);
    let message = refusal(&server, Method::POST, "/_local/import", &json!({ "people": [] })).await;
    assert!(message.contains("people is unknown"), "{message}");
}

#[tokio::test]
async fn no_list_is_taken_for_an_object() {
    let server = Server::start();
    server.seed_dataset().await;
    let one = format!("{CONTACTS}/{}", id("full"));
    let tuple = json!(["", "HOME", "tove@example.com", true]);
    for (method, path, body, place) in [
        (
            Method::POST,
            CONTACTS.to_owned(),
            json!({ "info": { "emails": { "items": [tuple] } } }),
            "info.emails.items[0]",
        ),
        (
            Method::POST,
            CONTACTS.to_owned(),
            json!({ "info": { "phones": { "items": [tuple] } } }),
            "info.phones.items[0]",
        ),
        (Method::POST, CONTACTS.to_owned(), json!({ "info": { "name": ["Tove", "Marl"] } }), "info.name"),
        (
            Method::POST,
            CONTACTS.to_owned(),
            json!({ "info": { "addresses": { "items": [{ "tag": "HOME", "address": ["US"] }] } } }),
            "info.addresses.items[0].address",
        ),
        (
            Method::PATCH,
            one,
            json!({ "revision": 6, "info": { "emails": { "items": [tuple] } } }),
            "info.emails.items[0]",
        ),
        (
            Method::POST,
            "/contacts/v4/bulk/contacts/update".to_owned(),
            json!({ "filter": {}, "info": { "name": ["Tove"] } }),
            "info.name",
        ),
        (
            Method::POST,
            "/contacts/v4/contact-submit".to_owned(),
            json!({ "info": { "emails": { "items": [tuple] } } }),
            "info.emails.items[0]",
        ),
        (Method::POST, format!("{CONTACTS}/query"), json!({ "query": [{}] }), "query"),
        (
            Method::POST,
            format!("{CONTACTS}/query"),
            json!({ "query": { "paging": [50, 0] } }),
            "query.paging",
        ),
        (
            Method::POST,
            format!("{CONTACTS}/query"),
            json!({ "query": { "sort": [["createdDate", "DESC"]] } }),
            "query.sort[0]",
        ),
        (
            Method::POST,
            "/email-marketing/v1/email-subscriptions/bulk".to_owned(),
            json!({ "subscriptions": [["tove@example.com"]] }),
            "subscriptions[0]",
        ),
        (Method::PUT, "/_local/faults".to_owned(), json!([["GET", "/contacts/v4/contacts"]]), "rules[0]"),
    ] {
        let message = refusal(&server, method, &path, &body).await;
        assert!(message.starts_with(&format!("Expected an object: {place}")), "{body}: {message}");
    }
    let body =
        json!({ "info": { "name": { "first": "A" }, "labelKeys": { "items": { "0": "custom.vip" } } } });
    let message = refusal(&server, Method::POST, CONTACTS, &body).await;
    assert_eq!(message, "Expected a list: info.labelKeys.items");
}

#[tokio::test]
async fn what_is_there_already_becomes_as_the_seed_says() {
    let server = Server::with(&["--seed", "3"]);
    let label =
        json!({ "key": "custom.vip", "displayName": "V", "labelType": "WIX_APP_DEFINED", "legacyId": "vip" });
    let field = json!({ "key": "custom.visits", "displayName": "V", "dataType": "TEXT", "fieldType": "USER_DEFINED" });
    server.post("/_local/seed", json!({ "labels": [label], "extendedFields": [field] })).await;
    server.post("/_local/seed", json!({ "count": 1 })).await;
    let found = server.get("/contacts/v4/labels/custom.vip").await["label"].take();
    assert_eq!((&found["labelType"], &found["legacyId"]), (&json!("WIX_APP_DEFINED"), &json!("vip")));
    assert_eq!(server.get("/contacts/v4/extended-fields/custom.visits").await["field"]["dataType"], "TEXT");
}

#[tokio::test]
async fn a_file_of_samples_may_say_what_it_is() {
    let server = Server::start();
    assert_eq!(server.post("/_local/seed", fixture("dataset.json")).await["added"], 12);
}
