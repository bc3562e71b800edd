//! Every documented answer, compared in shape (spec/fixtures/responses).

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

/// Every path in a value, with the type of what is there.
fn shape(value: &Value) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    collect(value, String::new(), &mut paths);
    paths
}

fn collect(value: &Value, path: String, paths: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, member)| collect(member, format!("{path}.{name}"), paths));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, format!("{path}[]"), paths)),
        Value::String(_) => drop(paths.insert(format!("{path}: text"))),
        Value::Number(_) => drop(paths.insert(format!("{path}: number"))),
        Value::Bool(_) => drop(paths.insert(format!("{path}: boolean"))),
        Value::Null => drop(paths.insert(format!("{path}: null"))),
    }
}

#[tokio::test]
async fn every_documented_answer_has_its_shape() {
    let server = Server::start();
    server.seed_dataset().await;
    let full = format!("/contacts/v4/contacts/{}", id("full"));
    let email_only = format!("/contacts/v4/contacts/{}", id("email-only"));
    let list =
        "/contacts/v4/contacts?sort.fieldName=createdDate&fields=info.name&fields=primaryInfo&paging.limit=2";
    let calls = [
        ("get", Method::GET, full.clone(), json!(null)),
        ("get.fieldset-basic", Method::GET, format!("{full}?fieldsets=BASIC"), json!(null)),
        ("get.fieldset-extended", Method::GET, format!("{full}?fieldsets=EXTENDED"), json!(null)),
        ("list.page-1-of-3", Method::GET, list.to_owned(), json!(null)),
        ("list.page-2-of-3", Method::GET, format!("{list}&paging.offset=2"), json!(null)),
        ("labels.list", Method::GET, "/contacts/v4/labels".to_owned(), json!(null)),
        ("extended-fields.list", Method::GET, "/contacts/v4/extended-fields".to_owned(), json!(null)),
        ("facets.list", Method::GET, "/contacts/v4/contacts/facets".to_owned(), json!(null)),
        (
            "query.empty",
            Method::POST,
            "/contacts/v4/contacts/query".to_owned(),
            json!({ "query": { "filter": { "info.company": "Nobody" } } }),
        ),
        (
            "labels.query",
            Method::POST,
            "/contacts/v4/labels/query".to_owned(),
            json!({ "query": { "filter": { "labelType": "USER_DEFINED" } } }),
        ),
        (
            "create",
            Method::POST,
            "/contacts/v4/contacts".to_owned(),
            json!({ "info": { "name": { "first": "Ari", "last": "Thereyet" } } }),
        ),
        ("update", Method::PATCH, email_only, json!({ "revision": 1, "info": { "company": "New Co" } })),
        (
            "label-contact",
            Method::POST,
            format!("/contacts/v4/contacts/{}/labels", id("unsubscribed")),
            json!({ "labelKeys": ["custom.vip"] }),
        ),
        (
            "labels.find-or-create.existing",
            Method::POST,
            "/contacts/v4/labels".to_owned(),
            json!({ "displayName": "My Label" }),
        ),
        (
            "labels.find-or-create.new",
            Method::POST,
            "/contacts/v4/labels".to_owned(),
            json!({ "displayName": "Another" }),
        ),
        (
            "labels.rename",
            Method::PATCH,
            "/contacts/v4/labels/custom.my-label".to_owned(),
            json!({ "displayName": "My New Label Name" }),
        ),
        (
            "extended-fields.find-or-create",
            Method::POST,
            "/contacts/v4/extended-fields".to_owned(),
            json!({ "displayName": "Colour", "dataType": "TEXT" }),
        ),
        (
            "submit.created",
            Method::POST,
            "/contacts/v4/contact-submit".to_owned(),
            json!({ "info": { "name": { "first": "New" } } }),
        ),
        (
            "bulk.started",
            Method::POST,
            "/contacts/v4/bulk/contacts/delete".to_owned(),
            json!({ "filter": { "info.company": "Nobody" } }),
        ),
    ];
    for (name, method, path, body) in calls {
        let (status, answer) = server.send(method, &path, body).await;
        assert_eq!(status, 200, "{name}: {answer}");
        let (expected, found) = (shape(&fixture(&format!("responses/{name}.json"))), shape(&answer));
        let missing: Vec<_> = expected.difference(&found).collect();
        assert!(missing.is_empty(), "{name} lacks {missing:?}");
    }
}

#[tokio::test]
async fn documented_errors_are_told_word_for_word() {
    let server = Server::start();
    server.seed_dataset().await;
    let full = format!("/contacts/v4/contacts/{}", id("full"));
    let contacts = "/contacts/v4/contacts".to_owned();
    let query = format!("{contacts}/query");
    let email = json!({ "emails": { "items": [{ "email": "email@example.com" }] } });
    let phone = json!({ "phones": { "items": [{ "phone": "097495550", "countryCode": "IL" }] } });
    let calls = [
        ("create.duplicate-email", Method::POST, contacts.clone(), json!({ "info": email })),
        ("create.duplicate-phone", Method::POST, contacts.clone(), json!({ "info": phone })),
        ("create.insufficient", Method::POST, contacts.clone(), json!({ "info": {} })),
        (
            "update.already-changed",
            Method::PATCH,
            full.clone(),
            json!({ "revision": 1, "info": { "company": "A" } }),
        ),
        ("update.insufficient", Method::PATCH, full, json!({ "revision": 6, "info": {} })),
        ("get.not-found", Method::GET, format!("{contacts}/nobody"), json!(null)),
        ("delete.member", Method::DELETE, format!("{contacts}/{}", id("member")), json!(null)),
        (
            "query.unsupported-sort",
            Method::POST,
            query.clone(),
            json!({ "query": { "sort": [{ "fieldName": "updatedDate" }] } }),
        ),
        ("query.illegal-limit", Method::POST, query, json!({ "query": { "paging": { "limit": 1001 } } })),
        ("bulk.no-filter", Method::POST, "/contacts/v4/bulk/contacts/delete".to_owned(), json!({})),
        (
            "validation.max-length",
            Method::POST,
            contacts.clone(),
            json!({ "info": { "name": { "first": "A" }, "company": "x".repeat(1001) } }),
        ),
        ("validation.expected-object", Method::POST, contacts, json!([])),
    ];
    for (name, method, path, body) in calls {
        let (status, answer) = server.send(method, &path, body).await;
        let expected = &fixture("errors.json")["errors"][name];
        assert_eq!(
            (json!(status.as_u16()), answer),
            (expected["status"].clone(), expected["body"].clone()),
            "{name}"
        );
    }
}
