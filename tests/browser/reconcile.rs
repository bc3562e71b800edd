//! reconcileContact.

use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{Contacts, at, empty_site, js, outcome, post, string};

const ADA: &str = r#"{
    "name": {"prefix": "Countess", "first": "Ada", "last": "Lovelace"},
    "company": {"role": "Analyst", "name": "Analytical Engines"},
    "emails": [{"tag": "salon", "email": "ada@example.com", "emailStatus": "recurring"}],
    "phones": [{"tag": "home", "phone": "+44 20 7946 0018"}],
    "addresses": [{"tag": "home", "address": "12 St James's Square", "neighborhood": "St James's", "city": "London",
                   "country": "GB", "postalCode": 12345}],
    "urls": [{"tag": "notes", "url": "https://example.com/notes"}],
    "dates": [{"tag": "birthday", "date": "1815-12-10T00:00:00.000Z"}]
}"#;

async fn reconcile(contacts: &Contacts, info: &str) -> Result<JsValue, JsValue> {
    outcome(|success, failure| contacts.reconcile_contact(&js(info), &success, &failure)).await
}

#[wasm_bindgen_test]
async fn a_new_contact_comes_back_by_its_id_as_it_was_sent() {
    let (url, contacts) = empty_site().await;
    let outcome_of_ada = reconcile(&contacts, ADA).await.unwrap();
    assert!(at(&outcome_of_ada, "isNew").is_truthy());
    assert_eq!(at(&outcome_of_ada, "details.rejectedData.length").as_f64(), Some(0.0));
    let id = string(&outcome_of_ada, "contact.id");
    // A contact shows the statuses of its emails some time after they were written.
    post(&format!("{url}/_local/settle"), &js("{}")).await;
    let contact =
        outcome(|success, failure| contacts.get_contact_by_id(&id, &success, &failure)).await.unwrap();
    for (path, text) in [
        ("name.prefix", "Countess"),
        ("name.first", "Ada"),
        ("company.role", "Analyst"),
        ("emails.0.tag", "salon"),
        ("emails.0.emailStatus", "recurring"),
        ("phones.0.normalizedPhone", "+442079460018"),
        ("addresses.0.neighborhood", "St James's"),
        ("addresses.0.postalCode", "12345"),
        ("urls.0.url", "https://example.com/notes"),
        ("dates.0.date", "1815-12-10T00:00:00.000Z"),
    ] {
        assert_eq!(string(&contact, path), text, "{path}");
    }
}

#[wasm_bindgen_test]
async fn the_same_again_changes_nothing() {
    let (_, contacts) = empty_site().await;
    let first = reconcile(&contacts, ADA).await.unwrap();
    let second = reconcile(&contacts, ADA).await.unwrap();
    assert!(at(&second, "isNew").is_falsy());
    assert_eq!(string(&first, "contact.id"), string(&second, "contact.id"));
    assert_eq!(at(&second, "details.rejectedData.length").as_f64(), Some(0.0));
    assert_eq!(string(&second, "details.existingData.0.field"), "name.prefix");
}

#[wasm_bindgen_test]
async fn a_single_value_is_never_overwritten() {
    let (_, contacts) = empty_site().await;
    reconcile(&contacts, ADA).await.unwrap();
    let merged =
        reconcile(&contacts, r#"{"name": {"first": "Augusta"}, "emails": [{"email": "ADA@example.com"}]}"#)
            .await
            .unwrap();
    assert_eq!(string(&merged, "contact.name.first"), "Ada");
    assert_eq!(string(&merged, "details.rejectedData.0.field"), "name.first");
    assert_eq!(string(&merged, "details.rejectedData.0.value"), "Augusta");
    assert_eq!(string(&merged, "details.rejectedData.0.reason"), "ALREADY_SET");
}

#[wasm_bindgen_test]
async fn a_wrong_shape_is_an_invalid_schema_with_its_path() {
    let (_, contacts) = empty_site().await;
    let error = reconcile(&contacts, r#"{"emails": "ada@example.com"}"#).await.unwrap_err();
    assert_eq!(string(&error, "errorType"), "INVALID_SCHEMA");
    assert!(string(&error, "message").contains("emails"));
}
