//! The flow of reconcileContact: find the contact, merge, write, and handle rejected writes. `reconcile/` has the rules
//! for merging and rejecting.

mod contacts_api;
mod failure;
mod find;
mod overlay_field;
mod rejections;
mod statuses;
#[cfg(test)]
mod tests;
mod write;

use std::mem::take;

use crate::{
    json::{Value, object},
    reconcile::{
        ContactInfo, Existing, Reason, Rejected,
        info::Item,
        limits::{self, Checked, NoEmailOrPhone},
        merge::{OverlayWrites, Plan, Stored, plan},
        statuses::Statuses,
        subscriptions::{SubscriptionUpdate, subscriptions},
    },
};
pub use contacts_api::ContactsApi;
pub use failure::{Error, Failure};
pub use overlay_field::{ExtendedFields, OverlayField};

/// The result of a call.
pub struct Outcome {
    /// The contact of v4, after the call.
    pub contact: Value,
    /// Whether this call created it.
    pub is_new: bool,
    /// `{rejectedData, existingData}`.
    pub details: Value,
}

/// Creates a contact, or adds to the one that has the same email or phone. None is a contactInfo that is not plain data.
pub async fn reconcile<A: ContactsApi>(
    api: &A,
    overlay_field: &OverlayField,
    contact_info: Option<&Value>,
) -> Result<Outcome, Error<A::Error>> {
    let mut call = Reconciler::new(api, overlay_field, checked(contact_info)?);
    let mut contact = call.save().await.map_err(|failure| Error::Api(failure.error))?;
    let statuses = call.conclude(&contact);
    call.set_statuses(&mut contact, statuses).await;
    Ok(call.outcome(contact))
}

fn checked<E>(contact_info: Option<&Value>) -> Result<Checked, Error<E>> {
    let contact_info = contact_info.ok_or_else(|| {
        let message =
            "contactInfo must be plain data: it refers to itself, or holds what JSON has no place for.";
        Error::Schema(message.to_owned())
    })?;
    let info = ContactInfo::parse(contact_info).map_err(|error| Error::Schema(error.message()))?;
    limits::check(info).map_err(|NoEmailOrPhone| Error::Argument(NoEmailOrPhone::MESSAGE))
}

/// The state of one call of reconcileContact.
struct Reconciler<'a, A: ContactsApi> {
    api: &'a A,
    overlay_field: &'a OverlayField,
    info: ContactInfo,
    overlay_writes: OverlayWrites,
    /// The contact to add to, as it was read last; None to create one.
    stored: Option<Value>,
    plan: Plan,
    /// The plan of a write that failed because the contact had changed.
    tried: Option<Plan>,
    rejected: Vec<Rejected>,
    existing: Vec<Existing>,
    /// How often somebody else changed the contact first. Before each new round, the call waits.
    rounds: u32,
    pauses: u32,
    /// The ids of contacts that a write did not find.
    gone: Vec<String>,
    /// How many writes were rejected because of values of contactInfo.
    rejected_writes: u32,
    /// The emails that v4 rejected.
    rejected_emails: Vec<Item>,
    /// Whether this call looked up the key of the extended field itself.
    looked_up: bool,
    /// The key of the field whose overlay v4 rejected, if an earlier call looked it up.
    rejected_key: Option<String>,
    /// How the first write with an overlay failed.
    overlay_failure: Option<Failure<A::Error>>,
    /// Whether writes omit even the overlay that the contact already has.
    omits_overlay: bool,
}

impl<'a, A: ContactsApi> Reconciler<'a, A> {
    fn new(api: &'a A, overlay_field: &'a OverlayField, Checked { info, rejected }: Checked) -> Self {
        let overlay_writes = match overlay_field.usage {
            ExtendedFields::Off => OverlayWrites::Denied(Reason::Unsupported),
            _ => OverlayWrites::Allowed,
        };
        Self {
            api,
            overlay_field,
            info,
            overlay_writes,
            stored: None,
            plan: Plan::default(),
            tried: None,
            rejected,
            existing: Vec::new(),
            rounds: 0,
            pauses: 0,
            gone: Vec::new(),
            rejected_writes: 0,
            rejected_emails: Vec::new(),
            looked_up: false,
            rejected_key: None,
            overlay_failure: None,
            omits_overlay: false,
        }
    }

    /// Finds or creates the contact, and adds what it lacks.
    async fn save(&mut self) -> Result<Value, Failure<A::Error>> {
        self.stored = self.find().await?;
        loop {
            let key = self.plan().await?;
            let written = match (&self.stored, self.info(key)) {
                (None, info) => self.api.create_contact(info.unwrap_or_default()).await,
                (Some(contact), Some(info)) => {
                    let revision = contact.get("revision").cloned().unwrap_or_default();
                    self.api.update_contact(contact.text("id"), revision, info).await
                }
                (Some(contact), None) => Ok(contact.clone()),
            };
            let failure = match written {
                Ok(contact) => return Ok(contact),
                Err(failure) => failure,
            };
            if let Some(failure) = self.look_again(failure).await? {
                self.without_rejected(failure)?;
            }
        }
    }

    fn plan_for(&self, contact: Option<&Value>) -> Plan {
        let stored = contact.map(|v4| Stored::new(v4, self.api.convert(v4)));
        plan(&self.info, stored.as_ref(), self.overlay_writes)
    }

    /// Fills in the details of the result once the contact is saved. Returns the statuses to set.
    fn conclude(&mut self, contact: &Value) -> Vec<SubscriptionUpdate> {
        let plan = take(&mut self.plan);
        let (rejected, existing) = match self.tried.take() {
            // There is nothing to write: this call's own write was done, but its response was lost.
            Some(tried) if plan.info.is_none() => (union(tried.rejected, plan.rejected), tried.existing),
            _ => (plan.rejected, plan.existing),
        };
        // Only now is it known whether the email of a new contact had unsubscribed.
        let mut known = self.plan_for(Some(contact));
        known.rejected.retain(|it| it.reason == Reason::Consent);
        self.rejected.append(&mut union(rejected, known.rejected));
        self.existing = existing;
        // An opt-out is sent even if the contact can't have the email: it belongs to the address.
        let mut opt_outs = self.rejected_emails.iter().filter(|item| item.text("emailStatus") == "optOut");
        let statuses = Statuses::new(contact, &self.api.convert(contact));
        let mut calls = subscriptions(&mut opt_outs, &statuses, &mut self.rejected);
        calls.append(&mut known.subscriptions);
        calls
    }

    fn outcome(&self, contact: Value) -> Outcome {
        let (mut rejected, mut existing) = (Vec::new(), Vec::new());
        self.rejected.iter().for_each(|it| rejected.push(it.to_value()));
        self.existing.iter().for_each(|it| existing.push(it.to_value()));
        let details = object([("rejectedData", rejected.into()), ("existingData", existing.into())]);
        Outcome { contact, is_new: self.stored.is_none(), details }
    }
}

/// The rejections of both, with one reason per field.
fn union(mut rejected: Vec<Rejected>, others: Vec<Rejected>) -> Vec<Rejected> {
    for other in others {
        if !rejected.iter().any(|it| it.field == other.field) {
            rejected.push(other);
        }
    }
    rejected
}
