//! A typed view of the contact's JSON (`spec/contacts-v4.md` section 2). It reads the parsed object in place:
//! the same JSON never exists twice in memory.
//!
//! A wrapper may be missing, `{}` or `{items: []}`; whatever is no object reads as missing members.

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use crate::{
    object::{get, set},
    text::concat,
};

#[wasm_bindgen]
extern "C" {
    type Date;
    /// js-sys has it for texts that are in the wasm; this one never comes here.
    #[wasm_bindgen(static_method_of = Date)]
    fn parse(text: &JsValue) -> f64;

    #[derive(Clone, Debug)]
    pub type Contact;
    #[wasm_bindgen(method, getter)]
    pub fn id(this: &Contact) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub fn revision(this: &Contact) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = createdDate)]
    pub fn created_date(this: &Contact) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = updatedDate)]
    pub fn updated_date(this: &Contact) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub fn info(this: &Contact) -> Option<Info>;
    #[wasm_bindgen(method, getter)]
    pub fn picture(this: &Contact) -> Option<Image>;
    #[wasm_bindgen(method, getter, js_name = primaryEmail)]
    pub fn primary_email(this: &Contact) -> Option<PrimaryEmail>;

    pub type Info;
    #[wasm_bindgen(method, getter)]
    pub fn name(this: &Info) -> Option<Name>;
    #[wasm_bindgen(method, getter)]
    pub fn company(this: &Info) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = jobTitle)]
    pub fn job_title(this: &Info) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub fn birthdate(this: &Info) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub fn picture(this: &Info) -> Option<Picture>;
    #[wasm_bindgen(method, getter)]
    pub fn emails(this: &Info) -> Option<Wrapper>;
    #[wasm_bindgen(method, getter)]
    pub fn phones(this: &Info) -> Option<Wrapper>;
    #[wasm_bindgen(method, getter)]
    pub fn addresses(this: &Info) -> Option<Wrapper>;
    #[wasm_bindgen(method, getter, js_name = extendedFields)]
    pub fn extended_fields(this: &Info) -> Option<Wrapper>;

    pub type Name;
    #[wasm_bindgen(method, getter)]
    pub fn first(this: &Name) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub fn last(this: &Name) -> JsValue;

    pub type Picture;
    #[wasm_bindgen(method, getter)]
    pub fn image(this: &Picture) -> Option<Image>;

    pub type Image;
    #[wasm_bindgen(method, getter)]
    pub fn url(this: &Image) -> JsValue;

    /// `{items: …}`: a list, or an object of extended fields.
    pub type Wrapper;
    #[wasm_bindgen(method, getter)]
    pub fn items(this: &Wrapper) -> JsValue;

    /// An item of any of the lists: an email, a phone or an address.
    pub type Item;
    #[wasm_bindgen(method, getter)]
    pub fn tag(this: &Item) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub fn email(this: &Item) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub fn primary(this: &Item) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub fn phone(this: &Item) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = e164Phone)]
    pub fn e164_phone(this: &Item) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub fn address(this: &Item) -> Option<Address>;

    pub type Address;
    #[wasm_bindgen(method, getter, js_name = addressLine)]
    pub fn address_line(this: &Address) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = addressLine2)]
    pub fn address_line_2(this: &Address) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = streetAddress)]
    pub fn street_address(this: &Address) -> Option<StreetAddress>;
    #[wasm_bindgen(method, getter)]
    pub fn city(this: &Address) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub fn subdivision(this: &Address) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub fn country(this: &Address) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = postalCode)]
    pub fn postal_code(this: &Address) -> JsValue;

    pub type StreetAddress;
    #[wasm_bindgen(method, getter)]
    pub fn number(this: &StreetAddress) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub fn name(this: &StreetAddress) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub fn apt(this: &StreetAddress) -> JsValue;

    pub type PrimaryEmail;
    #[wasm_bindgen(method, getter, js_name = subscriptionStatus)]
    pub fn subscription_status(this: &PrimaryEmail) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = deliverabilityStatus)]
    pub fn deliverability_status(this: &PrimaryEmail) -> JsValue;

    /// Extended fields by key.
    #[wasm_bindgen(extends = Object)]
    pub type ExtendedFields;
}

impl Contact {
    /// None for what is no contact.
    pub fn from_js(value: JsValue) -> Option<Self> {
        (value.is_object() && !Array::is_array(&value)).then(|| value.unchecked_into())
    }

    pub fn id_text(&self) -> String {
        self.id().as_string().unwrap_or_default()
    }

    /// Sets the statuses of its primary email, where a read finds them first.
    pub fn set_email_statuses(&self, subscription: Option<&str>, deliverability: Option<&str>) {
        let info = member(self, "info");
        let fields = member(&member(&info, "extendedFields"), "items");
        let statuses = [("subscriptionStatus", subscription), ("deliverabilityStatus", deliverability)];
        for (name, status) in statuses {
            if let Some(status) = status {
                let key = concat(&["emailSubscriptions.", name]);
                set(fields.unchecked_ref(), &key, &status.into());
            }
        }
    }

    /// When it was created, in milliseconds since the epoch; NaN if unknown.
    pub fn created(&self) -> f64 {
        Date::parse(&self.created_date())
    }
}

impl Wrapper {
    /// The items of a list that are objects.
    pub fn list(&self) -> Vec<Item> {
        let items = self.items().dyn_into::<Array>().unwrap_or_default();
        items.into_iter().filter(JsValue::is_object).map(JsCast::unchecked_into).collect()
    }

    pub fn fields(&self) -> Option<ExtendedFields> {
        let items = self.items();
        items.is_object().then(|| items.unchecked_into())
    }
}

/// A member that is an object, made if it is missing.
fn member(object: &JsValue, key: &str) -> JsValue {
    let member = get(object, key);
    if member.is_object() {
        return member;
    }
    let made = Object::new().into();
    set(object.unchecked_ref(), key, &made);
    made
}
