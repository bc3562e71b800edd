//! A v4 contact as `Wix.Contacts` shows it: every key always in place, so that apps read it unguarded.
//!
//! The field map is that of `spec/contacts-v4.md` section 8; an app's own texts, which v4 has no place for, come
//! from [`Details`].
//!
//! Texts stay JavaScript's: what costs time here is to bring one into the wasm and out again (docs/performance.md). Only
//! those come in that are compared with details, which few contacts have.

use js_sys::{Array, JSON, JsString, Object};
use wasm_bindgen::prelude::*;

use super::{
    details::{Details, KeptAddress, KeptAddresses, address_key},
    tags,
};
use crate::{
    json::from_js,
    object::get_by,
    text::{cut, join},
    v4::{
        self,
        contact::{Address, ExtendedFields, Info, Item, StreetAddress, Wrapper},
    },
};

/// What the value of the extended field of [`Details`] begins with.
pub const DETAILS_PREFIX: &str = r#"{"wixContacts":1,"#;

#[wasm_bindgen(raw_module = "../js/contact.js")]
extern "C" {
    #[allow(clippy::too_many_arguments, reason = "the members of the contact object, in their order")]
    #[wasm_bindgen(js_name = contact)]
    fn shown_contact(
        id: &JsValue,
        name: JsValue,
        picture: &JsValue,
        company: JsValue,
        emails: Array,
        phones: Array,
        addresses: Array,
        urls: Array,
        dates: Array,
        created_at: &JsValue,
        modified_at: &JsValue,
    ) -> JsValue;

    #[wasm_bindgen(js_name = name)]
    fn shown_name(
        prefix: Option<&str>,
        first: &JsValue,
        middle: Option<&str>,
        last: &JsValue,
        suffix: Option<&str>,
    ) -> JsValue;

    #[wasm_bindgen(js_name = company)]
    fn shown_company(role: &JsValue, name: &JsValue) -> JsValue;

    #[wasm_bindgen(js_name = email)]
    fn shown_email(
        id: u32,
        tag: &JsValue,
        email: &JsValue,
        email_status: &JsValue,
        delivery_status: &JsValue,
    ) -> JsValue;

    #[wasm_bindgen(js_name = phone)]
    fn shown_phone(id: u32, tag: &JsValue, phone: &JsValue, normalized_phone: &JsValue) -> JsValue;

    #[allow(clippy::too_many_arguments, reason = "the members of an address, in their order")]
    #[wasm_bindgen(js_name = address)]
    fn shown_address(
        id: u32,
        tag: &JsValue,
        address: &JsValue,
        neighborhood: Option<&str>,
        city: &JsValue,
        region: &JsValue,
        country: &JsValue,
        postal_code: &JsValue,
    ) -> JsValue;

    #[wasm_bindgen(js_name = url)]
    fn shown_url(id: u32, tag: &str, url: &str) -> JsValue;

    #[wasm_bindgen(js_name = date)]
    fn shown_date(id: u32, tag: &str, date: &JsValue) -> JsValue;

    /// The first value of an object that is a text with this beginning.
    #[wasm_bindgen(js_name = textBeginningWith)]
    fn text_beginning_with(object: &Object, beginning: &JsValue) -> Option<String>;
}

/// Texts that are compared and given often, as JavaScript has them.
struct Words {
    empty: JsValue,
    separator: JsValue,
    midnight: JsValue,
    details_prefix: JsValue,
    untagged: JsValue,
    other: JsValue,
    subscription_field: JsValue,
    deliverability_field: JsValue,
    /// A status in v4, and in `Wix.Contacts` (`spec/fixtures/legacy-map.json`).
    email_statuses: [(JsValue, JsValue); 2],
    transactional: JsValue,
    delivery_statuses: [(JsValue, JsValue); 4],
}

thread_local! {
    static WORDS: Words = Words {
        empty: "".into(),
        separator: ", ".into(),
        midnight: "T00:00:00.000Z".into(),
        details_prefix: DETAILS_PREFIX.into(),
        untagged: tags::UNTAGGED.into(),
        other: tags::OTHER.into(),
        subscription_field: "emailSubscriptions.subscriptionStatus".into(),
        deliverability_field: "emailSubscriptions.deliverabilityStatus".into(),
        email_statuses: [("SUBSCRIBED", "recurring"), ("UNSUBSCRIBED", "optOut")].map(pair),
        transactional: "transactional".into(),
        delivery_statuses: [
            ("VALID", "VALID"),
            ("INACTIVE", "VALID"),
            ("BOUNCED", "BOUNCE"),
            ("SPAM_COMPLAINT", "SPAM"),
        ]
        .map(pair),
    };
}

fn pair((v4, shown): (&str, &str)) -> (JsValue, JsValue) {
    (v4.into(), shown.into())
}

/// The contact object of `Wix.Contacts`.
pub fn show(contact: &v4::Contact) -> JsValue {
    WORDS.with(|words| words.show(contact))
}

/// What an earlier reconcileContact kept, known by its value.
pub fn details(fields: &ExtendedFields) -> Option<Details> {
    let kept = WORDS.with(|words| text_beginning_with(fields, &words.details_prefix))?;
    Details::from_value(from_js(&JSON::parse(&kept).ok()?))
}

impl Words {
    fn show(&self, contact: &v4::Contact) -> JsValue {
        let info = contact.info().unwrap_or_else(|| Object::new().unchecked_into());
        let fields = info.extended_fields().and_then(|wrapper| wrapper.fields());
        let details = fields.as_ref().and_then(details);
        let details = details.as_ref();
        shown_contact(
            &contact.id(),
            self.name(&info, details),
            &picture(contact, &info),
            shown_company(&self.text(info.job_title()), &self.text(info.company())),
            self.emails(contact, &info, fields.as_ref(), details),
            self.phones(&info, details),
            self.addresses(&info, details),
            urls(details),
            self.dates(&info, details),
            &contact.created_date(),
            &contact.updated_date(),
        )
    }

    fn name(&self, info: &Info, details: Option<&Details>) -> JsValue {
        let v4 = info.name();
        let (first, last) = v4.map_or_else(Default::default, |name| (name.first(), name.last()));
        shown_name(
            details.and_then(Details::name_prefix),
            &self.text(first),
            details.and_then(Details::name_middle),
            &self.text(last),
            details.and_then(Details::name_suffix),
        )
    }

    fn emails(
        &self,
        contact: &v4::Contact,
        info: &Info,
        fields: Option<&ExtendedFields>,
        details: Option<&Details>,
    ) -> Array {
        let emails = Array::new();
        let v4 = list(info.emails());
        let primary = v4.iter().position(|email| email.primary().is_truthy()).unwrap_or(0);
        for (index, email) in v4.iter().enumerate() {
            let kept = |details: &Details, tag: &str| {
                details.email_tag(&string(email.email()), tag).map(JsValue::from)
            };
            let tag = self.tag(email, details, kept);
            // Of other emails v4 has no statuses.
            let (email_status, delivery_status) = match index == primary {
                true => self.statuses(contact, fields),
                false => Default::default(),
            };
            let address = self.text(email.email());
            emails.push(&shown_email(index as u32 + 1, &tag, &address, &email_status, &delivery_status));
        }
        emails
    }

    /// emailStatus and deliveryStatus of the primary email; undefined where there is none.
    fn statuses(&self, contact: &v4::Contact, fields: Option<&ExtendedFields>) -> (JsValue, JsValue) {
        let field = |key| fields.map_or(JsValue::UNDEFINED, |fields| some_text(get_by(fields, key)));
        let mut subscription = field(&self.subscription_field);
        let mut deliverability = field(&self.deliverability_field);
        if let Some(email) = contact.primary_email() {
            if subscription.is_undefined() {
                subscription = email.subscription_status();
            }
            if deliverability.is_undefined() {
                deliverability = email.deliverability_status();
            }
        }
        (
            shown_status(&self.email_statuses, &subscription).unwrap_or_else(|| self.transactional.clone()),
            shown_status(&self.delivery_statuses, &deliverability).unwrap_or_default(),
        )
    }

    fn phones(&self, info: &Info, details: Option<&Details>) -> Array {
        let phones = Array::new();
        for (index, phone) in list(info.phones()).iter().enumerate() {
            let e164 = some_text(phone.e164_phone());
            let kept = |details: &Details, tag: &str| {
                let tag = details.phone_tag(&string(phone.phone()), e164.as_string().as_deref(), tag);
                tag.map(JsValue::from)
            };
            let tag = self.tag(phone, details, kept);
            phones.push(&shown_phone(index as u32 + 1, &tag, &self.text(phone.phone()), &e164));
        }
        phones
    }

    fn addresses(&self, info: &Info, details: Option<&Details>) -> Array {
        let addresses = Array::new();
        let mut left = details.map(Details::addresses);
        for tagged in list(info.addresses()) {
            let address = self.address(tagged.address());
            let kept = left.as_mut().and_then(|left| left.take(&address.key(), &string(tagged.tag())));
            let tag = self.tag(&tagged, details, |_, _| Some(kept.as_ref()?.tag?.into()));
            addresses.push(&address.show(addresses.length() + 1, &tag, kept.unwrap_or_default()));
        }
        for kept in left.into_iter().flat_map(KeptAddresses::without_v4) {
            let tag = kept.tag.map_or_else(|| self.other.clone(), JsValue::from);
            addresses.push(&ShownAddress::default().show(addresses.length() + 1, &tag, kept));
        }
        addresses
    }

    fn address(&self, v4: Option<Address>) -> ShownAddress {
        let Some(v4) = v4 else { return ShownAddress::default() };
        let mut line = some_text(v4.address_line());
        if line.is_undefined() {
            line = v4.street_address().map_or(line, street);
        }
        let line_2 = some_text(v4.address_line_2());
        let address = match line.dyn_ref::<JsString>() {
            Some(line) if !line_2.is_undefined() => line.concat(&self.separator).concat(&line_2).into(),
            Some(_) => line,
            None => line_2,
        };
        let country = some_text(v4.country());
        ShownAddress {
            address,
            city: some_text(v4.city()),
            region: shown_region(v4.subdivision(), &country),
            country,
            postal_code: some_text(v4.postal_code()),
        }
    }

    fn dates(&self, info: &Info, details: Option<&Details>) -> Array {
        let dates = Array::new();
        let birthdate = some_text(info.birthdate());
        if let Some(date) = birthdate.dyn_ref::<JsString>() {
            let kept = details.and_then(|details| details.birthday(&String::from(date)).map(JsValue::from));
            let shown = kept.unwrap_or_else(|| date.concat(&self.midnight).into());
            dates.push(&shown_date(1, "birthday", &shown));
        }
        for (tag, date) in details.into_iter().flat_map(Details::dates) {
            dates.push(&shown_date(dates.length() + 1, tag, &date.into()));
        }
        dates
    }

    /// A tag as it was kept, else v4's as [`tags::shown`] has it.
    fn tag(
        &self,
        item: &Item,
        details: Option<&Details>,
        kept: impl FnOnce(&Details, &str) -> Option<JsValue>,
    ) -> JsValue {
        let tag = some_text(item.tag());
        if let Some(kept) = details.and_then(|details| kept(details, &string(item.tag()))) {
            return kept;
        }
        match tag.dyn_ref::<JsString>() {
            Some(text) if tag != self.untagged => text.to_lower_case().into(),
            _ => self.other.clone(),
        }
    }

    /// A text, or `''` for what is none.
    fn text(&self, value: JsValue) -> JsValue {
        if value.is_string() { value } else { self.empty.clone() }
    }
}

fn shown_status(pairs: &[(JsValue, JsValue)], status: &JsValue) -> Option<JsValue> {
    pairs.iter().find(|(v4, _)| v4 == status).map(|(_, shown)| shown.clone())
}

/// A URL; undefined if there is none.
fn picture(contact: &v4::Contact, info: &Info) -> JsValue {
    let image = info.picture().and_then(|picture| picture.image());
    let url = image.map_or(JsValue::UNDEFINED, |image| some_text(image.url()));
    if url.is_undefined() {
        return contact.picture().map_or(url, |image| some_text(image.url()));
    }
    url
}

/// The texts of a v4 address; undefined where there is none.
#[derive(Default)]
struct ShownAddress {
    address: JsValue,
    city: JsValue,
    region: JsValue,
    country: JsValue,
    postal_code: JsValue,
}

impl ShownAddress {
    fn show(&self, id: u32, tag: &JsValue, kept: KeptAddress) -> JsValue {
        let or = |kept: Option<&str>, v4: &JsValue| kept.map_or_else(|| v4.clone(), JsValue::from);
        shown_address(
            id,
            tag,
            &self.address,
            kept.neighborhood,
            &self.city,
            &or(kept.region, &self.region),
            &or(kept.country, &self.country),
            &self.postal_code,
        )
    }

    fn key(&self) -> String {
        let text = |value: &JsValue| value.as_string().unwrap_or_default();
        address_key(
            &text(&self.address),
            &text(&self.city),
            &text(&self.region),
            &text(&self.country),
            &text(&self.postal_code),
        )
    }
}

/// A subdivision without its country.
fn shown_region(subdivision: JsValue, country: &JsValue) -> JsValue {
    let subdivision = some_text(subdivision);
    let Some(text) = subdivision.dyn_ref::<JsString>() else { return subdivision };
    // Nearly all are such as `US-CA`, and need not come into the wasm.
    if JsValue::from(text.slice(0, 2)) == *country && text.char_code_at(2) == f64::from(b'-') {
        return some_text(text.slice(3, text.length()).into());
    }
    some_text(region(&String::from(text), &country.as_string().unwrap_or_default()).into())
}

/// A subdivision without its country: `US-CA` gives `CA`.
pub fn region<'a>(subdivision: &'a str, country: &str) -> &'a str {
    match cut(subdivision, b"-") {
        Some((prefix, region)) if country.is_empty() || prefix == country => region,
        _ => subdivision,
    }
}

fn street(street: StreetAddress) -> JsValue {
    let line = join(&[&string(street.number()), &string(street.name()), &string(street.apt())], " ");
    some_text(line.into())
}

fn urls(details: Option<&Details>) -> Array {
    let urls = Array::new();
    for (tag, url) in details.into_iter().flat_map(Details::urls) {
        urls.push(&shown_url(urls.length() + 1, tag, url));
    }
    urls
}

/// The items of a list that are objects.
fn list(wrapper: Option<Wrapper>) -> Vec<Item> {
    wrapper.map(|wrapper| wrapper.list()).unwrap_or_default()
}

/// A text that is not empty, else undefined.
fn some_text(value: JsValue) -> JsValue {
    let is_text = value.dyn_ref::<JsString>().is_some_and(|text| text.length() > 0);
    if is_text { value } else { JsValue::UNDEFINED }
}

fn string(value: JsValue) -> String {
    value.as_string().unwrap_or_default()
}
