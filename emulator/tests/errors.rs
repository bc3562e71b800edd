//! Every application error that a request can cause is caused (spec/fixtures/error-codes.json), and what is wrong is told.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that can't go on fails"
)]

mod support;

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};
use support::{Server, fixture, id};

const CONTACTS: &str = "/contacts/v4/contacts";
const LABELS: &str = "/contacts/v4/labels";
const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

/// What no request can bring about, since the server has no subscriptions to pay for, no owners and no other services,
/// and gives every id itself.
const OUT_OF_REACH: [&str; 4] = [
    "CONTACT_ID_ALREADY_EXISTS",
    "CANNOT_DELETE_CONTACT_WITH_BILLING_SUBSCRIPTION",
    "CANNOT_DELETE_MEMBER_OWNER_OR_CONTRIBUTOR",
    "FAILED_DELETE_CONTACT_AFTER_MEMBER_DELETION",
];

/// An operation, the code it fails with, and the request that brings it about.
type Case = (&'static str, &'static str, Method, String, Value);

fn two_primaries() -> Value {
    json!({ "emails": { "items": [
        { "email": "a@example.com", "primary": true },
        { "email": "b@example.com", "primary": true },
    ] } })
}

fn unknown_field() -> Value {
    json!({ "name": { "first": "A" }, "extendedFields": { "items": { "custom.nothing": "x" } } })
}

fn email(address: &str) -> Value {
    json!({ "emails": { "items": [{ "email": address }] } })
}

/// Filters inside of each other, more of them than are allowed.
fn deep_filter() -> Value {
    (0..30).fold(json!({}), |filter, _| json!({ "$not": filter }))
}

fn on_contacts() -> Vec<Case> {
    let create = |code, info: Value| {
        ("CreateContact", code, Method::POST, CONTACTS.to_owned(), json!({ "info": info }))
    };
    let update = |code, contact: &str, revision: i64, info: Value| {
        let path = format!("{CONTACTS}/{}", id(contact));
        ("UpdateContact", code, Method::PATCH, path, json!({ "revision": revision, "info": info }))
    };
    let nobody = format!("{CONTACTS}/{NOBODY}");
    let labels = format!("{nobody}/labels");
    let keys = json!({ "labelKeys": ["custom.vip"] });
    let patch = json!({ "revision": 1, "info": { "company": "A" } });
    vec![
        create("INSUFFICIENT_CONTACT_DATA", json!({})),
        create("CANNOT_HAVE_MULTIPLE_PRIMARY_INFO", two_primaries()),
        create("INVALID_EXTENDED_FIELD_VALUE", unknown_field()),
        create("DUPLICATE_CONTACT_EXISTS", email("email@example.com")),
        update("INSUFFICIENT_CONTACT_DATA", "name-only", 1, json!({ "name": null })),
        update("INSUFFICIENT_UPDATE_CONTACT_DATA", "full", 6, json!({})),
        update("CANNOT_HAVE_MULTIPLE_PRIMARY_INFO", "full", 6, two_primaries()),
        update("INVALID_EXTENDED_FIELD_VALUE", "full", 6, unknown_field()),
        update("DUPLICATE_CONTACT_EXISTS", "full", 6, email("tom.watts@example.com")),
        update("CONTACT_ALREADY_CHANGED", "full", 5, json!({ "company": "A" })),
        update("CANNOT_UPDATE_MEMBER_EMAIL", "member", 2, email("other@example.com")),
        ("UpdateContact", "CONTACT_NOT_FOUND", Method::PATCH, nobody.clone(), patch),
        (
            "DeleteContact",
            "CANNOT_DELETE_MEMBER",
            Method::DELETE,
            format!("{CONTACTS}/{}", id("member")),
            json!(null),
        ),
        ("GetContact", "CONTACT_NOT_FOUND", Method::GET, nobody, json!(null)),
        ("LabelContact", "CONTACT_NOT_FOUND", Method::POST, labels.clone(), keys.clone()),
        ("UnlabelContact", "CONTACT_NOT_FOUND", Method::DELETE, labels, keys),
        (
            "BulkDeleteContacts",
            "NEITHER_FILTER_NOR_SEARCH",
            Method::POST,
            "/contacts/v4/bulk/contacts/delete".to_owned(),
            json!({}),
        ),
        (
            "BulkLabelAndUnlabelContacts",
            "NEITHER_FILTER_NOR_SEARCH",
            Method::POST,
            "/contacts/v4/bulk/contacts/add-remove-labels".to_owned(),
            json!({ "labelKeysToAdd": ["custom.vip"] }),
        ),
    ]
}

fn on_merging_and_submitting() -> Vec<Case> {
    let target = id("multi");
    let mut cases = Vec::new();
    for (operation, call) in [("MergeContacts", "merge"), ("PreviewMergeContacts", "preview-merge")] {
        for (code, revision, source) in [
            ("ILLEGAL_MERGE", 3, target.as_str()),
            ("CONTACT_NOT_FOUND", 3, NOBODY),
            ("FAILED_PRECONDITION", 2, &id("full")),
        ] {
            let body = json!({ "targetContactRevision": revision, "sourceContactIds": [source] });
            cases.push((operation, code, Method::POST, format!("{CONTACTS}/{target}/{call}"), body));
        }
    }
    for (code, body) in [
        ("INSUFFICIENT_CONTACT_DATA", json!({ "info": {} })),
        ("CANNOT_HAVE_MULTIPLE_PRIMARY_INFO", json!({ "info": two_primaries() })),
        ("CONTACT_NOT_FOUND", json!({ "info": { "company": "A" }, "contactId": NOBODY })),
    ] {
        cases.push(("SubmitContact", code, Method::POST, "/contacts/v4/contact-submit".to_owned(), body));
    }
    cases
}

fn on_lists() -> Vec<Case> {
    let list =
        |code, query: &str| ("ListContacts", code, Method::GET, format!("{CONTACTS}?{query}"), json!(null));
    let query = |operation, code, path: &str, query: Value| {
        (operation, code, Method::POST, format!("{path}/query"), json!({ "query": query }))
    };
    let contacts = |code, body: Value| query("QueryContacts", code, CONTACTS, body);
    let labels = |code, body: Value| query("QueryLabels", code, LABELS, body);
    let filter = |filter: Value| json!({ "filter": filter });
    vec![
        list("UNSUPPORTED_SORT_FIELD", "sort.fieldName=updatedDate"),
        list("ILLEGAL_LIMIT", "paging.limit=1001"),
        contacts("UNSUPPORTED_SORT_FIELD", json!({ "sort": [{ "fieldName": "updatedDate" }] })),
        contacts("ILLEGAL_LIMIT", json!({ "paging": { "limit": 1001 } })),
        contacts("MALFORMED_FILTER", filter(json!({ "$and": {} }))),
        contacts("UNSUPPORTED_FILTER", filter(deep_filter())),
        contacts("UNSUPPORTED_FILTER_FIELD_UNKNOWN", filter(json!({ "info.emails.items.email": "a" }))),
        contacts("UNSUPPORTED_FILTER_OPERATOR", filter(json!({ "info.company": { "$contains": "a" } }))),
        contacts("UNSUPPORTED_FILTER_VALUE", filter(json!({ "createdDate": { "$gt": "yesterday" } }))),
        contacts("UNSUPPORTED_FILTER_VALUE_TYPE", filter(json!({ "info.company": 5 }))),
        labels("INVALID_SORT", json!({ "sort": [{ "fieldName": "legacyId" }] })),
        labels("MALFORMED_FILTER", filter(json!({ "$or": 1 }))),
        labels("UNSUPPORTED_FILTER", filter(deep_filter())),
        labels("UNSUPPORTED_FILTER_FIELD", filter(json!({ "name": "a" }))),
        labels("UNSUPPORTED_FILTER_OPERATOR", filter(json!({ "labelType": { "$ne": "SYSTEM" } }))),
        labels("UNSUPPORTED_FILTER_VALUE", filter(json!({ "createdDate": { "$gt": "yesterday" } }))),
    ]
}

#[tokio::test]
async fn every_code_that_a_request_can_cause_is_caused() {
    let server = Server::with(&["--token", "a token", "--read-only-token", "reader"]);
    server.seed_dataset().await;
    let mut caused = BTreeSet::new();
    let documented = fixture("error-codes.json");
    let cases = [on_contacts(), on_merging_and_submitting(), on_lists()].concat();
    for (operation, code, method, path, body) in cases {
        let (status, response) = server.send(method, &path, body).await;
        let error = &response["details"]["applicationError"];
        assert_eq!(error["code"], code, "{operation}: {response}");
        assert_eq!(documented[operation][code], status.as_u16(), "{operation}: {code}");
        assert!(!error["description"].as_str().unwrap().is_empty(), "{operation}: {code}");
        caused.insert((operation, code));
    }

    let submit = server.request(Method::POST, "/contacts/v4/contact-submit").json(&json!({ "info": {} }));
    let refused: Value = support::with_token(submit, "reader").send().await.unwrap().json().await.unwrap();
    assert_eq!(refused["details"]["applicationError"]["code"], "INSUFFICIENT_PERMISSION");
    caused.insert(("SubmitContact", "INSUFFICIENT_PERMISSION"));

    let many: Vec<_> = (0..2000)
        .map(|number| {
            let (key, name) = (format!("custom.label-{number}"), format!("Label {number}"));
            json!({ "key": key, "displayName": name, "labelType": "USER_DEFINED", "legacyId": key })
        })
        .collect();
    server.post("/_local/seed", json!({ "labels": many, "contacts": [] })).await;
    let (status, response) = server.send(Method::POST, LABELS, json!({ "displayName": "One more" })).await;
    assert_eq!(status, 428);
    let error = &response["details"]["applicationError"];
    assert_eq!(
        (&error["code"], &error["data"]["labelsQuota"]),
        (&json!("LABELS_QUOTA_REACHED"), &json!(2000))
    );
    caused.insert(("FindOrCreateLabel", "LABELS_QUOTA_REACHED"));

    for (operation, codes) in documented.as_object().unwrap().iter().filter(|(_, codes)| codes.is_object()) {
        for code in codes.as_object().unwrap().keys() {
            let is_caused = caused.contains(&(operation.as_str(), code.as_str()));
            assert!(is_caused || OUT_OF_REACH.contains(&code.as_str()), "{operation}: {code}");
        }
    }
}

#[tokio::test]
async fn a_message_says_what_would_be_right() {
    let server = Server::start();
    server.seed_dataset().await;
    let query = |filter: Value| (format!("{CONTACTS}/query"), json!({ "query": { "filter": filter } }));
    let (labels, create) = (format!("{LABELS}/query"), CONTACTS.to_owned());
    for ((path, body), hint) in [
        (query(json!({ "info.emails.items.email": "a" })), "info.emails.email"),
        (query(json!({ "info.company": { "$contains": "a" } })), "$startsWith"),
        (query(json!({ "info.company": { "eq": "a" } })), "$eq"),
        ((labels.clone(), json!({ "query": { "filter": { "name": "a" } } })), "displayName"),
        ((labels, json!({ "query": { "filter": { "key": { "$like": "a" } } } })), "$in"),
        ((create.clone(), json!({ "info": { "emails": ["a@example.com"] } })), "object"),
        ((create, json!({ "info": { "name": { "first": "A" }, "company": { "name": "A" } } })), "string"),
    ] {
        let (status, response) = server.send(Method::POST, &path, body.clone()).await;
        let message = response["message"].as_str().unwrap();
        assert!(status == 400 && message.contains(hint), "{body}: {message}");
    }
}
