//! getContactById, and how any call settles.

use std::{cell::Cell, rc::Rc};

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::AbortController;

use crate::support::{Contacts, at, contacts, create_contacts, js, keys, outcome, send, site, string};

const FULL: &str = "820af86e-af70-4440-9180-6318bd86a676";

#[wasm_bindgen_test]
async fn a_contact_is_found_by_its_id() {
    let (_, contacts) = site().await;
    let contact =
        outcome(|success, failure| contacts.get_contact_by_id(FULL, &success, &failure)).await.unwrap();
    assert_eq!(string(&contact, "id"), FULL);
    assert_eq!(string(&contact, "name.first"), "Some");
    assert_eq!(string(&contact, "emails.0.emailStatus"), "recurring");
    assert_eq!(string(&contact, "addresses.1.address"), "5 Wingate, the code to the building is: *1234");
    assert!(
        keys(&contact).join(" ").starts_with("id name picture company emails phones addresses urls dates")
    );
}

#[wasm_bindgen_test]
async fn an_unknown_id_is_not_found() {
    let (_, contacts) = site().await;
    let id = "00000000-0000-4000-8000-000000000000";
    let error =
        outcome(|success, failure| contacts.get_contact_by_id(id, &success, &failure)).await.unwrap_err();
    assert_eq!(string(&error, "name"), "WixContactsError");
    assert_eq!(string(&error, "errorType"), "NOT_FOUND");
    assert_eq!(string(&error, "code"), "CONTACT_NOT_FOUND");
    assert_eq!(at(&error, "status").as_f64(), Some(404.0));
    assert!(error.is_instance_of::<js_sys::Error>());
}

#[wasm_bindgen_test]
async fn a_call_without_credentials_says_what_to_call() {
    let unconfigured = contacts("{}");
    let error = outcome(|success, failure| unconfigured.get_contact_by_id(FULL, &success, &failure))
        .await
        .unwrap_err();
    assert_eq!(string(&error, "code"), "NOT_CONFIGURED");
    assert!(string(&error, "message").contains("configure("));
}

#[wasm_bindgen_test]
async fn a_server_that_does_not_answer_is_a_network_error() {
    let nowhere = contacts(r#"{"authorization": "t", "baseUrl": "http://127.0.0.1:9", "maxRetries": 0}"#);
    let error =
        outcome(|success, failure| nowhere.get_contact_by_id(FULL, &success, &failure)).await.unwrap_err();
    assert_eq!(string(&error, "errorType"), "WIX_ERROR");
    assert_eq!(string(&error, "code"), "NETWORK");
}

#[wasm_bindgen_test]
async fn a_redirect_is_not_followed() {
    const ELSEWHERE: &str = "/contacts/v4/labels";
    let (url, contacts) = site().await;
    let redirect = format!(
        r#"[{{"path": "/contacts/v4/contacts/*", "status": 302, "headers": {{"location": "{url}{ELSEWHERE}"}}}}]"#
    );
    send("PUT", &format!("{url}/_local/faults"), &js(&redirect)).await;
    let error =
        outcome(|success, failure| contacts.get_contact_by_id(FULL, &success, &failure)).await.unwrap_err();
    assert_eq!(string(&error, "code"), "NETWORK");
    assert!(string(&error, "message").contains("redirect"));
    assert!(at(&error, "retryable").is_falsy());
    let journal = send("GET", &format!("{url}/_local/journal"), &JsValue::UNDEFINED).await;
    let journal = String::from(js_sys::JSON::stringify(&journal).unwrap());
    // It costs no second request to tell it from a lost connection.
    assert_eq!(journal.matches(FULL).count(), 1);
    assert!(!journal.contains(ELSEWHERE));
}

#[wasm_bindgen_test]
async fn the_callback_comes_after_the_call_has_returned() {
    let (_, contacts) = site().await;
    let returned = Rc::new(Cell::new(false));
    let seen = returned.clone();
    outcome(|success, failure| {
        let success = Closure::once_into_js(move |_: JsValue| {
            success.call1(&JsValue::UNDEFINED, &seen.get().into()).unwrap();
        });
        contacts.get_contact_by_id("", success.unchecked_ref(), &failure);
        returned.set(true);
    })
    .await
    .expect_err("a blank id is a bad request");
    assert!(returned.get());
}

#[wasm_bindgen_test]
async fn an_abort_fails_the_call_at_once() {
    let hanging = with_fetch("return new Promise(() => {})");
    let controller = AbortController::new().unwrap();
    let options = plain_signal(&controller);
    let promises = hanging.promises();
    let call = promises.get_contact_by_id(FULL, &options);
    controller.abort();
    let error = call.await.unwrap_err();
    assert_eq!(string(&error, "code"), "ABORTED");
}

/// `{signal}`
fn plain_signal(controller: &AbortController) -> JsValue {
    let options = js("{}");
    Reflect::set(&options, &"signal".into(), &controller.signal()).unwrap();
    options
}

/// The SDK over a fetch with this body.
fn with_fetch(body: &str) -> Contacts {
    let settings = js(r#"{"maxRetries": 0}"#);
    Reflect::set(&settings, &"fetch".into(), &Function::new_no_args(body)).unwrap();
    create_contacts(&settings)
}

/// Answers by turns well, badly, not at all, and with what is no Response.
const FAULTY_FETCH: &str = "
    const turn = (globalThis.turns = (globalThis.turns ?? 0) + 1) % 8;
    const json = (status, body) => Promise.resolve(new Response(JSON.stringify(body), { status }));
    switch (turn) {
        case 0: return json(200, { contact: { id: 'x' } });
        case 1: return json(404, { details: { applicationError: { code: 'CONTACT_NOT_FOUND' } } });
        case 2: return Promise.reject('a string');
        case 3: return Promise.reject(null);
        case 4: return Promise.resolve(new Response('<html>', { status: 200 }));
        case 5: throw new DOMException('refused', 'SecurityError');
        case 6: return json(200, null);
        default: return Promise.resolve({ status: 200 });
    }";

#[wasm_bindgen_test]
async fn thousands_of_calls_settle_exactly_once() {
    const CALLS: u32 = 4000;
    let faulty = with_fetch(FAULTY_FETCH);
    let settled = Array::new();
    for batch in 0..CALLS / 100 {
        let calls = Array::new();
        for number in 0..100 {
            let settled = settled.clone();
            let (faulty, id) = (&faulty, format!("{batch}-{number}"));
            calls.push(&Promise::new(&mut |resolve, _| {
                let count = settled.clone();
                let done = Closure::<dyn FnMut(JsValue)>::new(move |_| {
                    count.push(&JsValue::TRUE);
                    let _ = resolve.call0(&JsValue::UNDEFINED);
                })
                .into_js_value();
                faulty.get_contact_by_id(&id, done.unchecked_ref(), done.unchecked_ref());
            }));
        }
        JsFuture::from(Promise::all(&calls)).await.unwrap();
    }
    assert_eq!(settled.length(), CALLS);
}
