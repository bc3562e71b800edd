//! Reads contacts of `Wix.Contacts` from the bytes of a response. [`contacts_reader`] has the rules; JavaScript makes the
//! objects, part by part.

use contacts_js::{error::Error, object::plain};
use contacts_reader::{Host, InvalidJson, Reader, Step, Wanted};
use contacts_rules::text::lower;
use js_sys::{Array, JsString};
use wasm_bindgen::prelude::*;

use super::deferred::DeferredModule;
use crate::http::Body;

#[wasm_bindgen(raw_module = "../js/host/contact.js")]
extern "C" {
    /// Makes `count` contacts from JSON, and adds them to a list.
    #[wasm_bindgen(js_name = addContacts)]
    fn add_contacts(contacts: &Array, json: &[u8], count: usize);
}

const HOST: Host = Host { lower, normalize: |text| JsString::from(text).trim().to_lower_case().into() };

/// The contacts of a response.
#[derive(Default)]
pub struct Contacts {
    pub objects: Array,
    /// The number of all contacts; None if the server does not count so many.
    pub total: Option<usize>,
    overlays: Vec<StoredOverlay>,
    pending: PendingObjects,
}

/// The values of a contact that v4 has no field for, as JSON. The deferred module lays them over the contact.
struct StoredOverlay {
    index: u32,
    text: String,
}

/// Contacts that were read, but have no objects yet.
#[derive(Default)]
struct PendingObjects {
    json: Vec<u8>,
    count: usize,
}

impl Contacts {
    /// The list of contacts in a response.
    pub async fn of_list(body: &Body, deferred: &DeferredModule) -> Result<Self, Error> {
        Self::read(body, Wanted::Contacts, "it has no list of contacts")?.with_overlays(deferred).await
    }

    /// The one contact in a response.
    pub async fn of_one(body: &Body, deferred: &DeferredModule) -> Result<JsValue, Error> {
        let contacts =
            Self::read(body, Wanted::Contact, "it has no contact")?.with_overlays(deferred).await?;
        Ok(contacts.objects.get(0))
    }

    fn read(body: &Body, wanted: Wanted, missing: &str) -> Result<Self, Error> {
        let mut contacts = Self::default();
        let mut reader = Reader::new(wanted, HOST);
        let mut taken = 0;
        loop {
            match reader.step().map_err(|InvalidJson| body.not_json())? {
                Step::Begin => contacts = Self::default(),
                Step::Contact => contacts.add(&mut reader),
                Step::NeedsInput => {
                    contacts.make_objects();
                    reader.take(body.part(taken));
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
        if let Some(text) = reader.overlay() {
            let index = self.objects.length() + self.pending.count as u32;
            self.overlays.push(StoredOverlay { index, text });
        }
        self.pending.add(reader);
    }

    fn make_objects(&mut self) {
        let PendingObjects { json, count } = &mut self.pending;
        if *count > 0 {
            // Each value is followed by a comma.
            json.extend_from_slice(b"0]");
            add_contacts(&self.objects, json, *count);
        }
        json.clear();
        *count = 0;
    }

    async fn with_overlays(self, deferred: &DeferredModule) -> Result<Self, Error> {
        if !self.overlays.is_empty() {
            let (contacts, texts) = (Array::new(), Array::new());
            for StoredOverlay { index, text } in &self.overlays {
                contacts.push(&self.objects.get(*index));
                texts.push(&text.as_str().into());
            }
            deferred.apply_overlays(contacts, texts).await?;
        }
        Ok(self)
    }
}

impl PendingObjects {
    fn add(&mut self, reader: &mut Reader) {
        if self.json.is_empty() {
            self.json.push(b'[');
        }
        reader.contact().write(&mut self.json);
        self.count += 1;
    }
}

/// Converts a contact of v4 from JSON: `{contact, overlay, primaryEmail, subscribedEmail}`. `overlay` is the text of
/// its overlay, if it has one; `subscribedEmail` is the email that the statuses in the extended fields are about.
pub fn convert(json: &str) -> JsValue {
    let mut reader = Reader::new(Wanted::Contact, HOST);
    reader.take([r#"{"contact":"#, json, "}"].concat().into_bytes());
    while !matches!(reader.step(), Ok(Step::Contact | Step::NeedsInput | Step::End) | Err(InvalidJson)) {}
    let (primary, subscribed) = reader.emails_with_statuses();
    let mut contacts = Contacts::default();
    contacts.add(&mut reader);
    contacts.make_objects();
    let overlay = contacts.overlays.pop().map_or(JsValue::UNDEFINED, |overlay| overlay.text.into());
    let converted = plain([
        ("contact", contacts.objects.get(0)),
        ("overlay", overlay),
        ("primaryEmail", primary.into()),
        ("subscribedEmail", subscribed.into()),
    ]);
    converted.into()
}
