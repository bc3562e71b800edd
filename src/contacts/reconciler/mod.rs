//! reconcileContact as requests: find the contact, merge, write, and look at what came of it. What is merged, and
//! what is rejected, is for [`reconcile`](contacts_core::reconcile) to say.

mod field;
mod find;
mod refusals;
mod statuses;

use std::{mem::take, rc::Rc};

use contacts_core::{
    json::object,
    reconcile::{
        ContactInfo, Existing, Reason, Rejected,
        info::Item,
        limits::{self, Checked, NoEmailOrPhone},
        merge::{Keeping, Plan, Stored, plan},
        subscriptions::{Subscription, subscriptions},
    },
    shown::tree,
};
use wasm_bindgen::JsValue;

use super::{
    client::Client,
    contact::{details, object as object_of, show},
};
use crate::{
    error::Error,
    json::{self, from_js, to_js},
    object::{get, plain},
    settings::ExtendedFields,
    v4::{Api, Contact},
};
pub use field::FieldKey;

/// Gives `{contact, Contact, isNew, details: {rejectedData, existingData}}`. `contact_info` is JSON text.
pub async fn reconcile(client: Rc<Client>, contact_info: Option<String>) -> Result<JsValue, Error> {
    let mut call = Reconciler::new(client, contact_info)?;
    let contact = call.save().await?;
    let statuses = call.conclude(&contact);
    call.set_statuses(&contact, statuses).await;
    Ok(call.outcome(&contact))
}

/// A call of reconcileContact under way.
struct Reconciler {
    client: Rc<Client>,
    api: Api,
    info: ContactInfo,
    keeping: Keeping,
    /// The contact to add to, as it was read last; none if a new one is to be made.
    stored: Option<Contact>,
    plan: Plan,
    /// What was to be written to a contact that has changed since.
    tried: Option<Plan>,
    rejected: Vec<Rejected>,
    existing: Vec<Existing>,
    /// How often somebody else was faster, and how often that was waited for.
    rounds: u32,
    pauses: u32,
    /// The ids of contacts that could not be written to, as there are none.
    gone: Vec<String>,
    /// How many writes were refused for values of contactInfo.
    refusals: u32,
    /// The emails that were refused.
    refused_emails: Vec<Item>,
    /// Whether the key of the extended field is one that this very call looked up.
    looked_up: bool,
    /// The key under which details were refused, if an earlier call looked it up,
    refused_key: Option<String>,
    /// and what v4 said of the first write that had details.
    refused_details: Option<Error>,
    /// Whether not even the details that the contact has are sent along.
    omits_details: bool,
}

impl Reconciler {
    fn new(client: Rc<Client>, contact_info: Option<String>) -> Result<Self, Error> {
        let sent = contact_info.and_then(|text| json::parse(&text.into()).ok()).ok_or_else(|| {
            Error::invalid_schema(
                "contactInfo must be plain data: it refers to itself, or holds what JSON has no place for.",
            )
        })?;
        let info =
            ContactInfo::parse(&from_js(&sent)).map_err(|error| Error::invalid_schema(&error.message()))?;
        let Checked { info, rejected } =
            limits::check(info).map_err(|_| Error::bad_request(NoEmailOrPhone::MESSAGE))?;
        let keeping = match client.settings.extended_fields {
            ExtendedFields::Off => Keeping::Refused(Reason::Unsupported),
            _ => Keeping::Allowed,
        };
        Ok(Self {
            api: client.api(None),
            client,
            info,
            keeping,
            stored: None,
            plan: Plan::default(),
            tried: None,
            rejected,
            existing: Vec::new(),
            rounds: 0,
            pauses: 0,
            gone: Vec::new(),
            refusals: 0,
            refused_emails: Vec::new(),
            looked_up: false,
            refused_key: None,
            refused_details: None,
            omits_details: false,
        })
    }

    /// Finds the contact, or makes it, and adds what it lacks.
    async fn save(&mut self) -> Result<Contact, Error> {
        self.stored = self.find().await?;
        loop {
            let key = self.plan().await?;
            let write = match (&self.stored, self.info(key)) {
                (None, info) => self.api.create_contact(info.unwrap_or_default()),
                (Some(contact), Some(info)) => {
                    let revision = from_js(&get(contact, "revision"));
                    self.api.update_contact(&contact.id_text(), revision, info)
                }
                (Some(contact), None) => return Ok(contact.clone()),
            };
            let error = match write.await {
                Ok(contact) => return Ok(contact),
                Err(error) => error,
            };
            if let Some(error) = self.look_again(error).await? {
                self.without_refused(error)?;
            }
        }
    }

    fn plan_for(&self, contact: Option<&Contact>) -> Plan {
        let Some(contact) = contact else { return plan(&self.info, None, self.keeping) };
        let v4 = from_js(contact);
        let mut reader = show(contact);
        let shown = ContactInfo::parse(&tree(reader.shown())).unwrap_or_default();
        let details = details(&reader).unwrap_or_default();
        plan(&self.info, Some(&Stored { v4: &v4, shown, details }), self.keeping)
    }

    /// What to tell of the writes, now that the contact is saved; gives the statuses that are left to set.
    fn conclude(&mut self, contact: &Contact) -> Vec<Subscription> {
        let plan = take(&mut self.plan);
        let (rejected, existing) = match self.tried.take() {
            // Nothing is left to write: this call's own write was done, and its answer lost.
            Some(tried) if plan.info.is_none() => (union(tried.rejected, plan.rejected), tried.existing),
            _ => (plan.rejected, plan.existing),
        };
        // Whether the email of a new contact had been unsubscribed is known only now.
        let mut known = self.plan_for(Some(contact));
        known.rejected.retain(|it| it.reason == Reason::Consent);
        self.rejected.append(&mut union(rejected, known.rejected));
        self.existing = existing;
        // An opt-out is passed on even where the contact can't have the email: it is by address.
        let mut opt_outs = self.refused_emails.iter().filter(|item| item.text("emailStatus") == "optOut");
        let mut calls = subscriptions(&mut opt_outs, &from_js(contact), &mut self.rejected);
        calls.append(&mut known.subscriptions);
        calls
    }

    fn outcome(&self, contact: &Contact) -> JsValue {
        let (mut rejected, mut existing) = (Vec::new(), Vec::new());
        self.rejected.iter().for_each(|it| rejected.push(it.to_value()));
        self.existing.iter().for_each(|it| existing.push(it.to_value()));
        let details = object([("rejectedData", rejected.into()), ("existingData", existing.into())]);
        let contact = object_of(&mut show(contact));
        let outcome = plain([
            ("contact", contact.clone()),
            ("Contact", contact),
            ("isNew", self.stored.is_none().into()),
            ("details", to_js(&details)),
        ]);
        outcome.into()
    }
}

/// Those of both, with one reason for each field.
fn union(mut rejected: Vec<Rejected>, others: Vec<Rejected>) -> Vec<Rejected> {
    for other in others {
        if !rejected.iter().any(|it| it.field == other.field) {
            rejected.push(other);
        }
    }
    rejected
}
