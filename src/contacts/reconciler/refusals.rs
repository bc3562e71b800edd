//! What to write no more after a write that v4 refused.

use contacts_core::{
    json::Value,
    reconcile::{
        Reason,
        info::Item,
        merge::Keeping,
        refused::{Refused, keys},
    },
};

use super::{Reconciler, field::details_key};
use crate::{error::Error, json::from_js};

/// How many writes may be refused for values that were sent. v4 names all that it finds wrong in one answer.
const MAX_REFUSALS: u32 = 10;

impl Reconciler {
    /// Writes no more what was refused, if that can be told.
    pub(super) fn without_refused(&mut self, error: Error) -> Result<(), Error> {
        if self.leave_out(&error)? || self.leave_details_out(&error) {
            return Ok(());
        }
        // Where the details made no difference, the first refusal is of the contact as well.
        let first = self.refused_details.take();
        Err(first.filter(|first| is_refusal(&error) && !is_about_details(first)).unwrap_or(error))
    }

    /// Takes out of contactInfo what v4 refused by its field. Gives whether it was any of that.
    fn leave_out(&mut self, error: &Error) -> Result<bool, Error> {
        let info = self.plan.info.as_ref().unwrap_or(&Value::Null);
        let stored = self.stored.as_ref().map_or(Value::Null, |contact| from_js(contact));
        let refused = Refused { info, stored: &stored, fields: &violated_fields(error) };
        let emails = self.info.emails.clone();
        let Some(mut rejected) = refused.take_from(&mut self.info) else { return Ok(false) };
        let is_left = |item: &Item| self.info.emails.iter().any(|left| left.path == item.path);
        self.refused_emails.extend(emails.into_iter().filter(|item| !is_left(item)));
        self.refusals += 1;
        let nobody_is_left = self.info.emails.is_empty() && self.info.phones.is_empty();
        if nobody_is_left || self.refusals > MAX_REFUSALS {
            return Err(error.clone());
        }
        self.rejected.append(&mut rejected);
        Ok(true)
    }

    /// A field may hold less than the details, and any refusal may be its.
    fn leave_details_out(&mut self, error: &Error) -> bool {
        let has_some = self.stored.as_ref().and_then(details_key).is_some();
        let sends_some = self.plan.details.is_some() || has_some && !self.omits_details;
        if !sends_some || !is_refusal(error) {
            return false;
        }
        self.refused_details.get_or_insert_with(|| error.clone());
        if self.plan.details.is_none() {
            // They are sent along in case an update replaces all fields, and may be of a time when there was more room.
            self.omits_details = true;
        } else if self.looked_up || has_some {
            self.keeping = Keeping::Refused(Reason::Unsupported);
        } else {
            // The field may have been deleted since an earlier call looked its key up.
            self.refused_key = self.client.field_key.take();
        }
        true
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

/// Whether a write was refused for what is in it.
fn is_refusal(error: &Error) -> bool {
    error.status == Some(400) || error.status == Some(429) && !error.retryable
}

/// Whether a write was refused for what it has in the extended fields.
fn is_about_details(error: &Error) -> bool {
    error.code == "INVALID_EXTENDED_FIELD_VALUE"
        || violated_fields(error).iter().any(|field| keys(field).first() == Some(&"extendedFields"))
}

/// The paths of what v4 found wrong.
fn violated_fields(error: &Error) -> Vec<String> {
    let mut fields = Vec::new();
    for violation in from_js(&error.field_violations).as_array().unwrap_or_default() {
        fields.push(violation.text("field").to_owned());
    }
    fields
}
