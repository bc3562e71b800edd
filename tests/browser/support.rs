//! What the tests share: a server with known contacts, and calls as promises.

use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = fetch)]
    fn fetch(url: &str, init: &JsValue) -> Promise;

    pub type Response;
    #[wasm_bindgen(method)]
    fn text(this: &Response) -> Promise;
    #[wasm_bindgen(method, getter)]
    fn ok(this: &Response) -> bool;

    /// A WixDataCursor, or a page of one.
    pub type Cursor;
    #[wasm_bindgen(method, js_name = getData)]
    pub fn get_data(this: &Cursor) -> Array;
    #[wasm_bindgen(method, js_name = getTotal)]
    pub fn get_total(this: &Cursor) -> u32;
    #[wasm_bindgen(method, js_name = getPageSize)]
    pub fn get_page_size(this: &Cursor) -> u32;
    #[wasm_bindgen(method, js_name = hasNext)]
    pub fn has_next(this: &Cursor) -> bool;
    #[wasm_bindgen(method, js_name = hasPrevious)]
    pub fn has_previous(this: &Cursor) -> bool;
    #[wasm_bindgen(method)]
    pub fn next(this: &Cursor, on_success: &Function, on_failure: &Function) -> bool;
    #[wasm_bindgen(method)]
    pub fn previous(this: &Cursor, on_success: &Function, on_failure: &Function) -> bool;
}

// The package as browsers get it: both modules of wasm and what is around them.
#[wasm_bindgen(raw_module = "../pkg/index.js")]
extern "C" {
    /// The SDK with settings of its own.
    pub type Contacts;
    #[wasm_bindgen(js_name = createContacts)]
    pub fn create_contacts(options: &JsValue) -> Contacts;

    #[wasm_bindgen(method, js_name = getContactById)]
    pub fn get_contact_by_id(this: &Contacts, id: &str, on_success: &Function, on_failure: &Function);
    #[wasm_bindgen(method, js_name = getContacts)]
    pub fn get_contacts(this: &Contacts, options: &JsValue, on_success: &Function, on_failure: &Function);
    #[wasm_bindgen(method, js_name = reconcileContact)]
    pub fn reconcile_contact(this: &Contacts, info: &JsValue, on_success: &Function, on_failure: &Function);

    /// The promise forms.
    pub type Promises;
    #[wasm_bindgen(method, getter)]
    pub fn promises(this: &Contacts) -> Promises;
    #[wasm_bindgen(method, catch, js_name = getContactById)]
    pub async fn get_contact_by_id(this: &Promises, id: &str, options: &JsValue) -> Result<JsValue, JsValue>;
}

/// The server's address, without any contact in it, and the SDK that talks to it.
pub async fn empty_site() -> (String, Contacts) {
    let url = text("/.local/emulator-url", &JsValue::UNDEFINED).await;
    post(&format!("{url}/_local/reset"), &js("{}")).await;
    let contacts = contacts(&format!(r#"{{"authorization": "token", "baseUrl": "{url}"}}"#));
    (url, contacts)
}

/// The same with the contacts of `spec/fixtures/dataset.json`.
pub async fn site() -> (String, Contacts) {
    let (url, contacts) = empty_site().await;
    post(&format!("{url}/_local/seed"), &js(include_str!("../../spec/fixtures/dataset.json"))).await;
    (url, contacts)
}

pub fn contacts(settings: &str) -> Contacts {
    create_contacts(&js(settings))
}

/// What a call gives to onSuccess, or the error that it gives to onFailure.
pub async fn outcome(call: impl FnOnce(Function, Function)) -> Result<JsValue, JsValue> {
    let mut call = Some(call);
    let promise = Promise::new(&mut |resolve, reject| {
        let on_failure = Closure::once_into_js(move |_: JsValue, error: JsValue| {
            let _ = reject.call1(&JsValue::UNDEFINED, &error);
        });
        if let Some(call) = call.take() {
            call(resolve, on_failure.unchecked_into());
        }
    });
    JsFuture::from(promise).await
}

pub async fn post(url: &str, body: &JsValue) -> JsValue {
    send("POST", url, body).await
}

/// Sends JSON, and gives the JSON of the response.
pub async fn send(method: &str, url: &str, body: &JsValue) -> JsValue {
    let init = js(r#"{"headers": {"content-type": "application/json", "authorization": "t"}}"#);
    Reflect::set(&init, &"method".into(), &method.into()).expect("init");
    if !body.is_undefined() {
        Reflect::set(&init, &"body".into(), &JSON::stringify(body).expect("a body")).expect("init");
    }
    JSON::parse(&text(url, &init).await).expect("JSON")
}

async fn text(url: &str, init: &JsValue) -> String {
    let response: Response = JsFuture::from(fetch(url, init)).await.expect("a response").unchecked_into();
    let text = JsFuture::from(response.text()).await.expect("a body").as_string().expect("text");
    assert!(response.ok(), "{url}: {text}");
    text
}

pub fn js(json: &str) -> JsValue {
    JSON::parse(json).expect("JSON")
}

/// A member by its path, such as `name.first` or `emails.0.tag`.
pub fn at(object: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(object.clone(), |object, key| Reflect::get(&object, &key.into()).expect("an object"))
}

pub fn string(object: &JsValue, path: &str) -> String {
    at(object, path).as_string().unwrap_or_else(|| panic!("{path} is no string"))
}

pub fn keys(object: &JsValue) -> Vec<String> {
    Object::keys(object.unchecked_ref::<Object>()).iter().filter_map(|key| key.as_string()).collect()
}
