//! Contacts as `Wix.Contacts` shows them, out of an answer's bytes. What is read and shown of them is for [`contacts_reader`] to
//! say; JavaScript makes objects of it, part by part.

use contacts_core::{details::Details, shown::lay_over, text::lower};
use contacts_reader::{Broken, Host, Reader, Step, Wanted};
use js_sys::{Array, JSON, JsString};
use wasm_bindgen::prelude::*;

use crate::{
    error::Error,
    http::Body,
    json::{self, from_js},
    later,
    object::plain,
    v4,
};

#[wasm_bindgen(raw_module = "../js/contact.js")]
extern "C" {
    /// Makes contacts of JSON, so many, and adds them to a list.
    #[wasm_bindgen(js_name = addContacts)]
    fn add_contacts(contacts: &Array, json: &[u8], count: usize);

    #[wasm_bindgen(js_name = idsOf)]
    pub fn ids_of(contacts: &Array) -> Array;
    /// When one of them was created, in milliseconds since the epoch; NaN if unknown.
    pub fn created(contacts: &Array, index: i32) -> f64;
    /// Those that have none of these ids.
    pub fn without(contacts: &Array, ids: &Array) -> Array;

    /// Those that were created at `since` or later and before `before`, or at an unknown time; in milliseconds.
    pub fn between(contacts: &Array, since: f64, before: f64) -> Array;
}

const HOST: Host = Host { lower, form: |text| JsString::from(text).trim().to_lower_case().into() };

/// What an answer has of contacts.
#[derive(Default)]
pub struct Contacts {
    pub objects: Array,
    /// How many there are in all; none where the server won't count so many.
    pub total: Option<usize>,
    /// Those that were read and are no objects yet.
    json: Vec<u8>,
    count: usize,
}

impl Contacts {
    /// The list of contacts in an answer.
    pub async fn of_list(body: &Body) -> Result<Self, Error> {
        Self::read(body, Wanted::Contacts, "it has no list of contacts").await
    }

    /// The one contact in an answer.
    pub async fn of_one(body: &Body) -> Result<JsValue, Error> {
        Ok(Self::read(body, Wanted::Contact, "it has no contact").await?.objects.get(0))
    }

    async fn read(body: &Body, wanted: Wanted, missing: &str) -> Result<Self, Error> {
        let mut contacts = Self::default();
        let mut reader = Reader::new(wanted, HOST);
        let parts = body.parts();
        let mut taken = 0;
        loop {
            match reader.step().map_err(|Broken| body.no_json())? {
                Step::Begin => contacts = Self::default(),
                Step::Contact => {
                    if reader.has_kept() {
                        later::loaded().await?;
                        show_kept(&mut reader);
                    }
                    contacts.add(&mut reader);
                }
                Step::Short => {
                    contacts.make_objects();
                    reader.take(parts.get(taken));
                    taken += 1;
                }
                Step::End => break,
            }
        }
        contacts.make_objects();
        contacts.total = reader.total().map(|total| total as usize);
        if reader.is_there() {
            Ok(contacts)
        } else {
            Err(Error::invalid_response(missing, JsValue::UNDEFINED))
        }
    }

    fn add(&mut self, reader: &mut Reader) {
        if self.json.is_empty() {
            self.json.push(b'[');
        }
        reader.shown().write(&mut self.json);
        self.count += 1;
    }

    fn make_objects(&mut self) {
        if self.count > 0 {
            // Each value has a comma behind it.
            self.json.extend_from_slice(b"0]");
            add_contacts(&self.objects, &self.json, self.count);
        }
        self.json.clear();
        self.count = 0;
    }
}

/// A contact that was read as a tree, read anew: as getContactById shows it.
pub fn show(contact: &v4::Contact) -> Reader {
    let answer = plain([("contact", contact.into())]);
    let json = String::from(JSON::stringify(&answer).unwrap_or_default());
    let mut reader = Reader::new(Wanted::Contact, HOST);
    reader.take(json.into_bytes());
    while !matches!(reader.step(), Ok(Step::Contact | Step::Short) | Err(Broken)) {}
    show_kept(&mut reader);
    reader
}

/// The object of a contact that was read.
pub fn object(reader: &mut Reader) -> JsValue {
    let mut contacts = Contacts::default();
    contacts.add(reader);
    contacts.make_objects();
    contacts.objects.get(0)
}

/// Shows what an app kept of a contact, too.
#[unsafe(no_mangle)]
#[inline(never)]
pub fn show_kept(reader: &mut Reader) {
    if let Some(details) = details(reader) {
        lay_over(reader.shown(), &details);
    }
}

/// What an earlier reconcileContact kept, known by its value.
pub fn details(reader: &Reader) -> Option<Details> {
    Details::from_value(from_js(&json::parse(&reader.kept()?.into()).ok()?))
}
