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
    pending: Pending,
}

/// Contacts that were read, but have no objects yet.
#[derive(Default)]
struct Pending {
    json: Vec<u8>,
    count: usize,
    /// Their overlays, the values that v4 has no field for, as JSON. Each has the index of its contact; the other places are
    /// empty.
    overlays: Option<Array>,
}

impl Contacts {
    /// Reads a body to its end.
    pub async fn of(body: &Body, wanted: Wanted, deferred: &DeferredModule) -> Result<Self, Error> {
        let mut contacts = Self::default();
        let mut reader = Reader::new(wanted, HOST);
        let mut taken = 0;
        loop {
            match reader.step().map_err(|InvalidJson| body.not_json())? {
                Step::Begin => contacts = Self::default(),
                Step::Contact => contacts.add(&mut reader),
                Step::NeedsInput => {
                    contacts.finish_part(deferred).await?;
                    reader.take(body.part(taken));
                    taken += 1;
                }
                Step::End => break,
            }
        }
        contacts.finish_part(deferred).await?;
        contacts.total = reader.total().map(|total| total as usize);
        if reader.is_there() {
            return Ok(contacts);
        }
        let missing = match wanted {
            Wanted::Contact => "it has no contact",
            Wanted::Contacts => "it has no list of contacts",
        };
        Err(body.invalid(missing, JsValue::UNDEFINED))
    }

    fn add(&mut self, reader: &mut Reader) {
        let Pending { json, count, overlays } = &mut self.pending;
        if let Some(text) = reader.overlay() {
            let index = self.objects.length() + *count as u32;
            overlays.get_or_insert_default().set(index, text.into());
        }
        if json.is_empty() {
            json.push(b'[');
        }
        reader.contact().write(json);
        *count += 1;
    }

    /// Makes the objects of what was read so far, and lays their overlays over them.
    async fn finish_part(&mut self, deferred: &DeferredModule) -> Result<(), Error> {
        self.make_objects();
        if let Some(overlays) = self.pending.overlays.take() {
            deferred.apply_overlays(self.objects.clone(), overlays).await?;
        }
        Ok(())
    }

    fn make_objects(&mut self) {
        let Pending { json, count, .. } = &mut self.pending;
        if *count > 0 {
            // Each value is followed by a comma.
            json.extend_from_slice(b"0]");
            add_contacts(&self.objects, json, *count);
        }
        json.clear();
        *count = 0;
    }
}

/// Converts a contact of v4 from JSON: `{contact, overlay, primaryEmail, subscribedEmail}`. `overlay` is the text of
/// its overlay, if it has one; `subscribedEmail` is the email that the statuses in the extended fields are about.
pub fn convert(json: &str) -> JsValue {
    let mut reader = Reader::new(Wanted::Contact, HOST);
    reader.take([r#"{"contact":"#, json, "}"].concat().into_bytes());
    // Past the beginning.
    while !matches!(reader.step(), Ok(Step::Contact | Step::NeedsInput | Step::End) | Err(InvalidJson)) {}
    let (primary, subscribed) = reader.emails_with_statuses();
    let mut contacts = Contacts::default();
    contacts.add(&mut reader);
    contacts.make_objects();
    let overlay = contacts.pending.overlays.map_or(JsValue::UNDEFINED, |overlays| overlays.get(0));
    let converted = plain([
        ("contact", contacts.objects.get(0)),
        ("overlay", overlay),
        ("primaryEmail", primary.into()),
        ("subscribedEmail", subscribed.into()),
    ]);
    converted.into()
}
