//! reconcileContact as requests: find the contact, merge, write, and look at what came of it. What is merged, and
//! what is rejected, is for [`reconcile`](super::reconcile) to say.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Array, JSON};
use wasm_bindgen::JsValue;

use super::{
    client::Client,
    contact::{DETAILS_PREFIX, details, show},
    details::Details,
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
    json::{Value, from_js, given, object, to_js},
    object::plain,
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
    let sent = contact_info.and_then(|text| JSON::parse(&text).ok()).ok_or_else(|| {
        Error::invalid_schema(
            "contactInfo must be plain data: it refers to itself, or holds what JSON has no place for.",
        )
    })?;
    let info =
        ContactInfo::parse(&from_js(&sent)).map_err(|error| Error::invalid_schema(&error.message()))?;
    let Checked { info, rejected } =
        limits::check(info).map_err(|_| Error::bad_request(NoEmailOrPhone::MESSAGE))?;
    let keeping = match client.settings.values.extended_fields {
        ExtendedFields::Off => Keeping::Refused(Reason::Unsupported),
        _ => Keeping::Allowed,
    };
    let api = client.api(None);
    Ok(Reconciler { client, api, info, keeping, rejected, looked_up: false }.save().await?.to_js())
}

struct Reconciler {
    client: Rc<Client>,
    api: Api,
    info: ContactInfo,
    keeping: Keeping,
    /// What was rejected before anything was asked.
    rejected: Vec<Rejected>,
    /// Whether the key of the extended field is one that this very call looked up.
    looked_up: bool,
}

/// The contact after the write, and what to tell of it.
struct Outcome {
    contact: Contact,
    is_new: bool,
    rejected: Vec<Rejected>,
    existing: Vec<Existing>,
}

/// What to do after a write that failed.
enum Again {
    /// Merge again, into the contact as it is now.
    With(Option<Contact>),
    /// The same without what v4 refused, or with another key of the extended field.
    Replan,
}

impl Reconciler {
    async fn save(mut self) -> Result<Outcome, Error> {
        let mut stored = self.find().await?;
        let mut tried: Option<Plan> = None;
        let mut rounds = 0;
        loop {
            let (plan, key) = self.plan(stored.as_ref()).await?;
            let written = self.write(stored.as_ref(), &plan, key.as_deref()).await;
            rounds += 1;
            let (contact, is_new) = match written {
                Ok(written) => written,
                Err(error) if rounds == MAX_ROUNDS => return Err(error),
                Err(error) => {
                    if let Again::With(contact) = self.after(error, stored.as_ref(), &plan).await? {
                        tried = Some(plan);
                        stored = contact;
                    }
                    continue;
                }
            };
            let (mut rejected, existing) = match tried {
                // Nothing is left to write: this call's own write was done, and its answer lost.
                Some(tried) if plan.info.is_none() => (union(tried.rejected, plan.rejected), tried.existing),
                _ => (plan.rejected, plan.existing),
            };
            // Whether the email of a new contact had been unsubscribed is known only now.
            let Plan { subscriptions, rejected: mut refused, .. } = self.plan_with(Some(&contact));
            refused.retain(|it| it.reason == Reason::Consent);
            rejected = union(rejected, refused);
            rejected.extend(self.subscribe(&contact, subscriptions).await);
            self.rejected.extend(rejected);
            return Ok(Outcome { contact, is_new, rejected: self.rejected, existing });
        }
    }

    /// The best match among the contacts that have any of the emails or phones.
    async fn find(&self) -> Result<Option<Contact>, Error> {
        let mut candidates = Vec::new();
        loop {
            let filter = matching::filter(&self.info);
            let offset = candidates.len() as u32;
            let query = Query { filter, newest_first: false, offset, limit: CANDIDATES };
            let page = self.api.query_contacts(query).await?;
            let last = page.contacts.len() < CANDIDATES as usize;
            candidates.extend(page.contacts);
            if last {
                break;
            }
        }
        let values: Vec<_> = candidates.iter().map(|contact| from_js(contact)).collect();
        let best = matching::best(&self.info, &values.iter().collect::<Vec<_>>());
        Ok(best.and_then(|index| candidates.into_iter().nth(index)))
    }

    /// The plan, and the key of the extended field if it needs that.
    async fn plan(&mut self, contact: Option<&Contact>) -> Result<(Plan, Option<String>), Error> {
        let planned = self.plan_with(contact);
        if planned.details.is_none() {
            return Ok((planned, None));
        }
        match self.field_key(contact).await {
            Ok(Some(key)) => Ok((planned, Some(key))),
            Ok(None) => {
                self.keeping = Keeping::Refused(Reason::Unsupported);
                Ok((self.plan_with(contact), None))
            }
            Err(error) => {
                self.keeping = Keeping::Refused(refusal(&error).ok_or(error)?);
                Ok((self.plan_with(contact), None))
            }
        }
    }

    fn plan_with(&self, contact: Option<&Contact>) -> Plan {
        let Some(contact) = contact else { return plan(&self.info, None, self.keeping) };
        let v4 = from_js(contact);
        let shown = ContactInfo::parse(&from_js(&show(contact))).unwrap_or_default();
        let details = fields(contact).as_ref().and_then(details).unwrap_or_default();
        plan(&self.info, Some(&Stored { v4: &v4, shown, details }), self.keeping)
    }

    /// The key under which the contact has its details, else the one that the field has on this site.
    async fn field_key(&mut self, contact: Option<&Contact>) -> Result<Option<String>, Error> {
        let known = contact.and_then(details_key).or_else(|| self.client.field_key.borrow().clone());
        if known.is_some() {
            return Ok(known);
        }
        self.looked_up = true;
        let key = match self.client.settings.values.extended_fields {
            ExtendedFields::Create => Some(self.api.find_or_create_text_field(FIELD_NAME).await?),
            ExtendedFields::Existing => self.api.find_text_field(FIELD_NAME).await?,
            ExtendedFields::Off => None,
        };
        self.client.field_key.borrow_mut().clone_from(&key);
        Ok(key)
    }

    /// Gives the contact as it is after the write, and whether it is new.
    async fn write(
        &self,
        stored: Option<&Contact>,
        plan: &Plan,
        key: Option<&str>,
    ) -> Result<(Contact, bool), Error> {
        let mut info = plan.info.clone();
        if let (Some(info), Some(details), Some(key)) = (&mut info, &plan.details, key) {
            *info = with_details(info, key, details)?;
        }
        match (stored, info) {
            (None, info) => Ok((self.api.create_contact(info.unwrap_or_default()).await?, true)),
            (Some(contact), None) => Ok((contact.clone(), false)),
            (Some(contact), Some(info)) => {
                let revision = from_js(&contact.revision());
                let contact = self.api.update_contact(&contact.id_text(), revision, info).await?;
                Ok((contact, false))
            }
        }
    }

    async fn after(&mut self, error: Error, stored: Option<&Contact>, plan: &Plan) -> Result<Again, Error> {
        match (error.code.as_str(), stored) {
            (code, None) if code.starts_with("DUPLICATE_CONTACT_EXIST") => {
                let body = from_js(&error.cause);
                let id = body.at(&["details", "applicationError", "data", "duplicateContactId"]);
                let id = id.and_then(Value::as_str).ok_or(error)?;
                Ok(Again::With(self.read(id).await?))
            }
            ("CONTACT_ALREADY_CHANGED", Some(contact)) => {
                Ok(Again::With(self.read(&contact.id_text()).await?))
            }
            (_, Some(_)) if error.status == Some(404) => Ok(Again::With(self.find().await?)),
            _ if self.refuse_regions(&error, plan) => Ok(Again::Replan),
            _ if plan.details.is_some() && is_about_details(&error) => {
                // The field may have been deleted since an earlier call looked its key up.
                if self.looked_up || stored.and_then(details_key).is_some() {
                    self.keeping = Keeping::Refused(Reason::Unsupported);
                } else {
                    self.client.field_key.take();
                }
                Ok(Again::Replan)
            }
            _ => Err(error),
        }
    }

    /// Has regions kept as texts that are codes in no country. Gives whether a write was refused for any.
    fn refuse_regions(&mut self, error: &Error, plan: &Plan) -> bool {
        let mut refused = false;
        let addresses = plan.info.as_ref().and_then(|info| info.at(&["addresses", "items"])?.as_array());
        let addresses = addresses.unwrap_or_default();
        for field in violated_fields(error) {
            // Such as `info.addresses.items[0].address.subdivision`.
            let Some((_, place)) = cut(&field, b"[").filter(|_| field.ends_with(".subdivision")) else {
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

    /// A contact as it is now; None if it is gone.
    async fn read(&self, id: &str) -> Result<Option<Contact>, Error> {
        match self.api.get_contact(id).await {
            Ok(contact) => Ok(Some(contact)),
            Err(error) if error.status == Some(404) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Sets the emails' statuses. The contact is saved by now, so a refusal fails nothing.
    async fn subscribe(&self, contact: &Contact, subscriptions: Vec<Subscription>) -> Vec<Rejected> {
        let mut rejected = Vec::new();
        for subscription in subscriptions {
            match self.api.set_subscription(body(&subscription)).await {
                Ok(_) => show_statuses(contact, &subscription),
                Err(error) => {
                    rejected.extend(subscription.rejected(refusal(&error).unwrap_or(Reason::Unsupported)));
                }
            }
        }
        rejected
    }
}

impl Outcome {
    fn to_js(&self) -> JsValue {
        let rejected = self.rejected.iter().map(|it| {
            let reason = it.reason.as_str().into();
            plain([("field", it.field.as_str().into()), ("value", to_js(&it.value)), ("reason", reason)])
        });
        let existing = self
            .existing
            .iter()
            .map(|it| plain([("field", it.field.as_str().into()), ("value", to_js(&it.value))]));
        let details = plain([
            ("rejectedData", rejected.collect::<Array>().into()),
            ("existingData", existing.collect::<Array>().into()),
        ]);
        let contact = show(&self.contact);
        let outcome = plain([
            ("contact", contact.clone()),
            ("Contact", contact),
            ("isNew", self.is_new.into()),
            ("details", details.into()),
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
        || violated_fields(error).any(|field| field.starts_with("info.extendedFields"))
}

/// The paths of what v4 found wrong.
fn violated_fields(error: &Error) -> impl Iterator<Item = String> + use<> {
    let violations = match from_js(&error.field_violations) {
        Value::Array(violations) => violations,
        _ => Vec::new(),
    };
    violations.into_iter().map(|violation| violation.text("field").to_owned())
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

fn fields(contact: &Contact) -> Option<crate::v4::contact::ExtendedFields> {
    contact.info()?.extended_fields()?.fields()
}

/// The key of the extended field that has the contact's details.
fn details_key(contact: &Contact) -> Option<String> {
    let fields = from_js(&fields(contact)?.into());
    let is_details = |value: &Value| value.as_str().is_some_and(|text| text.starts_with(DETAILS_PREFIX));
    fields.as_object()?.iter().find(|(_, value)| is_details(value)).map(|(key, _)| key.to_owned())
}

/// The `info` of a write with the details, under the key of their field.
fn with_details(info: &Value, key: &str, details: &Details) -> Result<Value, Error> {
    let json = String::from(JSON::stringify(&to_js(&details.to_value())).map_err(Error::internal)?);
    let members = json.strip_prefix('{').unwrap_or_default();
    let fields = info.at(&["extendedFields", "items"]).and_then(Value::as_object);
    let mut fields = fields.cloned().unwrap_or_default();
    fields.insert(key, concat(&[DETAILS_PREFIX, members]).into());
    let mut info = info.as_object().cloned().unwrap_or_default();
    info.insert("extendedFields", object([("items", Value::Object(fields))]));
    Ok(Value::Object(info))
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
