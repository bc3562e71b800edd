//! reconcileContact as requests: find the contact, merge, write, and look at what came of it. What is merged, and
//! what is rejected, is for [`reconcile`](super::reconcile) to say.

use std::{cell::RefCell, mem::take, rc::Rc};

use wasm_bindgen::JsValue;

use super::{
    client::Client,
    contact::{DETAILS_PREFIX, details, show},
    reconcile::{
        ContactInfo, Existing, Reason, Rejected, address,
        limits::{self, Checked, NoEmailOrPhone},
        matching,
        merge::{Keeping, Plan, Stored, Subscription, plan},
        v4,
    },
};
use crate::{
    error::Error,
    json::{self, Value, from_js, given, object, to_js, to_text},
    object::{get, plain},
    settings::ExtendedFields,
    text::{concat, cut, lower, number},
    v4::{Api, Contact, Query},
};

/// The name of the one extended field for what v4 has no place for.
const FIELD_NAME: &str = "Wix.Contacts details";
/// How often a contact is read again because somebody else changed it meanwhile.
const MAX_ROUNDS: usize = 5;
/// Candidates for a match in one answer; there are rarely more than one or two.
const CANDIDATES: u32 = 100;

/// The key of the extended field, once it was looked up.
pub type FieldKey = RefCell<Option<String>>;

/// Gives `{contact, Contact, isNew, details: {rejectedData, existingData}}`. `contact_info` is JSON text.
pub async fn reconcile(client: Rc<Client>, contact_info: Option<String>) -> Result<JsValue, Error> {
    let mut call = Reconciler::new(client, contact_info)?;
    let mut next = Next::Find;
    let mut rounds = 0;
    let contact = loop {
        match next {
            Next::Find => call.stored = call.find().await?,
            Next::Read(id) => {
                call.stored = match call.api.get_contact(&id).await {
                    // It is gone.
                    Err(error) if error.status == Some(404) => None,
                    contact => Some(contact?),
                }
            }
            Next::Same => {}
        }
        let key = call.plan().await?;
        let write = match (&call.stored, info(&call.plan, key)) {
            (None, info) => call.api.create_contact(info.unwrap_or_default()),
            (Some(contact), Some(info)) => {
                call.api.update_contact(&contact.id_text(), from_js(&get(contact, "revision")), info)
            }
            (Some(contact), None) => break contact.clone(),
        };
        rounds += 1;
        match write.await {
            Ok(contact) => break contact,
            Err(error) if rounds == MAX_ROUNDS => return Err(error),
            Err(error) => next = call.after(error)?,
        }
    };
    for subscription in &call.conclude(&contact) {
        match call.api.set_subscription(body(subscription)).await {
            Ok(_) => show_statuses(&contact, subscription),
            // The contact is saved by now, so a refusal fails nothing.
            Err(error) => {
                let reason = refusal(&error).unwrap_or(Reason::Unsupported);
                subscription.rejected(reason).for_each(|it| call.rejected.push(it));
            }
        }
    }
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
    /// Whether the key of the extended field is one that this very call looked up.
    looked_up: bool,
}

/// Where the contact to write to comes from.
enum Next {
    Find,
    /// The one of this id, as it is now.
    Read(String),
    /// The same as before: the write lacks what v4 refused, or has another key of the extended field.
    Same,
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
            looked_up: false,
        })
    }

    /// The best match among the contacts that have any of the emails or phones.
    async fn find(&self) -> Result<Option<Contact>, Error> {
        let mut candidates = Vec::new();
        loop {
            let filter = matching::filter(&self.info);
            let offset = candidates.len() as u32;
            let query = Query { filter, newest_first: false, offset, limit: CANDIDATES };
            let page = self.api.query_contacts(query).await?;
            let last = page.contacts.length() < CANDIDATES;
            candidates.extend(page.contacts.into_iter().filter_map(Contact::from_js));
            if last {
                break;
            }
        }
        let mut values = Vec::new();
        candidates.iter().for_each(|contact| values.push(from_js(contact)));
        let best = matching::best(&self.info, &values.iter().collect::<Vec<_>>());
        Ok(best.and_then(|index| candidates.get(index).cloned()))
    }

    /// Plans the writes; gives the key of the extended field if they need it.
    async fn plan(&mut self) -> Result<Option<String>, Error> {
        self.plan = self.plan_for(self.stored.as_ref());
        if self.plan.details.is_none() {
            return Ok(None);
        }
        // The key under which the contact has its details, else the one that the field has on this site.
        let known = self.stored.as_ref().and_then(details_key);
        let known = known.or_else(|| self.client.field_key.borrow().clone());
        if known.is_some() {
            return Ok(known);
        }
        self.looked_up = true;
        let found = match self.client.settings.extended_fields {
            ExtendedFields::Create => self.api.find_or_create_text_field(FIELD_NAME).await.map(Some),
            ExtendedFields::Existing => self.api.find_text_field(FIELD_NAME).await,
            ExtendedFields::Off => Ok(None),
        };
        let reason = match found {
            Ok(Some(key)) => {
                *self.client.field_key.borrow_mut() = Some(key.clone());
                return Ok(Some(key));
            }
            Ok(None) => Reason::Unsupported,
            Err(error) => refusal(&error).ok_or(error)?,
        };
        self.keeping = Keeping::Refused(reason);
        self.plan = self.plan_for(self.stored.as_ref());
        Ok(None)
    }

    fn plan_for(&self, contact: Option<&Contact>) -> Plan {
        let Some(contact) = contact else { return plan(&self.info, None, self.keeping) };
        let v4 = from_js(contact);
        let shown = ContactInfo::parse(&from_js(&show(contact))).unwrap_or_default();
        let details = details(&contact.extended_fields()).unwrap_or_default();
        plan(&self.info, Some(&Stored { v4: &v4, shown, details }), self.keeping)
    }

    /// What to do after a write that failed.
    fn after(&mut self, error: Error) -> Result<Next, Error> {
        let next = match (error.code.as_str(), &self.stored) {
            (code, None) if code.starts_with("DUPLICATE_CONTACT_EXIST") => {
                let body = from_js(&error.cause);
                let id = body.at(&["details", "applicationError", "data", "duplicateContactId"]);
                Next::Read(id.and_then(Value::as_str).ok_or(error)?.to_owned())
            }
            ("CONTACT_ALREADY_CHANGED", Some(contact)) => Next::Read(contact.id_text()),
            (_, Some(_)) if error.status == Some(404) => Next::Find,
            _ => return self.without_refused(error),
        };
        self.tried = Some(take(&mut self.plan));
        Ok(next)
    }

    /// Writes no more what v4 refused, if that can be told.
    fn without_refused(&mut self, error: Error) -> Result<Next, Error> {
        if self.refuse_regions(&error) {
            return Ok(Next::Same);
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
        Ok(Next::Same)
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
        known.subscriptions
    }

    fn outcome(&self, contact: &Contact) -> JsValue {
        let (mut rejected, mut existing) = (Vec::new(), Vec::new());
        self.rejected.iter().for_each(|it| rejected.push(it.to_value()));
        self.existing.iter().for_each(|it| existing.push(it.to_value()));
        let details = object([("rejectedData", rejected.into()), ("existingData", existing.into())]);
        let contact = show(contact);
        let outcome = plain([
            ("contact", contact.clone()),
            ("Contact", contact),
            ("isNew", self.stored.is_none().into()),
            ("details", to_js(&details)),
        ]);
        outcome.into()
    }
}

/// Why the API wants none of it; None for a failure that says nothing of the kind.
fn refusal(error: &Error) -> Option<Reason> {
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

/// Those of both, with one reason for each field.
fn union(mut rejected: Vec<Rejected>, others: Vec<Rejected>) -> Vec<Rejected> {
    for other in others {
        if !rejected.iter().any(|it| it.field == other.field) {
            rejected.push(other);
        }
    }
    rejected
}

/// The key of the extended field that has the contact's details.
fn details_key(contact: &Contact) -> Option<String> {
    let fields = from_js(&contact.extended_fields());
    let is_details = |value: &Value| value.as_str().is_some_and(|text| text.starts_with(DETAILS_PREFIX));
    fields.as_object()?.iter().find(|(_, value)| is_details(value)).map(|(key, _)| key.to_owned())
}

/// The `info` to write, with the details under the key of their field.
fn info(plan: &Plan, key: Option<String>) -> Option<Value> {
    let mut info = plan.info.as_ref()?.as_object()?.clone();
    if let (Some(details), Some(key)) = (&plan.details, key) {
        // A tree of plain values always has a text.
        let json = to_text(&details.to_value());
        let members = json.strip_prefix('{').unwrap_or_default();
        let fields = info.get("extendedFields").and_then(|fields| fields.get("items")?.as_object());
        let mut fields = fields.cloned().unwrap_or_default();
        fields.insert(&key, concat(&[DETAILS_PREFIX, members]).into());
        info.insert("extendedFields", object([("items", Value::Object(fields))]));
    }
    Some(Value::Object(info))
}

fn body(subscription: &Subscription) -> Value {
    let Subscription { email, subscription_status, deliverability_status, .. } = subscription;
    given([
        ("email", Some(email.as_str().into())),
        ("subscriptionStatus", subscription_status.map(Value::from)),
        ("deliverabilityStatus", deliverability_status.map(Value::from)),
    ])
}

/// What was just set, on the contact that was read before it.
fn show_statuses(contact: &Contact, subscription: &Subscription) {
    let v4 = from_js(contact);
    let primary = v4.at(&["primaryInfo", "email"]).and_then(Value::as_str);
    let primary = primary.unwrap_or_else(|| v4::primary_email(&v4));
    if lower(primary) == lower(&subscription.email) {
        contact.set_email_statuses(subscription.subscription_status, subscription.deliverability_status);
    }
}
