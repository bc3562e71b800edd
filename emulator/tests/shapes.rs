//! Every documented response, compared in shape (spec/fixtures/responses).

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

/// A documented response, and the request that gets one like it.
type Case = (&'static str, Method, String, Value);

fn reading() -> Vec<Case> {
    let full = format!("/contacts/v4/contacts/{}", id("full"));
    let list =
        "/contacts/v4/contacts?sort.fieldName=createdDate&fields=info.name&fields=primaryInfo&paging.limit=2";
    let get = |name, path: String| (name, Method::GET, path, json!(null));
    let query = |name, path: &str, query: Value| {
        (name, Method::POST, format!("/contacts/v4/{path}/query"), json!({ "query": query }))
    };
    vec![
        get("get", full.clone()),
        get("get.fieldset-basic", format!("{full}?fieldsets=BASIC")),
        get("get.fieldset-communication_details", format!("{full}?fieldsets=COMMUNICATION_DETAILS")),
        get("get.fieldset-extended", format!("{full}?fieldsets=EXTENDED")),
        get("list.page-1-of-3", list.to_owned()),
        get("list.page-2-of-3", format!("{list}&paging.offset=2")),
        get("list.page-3-of-3", format!("{list}&paging.offset=4")),
        get("labels.list", "/contacts/v4/labels".to_owned()),
        get("extended-fields.list", "/contacts/v4/extended-fields".to_owned()),
        get("facets.list", "/contacts/v4/contacts/facets".to_owned()),
        query("query.empty", "contacts", json!({ "filter": { "info.company": "Nobody" } })),
        query("labels.query", "labels", json!({ "filter": { "labelType": "USER_DEFINED" } })),
    ]
}

fn writing() -> Vec<Case> {
    let contact = |name: &str| format!("/contacts/v4/contacts/{}", id(name));
    let post = |name, path: &str, body: Value| (name, Method::POST, format!("/contacts/v4/{path}"), body);
    let submit = |name, info: Value| post(name, "contact-submit", json!({ "info": info }));
    let email = |address: &str| json!({ "emails": { "items": [{ "email": address }] } });
    let label = format!("contacts/{}/labels", id("unsubscribed"));
    let change = json!({ "revision": 1, "info": { "company": "New Co" } });
    vec![
        post("create", "contacts", json!({ "info": { "name": { "first": "Ari", "last": "Thereyet" } } })),
        ("update", Method::PATCH, contact("email-only"), change),
        ("delete", Method::DELETE, contact("phone-only"), json!(null)),
        post("label-contact", &label, json!({ "labelKeys": ["custom.vip"] })),
        post("labels.find-or-create.existing", "labels", json!({ "displayName": "My Label" })),
        post("labels.find-or-create.new", "labels", json!({ "displayName": "Another" })),
        (
            "labels.rename",
            Method::PATCH,
            "/contacts/v4/labels/custom.my-label".to_owned(),
            json!({ "displayName": "My New Label Name" }),
        ),
        post(
            "extended-fields.find-or-create",
            "extended-fields",
            json!({ "displayName": "Colour", "dataType": "TEXT" }),
        ),
        submit("submit.created", json!({ "name": { "first": "New" } })),
        submit("submit.matched", email("tom.watts@example.com")),
        submit("submit.member", email("sergio.p@example.com")),
    ]
}

#[tokio::test]
async fn every_documented_response_has_its_shape() {
    let server = Server::start();
    server.seed_dataset().await;
    let mut compared = BTreeSet::new();
    let mut compare = |name: &str, response: &Value| {
        let expected = shape(&fixture(&format!("responses/{name}.json")));
        let missing: Vec<_> = expected.difference(&shape(response)).cloned().collect();
        assert!(missing.is_empty(), "{name} lacks {missing:?}");
        compared.insert(format!("{name}.json"));
    };
    for (name, method, path, body) in [reading(), writing()].concat() {
        let (status, response) = server.send(method, &path, body).await;
        assert_eq!(status, 200, "{name}: {response}");
        compare(name, &response);
    }

    let merge = json!({ "targetContactRevision": 3, "sourceContactIds": [id("full")] });
    server.post(&format!("/contacts/v4/contacts/{}/merge", id("multi")), merge).await;
    compare("get.merged", &server.get(&format!("/contacts/v4/contacts/{}", id("full"))).await);

    let started = server.post("/contacts/v4/bulk/contacts/delete", json!({ "filter": {} })).await;
    compare("bulk.started", &started);
    compare("bulk-job.completed-with-errors", &json!({ "job": server.finished(&started).await }));

    let server = Server::with(&["--count-limit", "5"]);
    server.seed_dataset().await;
    let query = json!({ "paging": { "limit": 1 }, "fields": ["info.name", "primaryInfo"] });
    let uncounted = server.post("/contacts/v4/contacts/query", json!({ "query": query })).await;
    compare("query.too-many-to-count", &uncounted);

    let files =
        std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/fixtures/responses")).unwrap();
    let documented: BTreeSet<_> =
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(compared, documented);
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
        let (status, response) = server.send(method, &path, body).await;
        let expected = &fixture("errors.json")["errors"][name];
        assert_eq!(
            (json!(status.as_u16()), response),
            (expected["status"].clone(), expected["body"].clone()),
            "{name}"
        );
    }
}
