//! `GET /_local/openapi.json`, and the page for people. That responses are as described is checked in every test, see
//! `support/openapi.rs`; that the description is OpenAPI 3.1, by a validator in `official-client/`.

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
use support::{Server, fixture, id, openapi::description};

/// Calls that would empty the server, or that respond with something else than JSON.
const APART: [&str; 4] = ["/_local", "/_local/reset", "/_local/import", "/_local/seed"];

#[tokio::test]
async fn everything_described_is_served() {
    let server = Server::start();
    server.seed_dataset().await;
    let described = description(&server.url).await;
    let calls: Vec<_> = described.operations().filter(|(_, path, _)| !APART.contains(path)).collect();
    assert!(calls.len() > 35, "{} calls", calls.len());
    for (method, path, _) in calls {
        let path = path.replace("{contactId}", &id("full")).replace("{key}", "x").replace("{jobId}", "x");
        let (status, response) = server.send(method.clone(), &path, json!({})).await;
        assert!(status.as_u16() < 500, "{method} {path}: {status} {response}");
    }
    let page = server.request(Method::GET, "/_local").send().await.unwrap();
    assert!(page.headers()["content-type"].to_str().unwrap().starts_with("text/html"));
    let policy = page.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe-inline"), "{policy}");
}

#[tokio::test]
async fn a_call_needs_the_scope_of_what_it_is_about() {
    let server = Server::start();
    let described = description(&server.url).await;
    let all = "Manage Members and Contacts - all permissions";
    for (method, path, _) in described.operations() {
        let needed = described.scopes(&method, path);
        let is_local = path.starts_with("/_local");
        assert_eq!(needed.last().copied(), (!is_local).then_some(all), "{method} {path}");
    }
    let reads = ["Read Contacts", "Manage Contacts"].as_slice();
    let subscriptions = "/email-marketing/v1/email-subscriptions";
    for (method, path, scopes) in [
        (Method::GET, "/contacts/v4/contacts/{contactId}", reads),
        (Method::POST, "/contacts/v4/contacts/query", reads),
        (Method::POST, "/contacts/v4/contacts/{contactId}/preview-merge", reads),
        (Method::POST, "/contacts/v4/contacts/{contactId}/labels", &["Manage Contacts"]),
        (Method::GET, "/contacts/v4/labels", &["Manage Contact Labels"]),
        (Method::PATCH, "/contacts/v4/labels/{key}", &["Manage Contact Labels"]),
        (Method::POST, "/contacts/v4/extended-fields/query", &["Manage Contact Extended Fields"]),
        (Method::POST, subscriptions, &["Manage Email Subscriptions"]),
        (Method::POST, &format!("{subscriptions}/query"), &["Manage Email Subscriptions"]),
    ] {
        assert_eq!(described.scopes(&method, path), [scopes, &[all]].concat(), "{method} {path}");
    }
}

#[tokio::test]
async fn every_sample_contact_and_response_is_as_described() {
    let server = Server::start();
    let described = description(&server.url).await;
    for contact in fixture("dataset.json")["contacts"].as_array().unwrap() {
        assert!(described.is_valid("Contact", contact), "{contact}");
    }
    for (name, schema) in [
        ("get", "Contact"),
        ("create", "ContactResponse"),
        ("list.page-1-of-3", "ContactPage"),
        ("query.too-many-to-count", "ContactPage"),
        ("labels.list", "LabelList"),
        ("extended-fields.list", "ExtendedFieldList"),
        ("facets.list", "FacetList"),
        ("bulk.started", "JobStarted"),
    ] {
        let response = fixture(&format!("responses/{name}.json"));
        let part = if schema == "Contact" { &response["contact"] } else { &response };
        assert!(described.is_valid(schema, part), "{name}");
    }
    assert!(!described.is_valid("Contact", &json!({ "id": "x", "revision": "one" })));
    assert!(!described.is_valid("Contact", &json!({ "id": "x", "revision": 1, "unheard": 1 })));
}

#[tokio::test]
async fn enums_hold_the_documented_values() {
    let server = Server::start();
    let described = description(&server.url).await;
    let documented = fixture("enums.json");
    let schemas = "/components/schemas";
    for (pointer, name) in [
        ("Email/properties/tag", "emailTag"),
        ("Phone/properties/tag", "phoneTag"),
        ("AddressItem/properties/tag", "addressTag"),
        ("SubscriptionStatus", "subscriptionStatus"),
        ("DeliverabilityStatus", "emailDeliverabilityStatus"),
        ("PrimaryPhone/properties/deliverabilityStatus", "phoneDeliverabilityStatus"),
        ("Picture/properties/imageProvider", "imageProvider"),
        ("Fieldset", "fieldset"),
        ("Facet/properties/facetType", "facetType"),
        ("Label/properties/labelType", "labelType"),
        ("ExtendedField/properties/dataType", "extendedFieldDataType"),
        ("Job/properties/type", "jobType"),
        ("Job/properties/status", "jobStatus"),
    ] {
        let described: &Value = described.schema(&format!("{schemas}/{pointer}/enum"));
        assert_eq!(described, &documented[name], "{pointer}");
    }
}

#[tokio::test]
async fn every_reference_leads_somewhere() {
    let server = Server::start();
    let described = description(&server.url).await;
    let mut values = vec![described.schema("")];
    while let Some(value) = values.pop() {
        if let Some(reference) = value["$ref"].as_str() {
            described.schema(reference.trim_start_matches('#'));
        }
        values.extend(value.as_array().into_iter().flatten());
        values.extend(value.as_object().into_iter().flat_map(|members| members.values()));
    }
}

#[tokio::test]
async fn the_example_of_a_filter_can_be_sent() {
    let server = Server::start();
    let described = description(&server.url).await;
    let example = described.schema("/components/schemas/Filter/examples/1").clone();
    server.query(example).await;
}
