//! Email subscriptions (spec/contacts-v4.md section 1.14). They belong to addresses, and
//! the contacts that have one follow.

use axum::{
    extract::State,
    http::{HeaderMap, header},
};
use rusqlite::Transaction;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{
    clock::{self, Millis},
    consistency,
    contact::validate::{Checks, is_email},
    error::{Error, Result},
    openapi::{
        operation::{Operation, Route},
        schema::{Noted, filled_text, list_of, object, of_type, reference, text},
    },
    query::page::PagingMetadata,
    request::{self, Body},
    routes::{JsonResult, respond},
    scopes::Access,
    settings::{Partial, Settings},
    state::App,
    store::{
        contacts, fold, following,
        subscriptions::{self, Subscription},
    },
};

pub const SUBSCRIPTION_STATUSES: &[&str] = &["UNKNOWN", "NOT_SET", "PENDING", "SUBSCRIBED", "UNSUBSCRIBED"];
pub const DELIVERABILITY_STATUSES: &[&str] = &["NOT_SET", "VALID", "BOUNCED", "SPAM_COMPLAINT", "INACTIVE"];
pub const MAX_SUBSCRIPTIONS: usize = 100;

#[derive(Serialize)]
pub struct SubscriptionResponse {
    subscription: Subscription,
}

#[derive(Serialize)]
pub struct SubscriptionList {
    subscriptions: Vec<Subscription>,
    metadata: PagingMetadata,
}

/// How one of many went.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    original_index: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    email_subscription: Option<Subscription>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Value>,
}

pub fn operations() -> Vec<Operation> {
    let subscription = || object([("subscription!", reference("Subscription"))]);
    let many = list_of(MAX_SUBSCRIPTIONS, reference("Subscription"));
    vec![
        Route::post("/email-marketing/v1/email-subscriptions", upsert, Access::CHANGE_SUBSCRIPTIONS)
            .described("upsertEmailSubscription", "Set what is known of an email")
            .returns(subscription())
            .note("What is left out stays. The contacts that have the email follow.")
            .reads(subscription()),
        Route::post(
            "/email-marketing/v1/email-subscriptions/bulk",
            upsert_many,
            Access::CHANGE_SUBSCRIPTIONS,
        )
        .described("bulkUpsertEmailSubscription", "Set what is known of emails")
        .returns(reference("SubscriptionOutcomes"))
        .note("One that can't be taken does not hold up the others.")
        .reads(object([("subscriptions!", many)])),
        Route::post(
            "/email-marketing/v1/email-subscriptions/unsubscribe-link",
            unsubscribe_link,
            Access::READ_SUBSCRIPTIONS,
        )
        .described("generateUnsubscribeLink", "Make a link with which its reader unsubscribes")
        .returns(object([("link!", text())]))
        .reads(object([
            ("emailAddress!", filled_text(320)),
            ("metadata", of_type("object").note("Passed over.")),
            ("language", text().note("Passed over.")),
        ])),
        Route::post("/email-marketing/v1/email-subscriptions/query", query, Access::READ_SUBSCRIPTIONS)
            .described("queryEmailSubscriptions", "Ask what is known of emails")
            .returns(reference("SubscriptionList"))
            .note(
                "Of the filter, email with $in, $eq or a text. Emails of which nothing is known are left \
                 out.",
            )
            .reads(object([("filter", reference("Filter")), ("paging", reference("Paging"))])),
    ]
}

async fn upsert(State(app): State<App>, Body(body): Body) -> JsonResult<SubscriptionResponse> {
    let subscription = request::object(&body, "subscription")?;
    let subscription = subscription.ok_or_else(|| Error::invalid("subscription", "is required"))?;
    let change = Change::read(subscription, "subscription")?;
    let settings = app.settings();
    let subscription = app.store.write(move |db| change.run(db, clock::now(), &settings)).await?;
    respond(SubscriptionResponse { subscription })
}

/// One that can't be taken does not hold up the others.
async fn upsert_many(State(app): State<App>, Body(body): Body) -> JsonResult<Value> {
    let items: Vec<Map<String, Value>> = request::required(&body, "subscriptions")?;
    if !(1..=MAX_SUBSCRIPTIONS).contains(&items.len()) {
        let description = format!("has size {}, expected 1 to {MAX_SUBSCRIPTIONS}", items.len());
        return Err(Error::invalid("subscriptions", description));
    }
    let settings = app.settings();
    let outcomes = app.store.write(move |db| {
        let mut outcomes = Vec::new();
        for (index, item) in items.iter().enumerate() {
            outcomes.push(match Change::read(item, &format!("subscriptions[{index}]")) {
                Ok(change) => Outcome::done(index, change.run(db, clock::now(), &settings)?),
                Err(error) => Outcome::refused(index, &error),
            });
        }
        Ok(outcomes)
    });
    let results = outcomes.await?;
    let failures = results.iter().filter(|outcome| outcome.error.is_some()).count();
    let metadata = json!({ "totalSuccess": results.len() - failures, "totalFailure": failures });
    respond(json!({ "results": results, "metadata": metadata }))
}

/// The subscriptions of some addresses; those of which nothing is known are left out.
async fn query(State(app): State<App>, Body(body): Body) -> JsonResult<SubscriptionList> {
    let paging = request::paging(&body, 50, 1000)?;
    let wanted = request::object(&body, "filter")?.map_or(Ok(None), addresses)?;
    let found = app.store.read(move |db| subscriptions::find_all(db, wanted.as_deref())).await?;
    let total = found.len() as u64;
    let subscriptions = paging.slice(found);
    let metadata = PagingMetadata::new(subscriptions.len(), paging, Some(total)).without_has_next();
    respond(SubscriptionList { subscriptions, metadata })
}

/// A link to a page of this server, by whatever name it was called.
async fn unsubscribe_link(headers: HeaderMap, Body(body): Body) -> JsonResult<Value> {
    let email: String = request::required(&body, "emailAddress")?;
    let mut check = Checks::default();
    check.that("emailAddress", is_email(&email), "is not a valid email", "EMAIL");
    check.done()?;
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("email", &email).finish();
    respond(json!({ "link": format!("http://{host}/_local/unsubscribe?{query}") }))
}

/// The addresses that a filter asks for; None if it asks for all.
fn addresses(filter: &Map<String, Value>) -> Result<Option<Vec<String>>> {
    let Some((field, test)) = filter.iter().next() else { return Ok(None) };
    if field != "email" || filter.len() > 1 {
        let message = format!("Unknown filter field: {field}. Subscriptions are found by email alone");
        return Err(Error::bad_request("UNSUPPORTED_FILTER_FIELD", message));
    }
    let single = |email: &Value| email.as_str().map(|email| vec![email.to_owned()]);
    let many = |emails: &Value| -> Option<Vec<String>> {
        emails.as_array()?.iter().map(|email| email.as_str().map(str::to_owned)).collect()
    };
    let addresses = match test.as_object() {
        None => single(test),
        Some(test) => match test.iter().next() {
            Some((operator, emails)) if operator == "$in" && test.len() == 1 => many(emails),
            Some((operator, email)) if operator == "$eq" && test.len() == 1 => single(email),
            _ => {
                let message = "Unsupported filter operator. email supports $eq, $in";
                return Err(Error::bad_request("UNSUPPORTED_FILTER_OPERATOR", message));
            }
        },
    };
    let message =
        "Unsupported filter value type: email is compared with a text, or with a list of them by $in";
    addresses.map(Some).ok_or_else(|| Error::bad_request("UNSUPPORTED_FILTER_VALUE_TYPE", message))
}

/// A new status of an address; what is left out stays, or is reset.
pub struct Change {
    email: String,
    subscription_status: Option<String>,
    deliverability_status: Option<String>,
}

impl Change {
    pub fn opt_out(email: &str) -> Result<Self> {
        let opted_out = Some("UNSUBSCRIBED".to_owned());
        let change =
            Self { email: email.to_owned(), subscription_status: opted_out, deliverability_status: None };
        change.checked("")
    }

    fn read(subscription: &Map<String, Value>, path: &str) -> Result<Self> {
        let text = |name: &str| -> Result<Option<String>> {
            let value = subscription.get(name).filter(|value| !value.is_null());
            value
                .map(|value| value.as_str().map(str::to_owned))
                .map(|text| text.ok_or_else(|| Error::invalid(format!("{path}.{name}"), "is no text")))
                .transpose()
        };
        let email = text("email")?.ok_or_else(|| Error::invalid(format!("{path}.email"), "is required"))?;
        let change = Self {
            email,
            subscription_status: text("subscriptionStatus")?,
            deliverability_status: text("deliverabilityStatus")?,
        };
        change.checked(&format!("{path}."))
    }

    fn checked(self, path: &str) -> Result<Self> {
        let mut check = Checks::default();
        check.length(format!("{path}email"), Some(&self.email), 1, 320);
        check.that(format!("{path}email"), is_email(&self.email), "is not a valid email", "EMAIL");
        let status = self.subscription_status.as_deref();
        check.tag(format!("{path}subscriptionStatus"), status, SUBSCRIPTION_STATUSES);
        let status = self.deliverability_status.as_deref();
        check.tag(format!("{path}deliverabilityStatus"), status, DELIVERABILITY_STATUSES);
        check.done()?;
        Ok(self)
    }

    pub fn run(self, db: &Transaction, now: Millis, settings: &Settings) -> Result<Subscription> {
        let old = subscriptions::get(db, &self.email)?;
        let left_out = match settings.partial_subscription {
            Partial::Keep => old.clone(),
            Partial::Reset => Subscription::unknown(&self.email),
        };
        let said = self.subscription_status.filter(|status| status != "UNKNOWN");
        let new = Subscription {
            email: self.email,
            subscription_status: said.unwrap_or(left_out.subscription_status),
            deliverability_status: self.deliverability_status.unwrap_or(left_out.deliverability_status),
            updated_date: Some(clock::to_millis_text(now)),
            ..old.clone()
        };
        let new = subscriptions::put(db, &new)?;
        let has_new_consent = new.subscription_status != old.subscription_status;
        if !new.has_statuses_of(&old) {
            for id in contacts::ids_with(db, "emails", "email", &fold(&new.email))? {
                following::note(db, &id, now, has_new_consent.then_some(&*new.email))?;
            }
        }
        if settings.demands.subscription_lag == 0 {
            consistency::follow_until(db, now, settings)?;
        }
        Ok(new)
    }
}

impl Outcome {
    fn done(original_index: usize, subscription: Subscription) -> Self {
        Self { original_index, email_subscription: Some(subscription), error: None }
    }

    fn refused(original_index: usize, error: &Error) -> Self {
        let error = json!({ "errorCode": "INVALID_ARGUMENT", "message": error.message });
        Self { original_index, email_subscription: None, error: Some(error) }
    }
}
