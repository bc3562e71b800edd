//! Plans a write, and puts the overlay into its extended field.

use contacts_reader::OVERLAY_PREFIX;

use super::{ContactsApi, ExtendedFields, Failure, Reconciler};
use crate::{
    json::{Value, object},
    reconcile::{Reason, merge::OverlayWrites},
    text::concat,
};

/// The name of the field for overlays.
const FIELD_NAME: &str = "Wix.Contacts details";

impl<A: ContactsApi> Reconciler<'_, A> {
    /// Plans the writes. Returns the key of the extended field if they need it.
    pub(super) async fn plan(&mut self) -> Result<Option<String>, Failure<A::Error>> {
        self.plan = self.plan_for(self.stored.as_ref());
        if self.plan.overlay.is_none() {
            return Ok(None);
        }
        // The key with which the contact stores its overlay, else the field's key on this site.
        let known = self.stored.as_ref().and_then(overlay_key);
        let known = known.or_else(|| self.overlay_field.key.borrow().clone());
        if known.is_some() {
            return Ok(known);
        }
        self.looked_up = true;
        let found = match self.overlay_field.usage {
            ExtendedFields::Create => self.api.find_or_create_text_field(FIELD_NAME).await,
            ExtendedFields::Existing => self.api.find_text_field(FIELD_NAME).await,
            ExtendedFields::Off => Ok(None),
        };
        let reason = match found {
            Ok(Some(key)) => {
                *self.overlay_field.key.borrow_mut() = Some(key.clone());
                if self.rejected_key.as_ref() != Some(&key) {
                    return Ok(Some(key));
                }
                // It is the same field, and it can't store this text.
                Reason::Unsupported
            }
            Ok(None) => Reason::Unsupported,
            Err(failure) => failure.reason().ok_or(failure)?,
        };
        self.overlay_writes = OverlayWrites::Denied(reason);
        self.plan = self.plan_for(self.stored.as_ref());
        Ok(None)
    }

    /// The `info` to write, with the overlay in its field.
    pub(super) fn info(&self, key: Option<String>) -> Option<Value> {
        let info = self.plan.info.as_ref()?.as_object()?;
        let fields = info.get("extendedFields").and_then(|fields| fields.get("items")?.as_object());
        let mut fields = fields.cloned().unwrap_or_default();
        if let (Some(overlay), Some(key)) = (&self.plan.overlay, key) {
            let json = self.api.text(&overlay.to_value());
            let members = json.strip_prefix('{').unwrap_or_default();
            fields.insert(&key, concat(&[OVERLAY_PREFIX, members]).into());
        }
        if self.omits_overlay {
            fields = fields.pick(&|key| !fields.get(key).is_some_and(is_overlay));
        }
        let mut info = info.pick(&|key| key != "extendedFields");
        if !fields.is_empty() {
            info.insert("extendedFields", object([("items", Value::Object(fields))]));
        }
        Some(Value::Object(info))
    }
}

/// The key of the extended field with the contact's overlay.
pub(super) fn overlay_key(contact: &Value) -> Option<String> {
    let fields = contact.at(&["info", "extendedFields", "items"])?.as_object()?;
    fields.iter().find(|(_, value)| is_overlay(value)).map(|(key, _)| key.to_owned())
}

fn is_overlay(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.starts_with(OVERLAY_PREFIX))
}
