//! A v4 contact as `Wix.Contacts` shows it: every key always in place, so that apps read it unguarded.
//!
//! The field map is that of `spec/contacts-v4.md` section 8; an app's own texts, which v4 has no place for, come
//! from [`Details`].

use js_sys::{Array, JSON, JsString, Object};
use wasm_bindgen::prelude::*;

use super::{
    details::{Details, KeptAddress, KeptAddresses, address_key},
    tags,
};
use crate::v4::{
    self,
    contact::{Address, Email, ExtendedFields, Info, Phone, StreetAddress, TaggedAddress},
};

/// What the value of the extended field of [`Details`] begins with.
pub const DETAILS_PREFIX: &str = r#"{"wixContacts":1,"#;

// The objects that an app gets. Members are set in the order in which they are to appear, the same for each
// contact, so that all of them share one hidden class.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Object)]
    type Shown;
    #[wasm_bindgen(method, setter)]
    fn set_id(this: &Shown, value: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_name(this: &Shown, value: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_picture(this: &Shown, value: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_company(this: &Shown, value: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_emails(this: &Shown, value: &Array);
    #[wasm_bindgen(method, setter)]
    fn set_phones(this: &Shown, value: &Array);
    #[wasm_bindgen(method, setter)]
    fn set_addresses(this: &Shown, value: &Array);
    #[wasm_bindgen(method, setter)]
    fn set_urls(this: &Shown, value: &Array);
    #[wasm_bindgen(method, setter)]
    fn set_dates(this: &Shown, value: &Array);
    #[wasm_bindgen(method, setter)]
    fn set_links(this: &Shown, value: &Array);
    #[wasm_bindgen(method, setter, js_name = createdAt)]
    fn set_created_at(this: &Shown, value: &JsValue);
    #[wasm_bindgen(method, setter, js_name = modifiedAt)]
    fn set_modified_at(this: &Shown, value: &JsValue);

    #[wasm_bindgen(extends = Object)]
    type ShownName;
    #[wasm_bindgen(method, setter)]
    fn set_prefix(this: &ShownName, value: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_first(this: &ShownName, value: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_middle(this: &ShownName, value: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_last(this: &ShownName, value: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_suffix(this: &ShownName, value: &JsValue);

    #[wasm_bindgen(extends = Object)]
    type ShownCompany;
    #[wasm_bindgen(method, setter)]
    fn set_role(this: &ShownCompany, value: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_name(this: &ShownCompany, value: &JsValue);

    /// An item of any of the lists.
    #[wasm_bindgen(extends = Object)]
    type Item;
    #[wasm_bindgen(method, setter)]
    fn set_id(this: &Item, value: u32);
    #[wasm_bindgen(method, setter)]
    fn set_tag(this: &Item, value: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_email(this: &Item, value: &JsValue);
    #[wasm_bindgen(method, setter, js_name = emailStatus)]
    fn set_email_status(this: &Item, value: &str);
    #[wasm_bindgen(method, setter, js_name = deliveryStatus)]
    fn set_delivery_status(this: &Item, value: &str);
    #[wasm_bindgen(method, setter)]
    fn set_phone(this: &Item, value: &JsValue);
    #[wasm_bindgen(method, setter, js_name = normalizedPhone)]
    fn set_normalized_phone(this: &Item, value: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_address(this: &Item, value: &str);
    #[wasm_bindgen(method, setter)]
    fn set_neighborhood(this: &Item, value: &str);
    #[wasm_bindgen(method, setter)]
    fn set_city(this: &Item, value: &str);
    #[wasm_bindgen(method, setter)]
    fn set_region(this: &Item, value: &str);
    #[wasm_bindgen(method, setter)]
    fn set_country(this: &Item, value: &str);
    #[wasm_bindgen(method, setter, js_name = postalCode)]
    fn set_postal_code(this: &Item, value: &str);
    #[wasm_bindgen(method, setter)]
    fn set_url(this: &Item, value: &str);
    #[wasm_bindgen(method, setter)]
    fn set_date(this: &Item, value: &str);
}

/// The contact object of `Wix.Contacts`.
pub fn show(contact: &v4::Contact) -> JsValue {
    let info = contact.info().unwrap_or_else(|| Object::new().unchecked_into());
    let fields = info.extended_fields().and_then(|wrapper| wrapper.fields());
    let details = fields.as_ref().and_then(details);
    let details = details.as_ref();

    let shown: Shown = new();
    shown.set_id(&contact.id());
    shown.set_name(&name(&info, details));
    if let Some(url) = picture(contact, &info) {
        shown.set_picture(&url);
    }
    let company: ShownCompany = new();
    company.set_role(&text(info.job_title()));
    company.set_name(&text(info.company()));
    shown.set_company(&company);
    shown.set_emails(&emails(contact, &info, fields.as_ref(), details));
    shown.set_phones(&phones(&info, details));
    shown.set_addresses(&addresses(&info, details));
    shown.set_urls(&urls(details));
    shown.set_dates(&dates(&info, details));
    shown.set_links(&Array::new());
    shown.set_created_at(&contact.created_date());
    shown.set_modified_at(&contact.updated_date());
    shown.into()
}

/// What an earlier reconcileContact kept, known by its value.
pub fn details(fields: &ExtendedFields) -> Option<Details> {
    let kept = Object::values(fields)
        .into_iter()
        .find(|value| value.dyn_ref::<JsString>().is_some_and(|text| text.starts_with(DETAILS_PREFIX, 0)))?;
    Details::from_value(&v4::from_js(&JSON::parse(&kept.as_string()?).ok()?))
}

fn name(info: &Info, details: Option<&Details>) -> ShownName {
    let v4 = info.name();
    let kept = |text: Option<&str>| JsValue::from(text.unwrap_or_default());
    let name: ShownName = new();
    name.set_prefix(&kept(details.and_then(Details::name_prefix)));
    name.set_first(&text(v4.as_ref().map(|name| name.first()).unwrap_or_default()));
    name.set_middle(&kept(details.and_then(Details::name_middle)));
    name.set_last(&text(v4.as_ref().map(|name| name.last()).unwrap_or_default()));
    name.set_suffix(&kept(details.and_then(Details::name_suffix)));
    name
}

fn picture(contact: &v4::Contact, info: &Info) -> Option<JsValue> {
    let url = |image: v4::contact::Image| Some(image.url()).filter(is_text);
    info.picture()
        .and_then(|picture| picture.image())
        .and_then(url)
        .or_else(|| contact.picture().and_then(url))
}

fn emails(
    contact: &v4::Contact,
    info: &Info,
    fields: Option<&ExtendedFields>,
    details: Option<&Details>,
) -> Array {
    let v4: Vec<Email> = info.emails().into_iter().flat_map(|wrapper| wrapper.list()).collect();
    let primary = v4.iter().position(|email| email.primary().is_truthy()).unwrap_or(0);
    let emails = v4.iter().enumerate().map(|(index, email)| {
        let item = item(index);
        let kept = |tag: &str| details?.email_tag(&email.email().as_string()?, tag);
        item.set_tag(&tag(email.tag(), kept));
        item.set_email(&text(email.email()));
        if index == primary {
            let statuses = Statuses::of(contact, fields);
            item.set_email_status(statuses.email_status());
            statuses.delivery_status().into_iter().for_each(|status| item.set_delivery_status(status));
        }
        item
    });
    emails.collect()
}

/// The statuses of the primary email, as v4 has them; of others it has none.
struct Statuses {
    subscription: Option<String>,
    deliverability: Option<String>,
}

impl Statuses {
    fn of(contact: &v4::Contact, fields: Option<&ExtendedFields>) -> Self {
        let primary = contact.primary_email();
        let field = |field: Option<JsValue>, primary: Option<JsValue>| {
            field.and_then(|status| status.as_string()).or_else(|| primary?.as_string())
        };
        Self {
            subscription: field(
                fields.map(|fields| fields.get("emailSubscriptions.subscriptionStatus")),
                primary.as_ref().map(|email| email.subscription_status()),
            ),
            deliverability: field(
                fields.map(|fields| fields.get("emailSubscriptions.deliverabilityStatus")),
                primary.as_ref().map(|email| email.deliverability_status()),
            ),
        }
    }

    /// The pairs of `spec/fixtures/legacy-map.json`.
    fn email_status(&self) -> &'static str {
        match self.subscription.as_deref() {
            Some("SUBSCRIBED") => "recurring",
            Some("UNSUBSCRIBED") => "optOut",
            _ => "transactional",
        }
    }

    fn delivery_status(&self) -> Option<&'static str> {
        match self.deliverability.as_deref()? {
            "VALID" | "INACTIVE" => Some("VALID"),
            "BOUNCED" => Some("BOUNCE"),
            "SPAM_COMPLAINT" => Some("SPAM"),
            _ => None,
        }
    }
}

fn phones(info: &Info, details: Option<&Details>) -> Array {
    let v4 = info.phones().into_iter().flat_map(|wrapper| wrapper.list::<Phone>());
    let phones = v4.enumerate().map(|(index, phone)| {
        let item = item(index);
        let e164 = phone.e164_phone();
        let kept =
            |tag: &str| details?.phone_tag(&phone.phone().as_string()?, e164.as_string().as_deref(), tag);
        item.set_tag(&tag(phone.tag(), kept));
        item.set_phone(&text(phone.phone()));
        if is_text(&e164) {
            item.set_normalized_phone(&e164);
        }
        item
    });
    phones.collect()
}

fn addresses(info: &Info, details: Option<&Details>) -> Array {
    let mut kept = details.map(Details::addresses);
    let v4 = info.addresses().into_iter().flat_map(|wrapper| wrapper.list::<TaggedAddress>());
    let addresses = Array::new();
    for (index, tagged) in v4.enumerate() {
        let address =
            tagged.address().map_or_else(ShownAddress::default, |address| ShownAddress::of(&address));
        addresses.push(&address.item(index, tagged.tag(), kept.as_mut()));
    }
    for address in kept.into_iter().flat_map(KeptAddresses::without_v4) {
        let item = item(addresses.length() as usize);
        item.set_tag(&address.tag.unwrap_or(tags::OTHER).into());
        ShownAddress::default().fill(&item, Some(&address));
        addresses.push(&item);
    }
    addresses
}

/// The texts of a v4 address; empty where there is none.
#[derive(Default)]
struct ShownAddress {
    address: String,
    city: String,
    region: String,
    country: String,
    postal_code: String,
}

impl ShownAddress {
    fn of(v4: &Address) -> Self {
        let line = v4.address_line().as_string().filter(|line| !line.is_empty());
        let line = line.or_else(|| v4.street_address().map(street)).unwrap_or_default();
        let address = joined([line, string(v4.address_line_2())], ", ");
        let country = string(v4.country());
        let subdivision = string(v4.subdivision());
        let region = match subdivision.split_once('-') {
            Some((prefix, region)) if country.is_empty() || prefix == country => region.to_owned(),
            _ => subdivision,
        };
        Self { address, city: string(v4.city()), region, country, postal_code: string(v4.postal_code()) }
    }

    fn item(self, index: usize, v4_tag: JsValue, kept: Option<&mut KeptAddresses>) -> Item {
        let item = item(index);
        let key = || address_key(&self.address, &self.city, &self.region, &self.country, &self.postal_code);
        let kept = kept.and_then(|kept| kept.take(&key(), &string(v4_tag.clone())));
        item.set_tag(&tag(v4_tag, |_| kept.as_ref()?.tag));
        self.fill(&item, kept.as_ref());
        item
    }

    /// Sets those members that have a text, in order.
    fn fill(&self, item: &Item, kept: Option<&KeptAddress>) {
        let text = |v4: &str, kept: Option<&str>| {
            Some(kept.unwrap_or(v4).to_owned()).filter(|text| !text.is_empty())
        };
        let or = |pick: fn(&KeptAddress) -> Option<String>| kept.and_then(pick);
        if let Some(address) = text(&self.address, None) {
            item.set_address(&address);
        }
        if let Some(neighborhood) = or(|kept| kept.neighborhood.map(str::to_owned)) {
            item.set_neighborhood(&neighborhood);
        }
        if let Some(city) = text(&self.city, None) {
            item.set_city(&city);
        }
        if let Some(region) = text(&self.region, or(|kept| kept.region.map(str::to_owned)).as_deref()) {
            item.set_region(&region);
        }
        if let Some(country) = text(&self.country, or(|kept| kept.country.map(str::to_owned)).as_deref()) {
            item.set_country(&country);
        }
        if let Some(postal_code) = text(&self.postal_code, None) {
            item.set_postal_code(&postal_code);
        }
    }
}

fn street(street: StreetAddress) -> String {
    joined([string(street.number()), string(street.name()), string(street.apt())], " ")
}

fn joined<const N: usize>(parts: [String; N], separator: &str) -> String {
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(separator)
}

fn urls(details: Option<&Details>) -> Array {
    let kept = details.into_iter().flat_map(Details::urls);
    let urls = kept.enumerate().map(|(index, (tag, url))| {
        let item = item(index);
        item.set_tag(&tag.into());
        item.set_url(url);
        item
    });
    urls.collect()
}

fn dates(info: &Info, details: Option<&Details>) -> Array {
    let birthday = info.birthdate().as_string().filter(|date| !date.is_empty()).map(|date| {
        let kept = details.and_then(|details| details.birthday(&date));
        kept.map_or_else(|| format!("{date}T00:00:00.000Z"), str::to_owned)
    });
    let kept = details.into_iter().flat_map(Details::dates);
    let all = birthday.iter().map(|date| ("birthday", date.as_str())).chain(kept);
    let dates = all.enumerate().map(|(index, (tag, date))| {
        let item = item(index);
        item.set_tag(&tag.into());
        item.set_date(date);
        item
    });
    dates.collect()
}

/// A tag as it was kept, else v4's in lower case.
fn tag<'a>(v4: JsValue, kept: impl FnOnce(&str) -> Option<&'a str>) -> JsValue {
    let v4 = string(v4);
    match kept(&v4) {
        Some(tag) => tag.into(),
        None => tags::shown(&v4).into(),
    }
}

fn item(index: usize) -> Item {
    let item: Item = new();
    item.set_id(index as u32 + 1);
    item
}

fn new<T: JsCast>() -> T {
    Object::new().unchecked_into()
}

/// A text, or `''` for what is none.
fn text(value: JsValue) -> JsValue {
    if value.is_string() { value } else { JsValue::from_str("") }
}

fn is_text(value: &JsValue) -> bool {
    value.dyn_ref::<JsString>().is_some_and(|text| text.length() > 0)
}

fn string(value: JsValue) -> String {
    value.as_string().unwrap_or_default()
}
