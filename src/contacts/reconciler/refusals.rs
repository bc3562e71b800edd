//! What to write no more after a write that v4 refused.

use super::super::reconcile::{Reason, address, merge::Keeping};
use super::{Reconciler, field::details_key};
use crate::{
    error::Error,
    json::from_js,
    text::{cut, number},
};

impl Reconciler {
    /// Writes no more what v4 refused, if that can be told.
    pub(super) fn without_refused(&mut self, error: Error) -> Result<(), Error> {
        if self.refuse_regions(&error) {
            return Ok(());
        }
        if self.plan.details.is_none() || !is_about_details(&error) {
            return Err(error);
        }
        // The field may have been deleted since an earlier call looked its key up.
        if self.looked_up || self.stored.as_ref().and_then(details_key).is_some() {
            self.keeping = Keeping::Refused(Reason::Unsupported);
        } else {
            self.client.field_key.take();
        }
        Ok(())
    }

    /// Has regions kept as texts that are codes in no country. Gives whether a write was refused for any.
    fn refuse_regions(&mut self, error: &Error) -> bool {
        let mut refused = false;
        let addresses = self.plan.info.as_ref().and_then(|info| info.at(&["addresses", "items"])?.as_array());
        let addresses = addresses.unwrap_or_default();
        for field in &violated_fields(error) {
            // Such as `info.addresses.items[0].address.subdivision`.
            let Some((_, place)) = cut(field, b"[").filter(|_| field.ends_with(".subdivision")) else {
                continue;
            };
            let index = cut(place, b"]").and_then(|(index, _)| number(index));
            let address = index.and_then(|index| addresses.get(index as usize)?.get("address"));
            if let Some(address) = address {
                refused |= address::refuse_subdivision(&mut self.info.addresses, address.text("subdivision"));
            }
        }
        refused
    }
}

/// Why the API wants none of it; None for a failure that says nothing of the kind.
pub(super) fn refusal(error: &Error) -> Option<Reason> {
    match error.status? {
        401 | 403 => Some(Reason::Forbidden),
        400..=499 if !error.retryable => Some(Reason::Unsupported),
        _ => None,
    }
}

/// Whether a write was refused for what it has in the extended fields.
fn is_about_details(error: &Error) -> bool {
    error.code == "INVALID_EXTENDED_FIELD_VALUE"
        || violated_fields(error).iter().any(|field| field.starts_with("info.extendedFields"))
}

/// The paths of what v4 found wrong.
fn violated_fields(error: &Error) -> Vec<String> {
    let mut fields = Vec::new();
    for violation in from_js(&error.field_violations).as_array().unwrap_or_default() {
        fields.push(violation.text("field").to_owned());
    }
    fields
}
