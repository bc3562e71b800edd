//! Leaves values out after a write that v4 rejected.

use super::{ContactsApi, Failure, Reconciler, write::overlay_key};
use crate::{
    json::Value,
    reconcile::{Reason, info::Item, merge::OverlayWrites, rejected_write::RejectedWrite},
};

/// How many writes may be rejected because of their values. v4 names all wrong values in one response.
const MAX_REJECTED_WRITES: u32 = 10;

impl<A: ContactsApi> Reconciler<'_, A> {
    /// Leaves out the values that v4 rejected, if it says which.
    pub(super) fn without_rejected(&mut self, failure: Failure<A::Error>) -> Result<(), Failure<A::Error>> {
        if self.leave_out(&failure)? || self.leave_overlay_out(&failure) {
            return Ok(());
        }
        // If leaving the overlay out changed nothing, the first rejection was about the contact, too.
        let first = self.overlay_failure.take();
        Err(first
            .filter(|first| failure.is_rejection() && !first.is_about_extended_fields())
            .unwrap_or(failure))
    }

    /// Removes from contactInfo the fields that v4 rejected. Returns whether there were any.
    fn leave_out(&mut self, failure: &Failure<A::Error>) -> Result<bool, Failure<A::Error>> {
        let info = self.plan.info.as_ref().unwrap_or(&Value::Null);
        let stored = self.stored.as_ref().unwrap_or(&Value::Null);
        let write = RejectedWrite { info, stored, fields: &failure.violated_fields() };
        let emails = self.info.emails.clone();
        let Some(mut rejected) = write.take_from(&mut self.info) else { return Ok(false) };
        let is_left = |item: &Item| self.info.emails.iter().any(|left| left.path == item.path);
        self.rejected_emails.extend(emails.into_iter().filter(|item| !is_left(item)));
        self.rejected_writes += 1;
        let nobody_is_left = self.info.emails.is_empty() && self.info.phones.is_empty();
        if nobody_is_left || self.rejected_writes > MAX_REJECTED_WRITES {
            return Err(failure.clone());
        }
        self.rejected.append(&mut rejected);
        Ok(true)
    }

    /// Leaves out the overlay: the field's limit may be lower than its length, and any rejection may be because of that.
    fn leave_overlay_out(&mut self, failure: &Failure<A::Error>) -> bool {
        let has_some = self.stored.as_ref().and_then(overlay_key).is_some();
        let sends_some = self.plan.overlay.is_some() || has_some && !self.omits_overlay;
        if !sends_some || !failure.is_rejection() {
            return false;
        }
        self.overlay_failure.get_or_insert_with(|| failure.clone());
        if self.plan.overlay.is_none() {
            // It is sent in case an update replaces all fields. It may be longer than the field's limit is now.
            self.omits_overlay = true;
        } else if self.looked_up || has_some {
            self.overlay_writes = OverlayWrites::Denied(Reason::Unsupported);
        } else {
            // The field may have been deleted since an earlier call looked up its key.
            self.rejected_key = self.overlay_field.key.take();
        }
        true
    }
}
