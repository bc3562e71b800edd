//! A v4 contact as `Wix.Contacts` shows it. The field map is `js/contact.js`: JavaScript reads a page in one call, since what
//! costs time here is each crossing (docs/performance.md). What an app's own texts, which v4 has no place for, replace of
//! it is said here: [`Details`]. Few contacts have any.

use contacts_core::{
    details::{Details, KeptAddress, address_key},
    tags,
};
use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::{
    error::Error,
    json::{self, from_js},
    later,
    object::{get, plain, set},
    v4,
};

/// What the value of the extended field of [`Details`] begins with.
pub const DETAILS_PREFIX: &str = r#"{"wixContacts":1,"#;
/// What a birthdate is shown with.
const MIDNIGHT: &str = "T00:00:00.000Z";

#[wasm_bindgen(raw_module = "../js/contact.js")]
extern "C" {
    #[wasm_bindgen(js_name = idsOf)]
    pub fn ids_of(contacts: &Array) -> Array;
    /// When one of them was created, in milliseconds since the epoch; NaN if unknown.
    pub fn created(contacts: &Array, index: i32) -> f64;
    /// Those that have none of these ids.
    pub fn without(contacts: &Array, ids: &Array) -> Array;

    /// Those that were created at `since` or later and before `before`, or at an unknown time; in milliseconds.
    pub fn between(contacts: &Array, since: f64, before: f64) -> Array;

    /// Those of a list that are contacts. `kept` gets each that has a text beginning so, with that text.
    fn shown(contacts: &Array, beginning: &JsValue, kept: &Array) -> Array;

    /// The first text among fields that begins so; undefined if there is none.
    #[wasm_bindgen(js_name = textBeginningWith)]
    fn text_beginning_with(fields: &JsValue, beginning: &JsValue) -> JsValue;

    /// An address with what was kept of it in place of its own.
    #[wasm_bindgen(js_name = keptAddress)]
    fn kept_address(
        address: &JsValue,
        tag: &JsValue,
        neighborhood: &JsValue,
        region: &JsValue,
        country: &JsValue,
    ) -> JsValue;
}

/// The contact objects of a list of v4 contacts. What is no contact is left out.
pub async fn show_all(contacts: &Array) -> Result<Array, Error> {
    let kept = Array::new();
    let shown = shown(contacts, &DETAILS_PREFIX.into(), &kept);
    if kept.length() > 0 {
        later::loaded().await?;
        replace_kept(&kept);
    }
    Ok(shown)
}

/// The contact object of `Wix.Contacts`.
pub fn show(contact: &v4::Contact) -> JsValue {
    let kept = Array::new();
    let shown = shown(&list_of(contact), &DETAILS_PREFIX.into(), &kept);
    replace_kept(&kept);
    shown.get(0)
}

/// Puts what was kept in its place: of each contact that has a text that holds it, with that text.
#[unsafe(no_mangle)]
#[inline(never)]
pub fn replace_kept(kept: &Array) {
    for pair in kept.iter().map(JsCast::unchecked_into::<Array>) {
        if let Some(details) = parse(&pair.get(1)) {
            replace(&pair.get(0), &details);
        }
    }
}

/// What an earlier reconcileContact kept, known by its value.
pub fn details(fields: &JsValue) -> Option<Details> {
    let text = text_beginning_with(fields, &DETAILS_PREFIX.into());
    if text.is_undefined() { None } else { parse(&text) }
}

fn parse(text: &JsValue) -> Option<Details> {
    Details::from_value(from_js(&json::parse(text).ok()?))
}

/// Puts what was kept in place of what v4 has.
fn replace(contact: &JsValue, details: &Details) {
    let name = get(contact, "name");
    put(&name, "prefix", details.name_prefix());
    put(&name, "middle", details.name_middle());
    put(&name, "suffix", details.name_suffix());
    for email in list(contact, "emails") {
        put(&email, "tag", details.email_tag(&text(&email, "email"), &text(&email, "tag")));
    }
    for phone in list(contact, "phones") {
        let e164 = get(&phone, "normalizedPhone").as_string();
        let tag = details.phone_tag(&text(&phone, "phone"), e164.as_deref(), &text(&phone, "tag"));
        put(&phone, "tag", tag);
    }
    set(contact.unchecked_ref(), "addresses", &addresses(&list(contact, "addresses"), details));

    let urls = list(contact, "urls");
    for (tag, url) in details.urls() {
        urls.push(&plain([("id", next_id(&urls).into()), ("tag", tag.into()), ("url", url.into())]));
    }
    let dates = list(contact, "dates");
    for birthday in dates.iter() {
        let date = text(&birthday, "date");
        put(&birthday, "date", date.strip_suffix(MIDNIGHT).and_then(|date| details.birthday(date)));
    }
    for (tag, date) in details.dates() {
        dates.push(&plain([("id", next_id(&dates).into()), ("tag", tag.into()), ("date", date.into())]));
    }
}

fn addresses(v4: &Array, details: &Details) -> Array {
    let shown = Array::new();
    let mut left = details.addresses();
    let show = |address: &JsValue, KeptAddress { tag, neighborhood, region, country }: KeptAddress| {
        let [tag, neighborhood, region, country] =
            [tag, neighborhood, region, country].map(|kept| kept.map_or(JsValue::UNDEFINED, JsValue::from));
        shown.push(&kept_address(address, &tag, &neighborhood, &region, &country));
    };
    for address in v4.iter() {
        let [line, city, region, country, postal_code] =
            ["address", "city", "region", "country", "postalCode"].map(|part| text(&address, part));
        let key = address_key(&line, &city, &region, &country, &postal_code);
        show(&address, left.take(&key, &text(&address, "tag")).unwrap_or_default());
    }
    for kept in left.without_v4() {
        let address = plain([("id", next_id(&shown).into()), ("tag", tags::OTHER.into())]);
        show(&address, kept);
    }
    shown
}

/// A list of one contact.
pub fn list_of(contact: &v4::Contact) -> Array {
    [contact].into_iter().collect()
}

/// The id of the next item of a list.
fn next_id(items: &Array) -> i32 {
    items.length() as i32 + 1
}

fn list(contact: &JsValue, member: &str) -> Array {
    get(contact, member).unchecked_into()
}

fn text(object: &JsValue, member: &str) -> String {
    get(object, member).as_string().unwrap_or_default()
}

fn put(object: &JsValue, member: &str, kept: Option<&str>) {
    if let Some(kept) = kept {
        set(object.unchecked_ref(), member, &kept.into());
    }
}
