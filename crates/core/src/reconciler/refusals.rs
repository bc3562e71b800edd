//! What to write no more after a write that v4 refused.

use super::{Api, Failure, Reconciler, field::details_key};
use crate::{
    json::Value,
    reconcile::{Reason, info::Item, merge::Keeping, refused::Refused},
};

/// How many writes may be refused for values that were sent. v4 names all that it finds wrong in one answer.
const MAX_REFUSALS: u32 = 10;

impl<A: Api> Reconciler<'_, A> {
    /// Writes no more what was refused, if that can be told.
    pub(super) fn without_refused(&mut self, failure: Failure<A::Error>) -> Result<(), Failure<A::Error>> {
        if self.leave_out(&failure)? || self.leave_details_out(&failure) {
            return Ok(());
        }
        // Where the details made no difference, the first refusal is of the contact as well.
        let first = self.refused_details.take();
        Err(first.filter(|first| failure.is_refusal() && !first.is_about_details()).unwrap_or(failure))
    }

    /// Takes out of contactInfo what v4 refused by its field. Gives whether it was any of that.
    fn leave_out(&mut self, failure: &Failure<A::Error>) -> Result<bool, Failure<A::Error>> {
        let info = self.plan.info.as_ref().unwrap_or(&Value::Null);
        let stored = self.stored.as_ref().unwrap_or(&Value::Null);
        let refused = Refused { info, stored, fields: &failure.violated_fields() };
        let emails = self.info.emails.clone();
        let Some(mut rejected) = refused.take_from(&mut self.info) else { return Ok(false) };
        let is_left = |item: &Item| self.info.emails.iter().any(|left| left.path == item.path);
        self.refused_emails.extend(emails.into_iter().filter(|item| !is_left(item)));
        self.refusals += 1;
        let nobody_is_left = self.info.emails.is_empty() && self.info.phones.is_empty();
        if nobody_is_left || self.refusals > MAX_REFUSALS {
            return Err(failure.clone());
        }
        self.rejected.append(&mut rejected);
        Ok(true)
    }

    /// A field may hold less than the details, and any refusal may be its.
    fn leave_details_out(&mut self, failure: &Failure<A::Error>) -> bool {
        let has_some = self.stored.as_ref().and_then(details_key).is_some();
        let sends_some = self.plan.details.is_some() || has_some && !self.omits_details;
        if !sends_some || !failure.is_refusal() {
            return false;
        }
        self.refused_details.get_or_insert_with(|| failure.clone());
        if self.plan.details.is_none() {
            // They are sent along in case an update replaces all fields, and may be of a time when there was more room.
            self.omits_details = true;
        } else if self.looked_up || has_some {
            self.keeping = Keeping::Refused(Reason::Unsupported);
        } else {
            // The field may have been deleted since an earlier call looked its key up.
            self.refused_key = self.site.field_key.take();
        }
        true
    }
}
