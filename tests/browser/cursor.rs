//! getContacts and the WixDataCursor.

use js_sys::{Array, Function, Object, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{Contacts, Cursor, js, outcome, post, site, string};

async fn open(contacts: &Contacts, options: &str) -> Cursor {
    outcome(|success, failure| contacts.get_contacts(&js(options), &success, &failure))
        .await
        .unwrap()
        .unchecked_into()
}

async fn next(cursor: &Cursor) -> Cursor {
    outcome(|success, failure| {
        cursor.next(&success, &failure);
    })
    .await
    .unwrap()
    .unchecked_into()
}

async fn previous(cursor: &Cursor) -> Cursor {
    outcome(|success, failure| {
        cursor.previous(&success, &failure);
    })
    .await
    .unwrap()
    .unchecked_into()
}

#[wasm_bindgen_test]
async fn a_cursor_pages_through_all_contacts_and_back() {
    let (_, contacts) = site().await;
    let cursor = open(&contacts, r#"{"pageSize": 5}"#).await;
    assert_eq!((cursor.get_total(), cursor.get_page_size()), (12, 5));
    assert!(cursor.has_next() && !cursor.has_previous());

    let mut ids = Vec::new();
    let mut sizes = Vec::new();
    let mut collect = |page: &Array| {
        sizes.push(page.length());
        ids.extend(page.iter().map(|contact| string(&contact, "id")));
    };
    collect(&cursor.get_data());
    while cursor.has_next() {
        collect(next(&cursor).await.unchecked_ref());
    }
    assert_eq!(sizes, [5, 5, 2]);
    assert_eq!(ids.len(), 12);

    assert_eq!(previous(&cursor).await.get_data().length(), 5);
    assert_eq!(previous(&cursor).await.get_data().length(), 5);
    let first: Vec<_> = cursor.get_data().iter().map(|contact| string(&contact, "id")).collect();
    assert_eq!(first, ids[..5]);
    assert!(!cursor.has_previous());
}

#[wasm_bindgen_test]
async fn a_page_is_an_array_and_a_cursor() {
    let (_, contacts) = site().await;
    let cursor = open(&contacts, r#"{"pageSize": "5"}"#).await;
    let page = next(&cursor).await;
    assert!(Array::is_array(&page));
    assert_eq!(Object::keys(page.unchecked_ref::<Object>()).length(), 5);
    assert!(page.has_next() && page.has_previous());
    assert!(Object::is(&page.get_data(), &cursor.get_data()));
    assert_eq!(next(&page).await.get_data().length(), 2);
    assert_eq!(cursor.get_data().length(), 2);
}

#[wasm_bindgen_test]
async fn an_end_gives_an_empty_page_and_keeps_the_last_one() {
    let (_, contacts) = site().await;
    let cursor = open(&contacts, "{}").await;
    assert!(!cursor.has_next());
    let beyond = next(&cursor).await;
    assert_eq!(beyond.unchecked_ref::<Array>().length(), 0);
    assert_eq!(cursor.get_data().length(), 12);
}

#[wasm_bindgen_test]
async fn a_label_is_known_by_its_name_in_any_case() {
    let (url, contacts) = site().await;
    let label = post(&format!("{url}/contacts/v4/labels"), &js(r#"{"displayName": "VIP"}"#)).await;
    assert_eq!(string(&label, "label.key"), "custom.vip");
    let cursor = open(&contacts, r#"{"label": ["vip", " "]}"#).await;
    assert_eq!(cursor.get_total(), 2);
}

#[wasm_bindgen_test]
async fn a_label_that_nobody_made_gives_an_empty_cursor() {
    let (_, contacts) = site().await;
    let cursor = open(&contacts, r#"{"label": "no such label"}"#).await;
    assert_eq!((cursor.get_total(), cursor.get_data().length()), (0, 0));
    assert!(!cursor.has_next());
}

#[wasm_bindgen_test]
async fn the_iterator_gives_every_contact_and_leaves_the_cursor() {
    let (_, contacts) = site().await;
    let cursor = open(&contacts, r#"{"pageSize": 5}"#).await;
    let collect = Function::new_with_args(
        "cursor",
        "return (async () => { const all = []; for await (const contact of cursor) all.push(contact); return all; })()",
    );
    let all = collect.call1(&JsValue::UNDEFINED, &cursor).unwrap();
    let all = JsFuture::from(all.unchecked_into::<Promise>()).await.unwrap();
    assert_eq!(all.unchecked_ref::<Array>().length(), 12);
    assert!(!cursor.has_previous());
}
