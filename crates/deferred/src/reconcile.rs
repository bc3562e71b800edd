//! The requests of reconcileContact. Its flow is in [`contacts_rules::reconciler`].

use contacts_js::{
    error::Error,
    json::{from_js, parse, to_text},
    object::{get, plain},
    query::{CONTACTS, contact_path, get_contact, query_contacts},
    request::{Method, Request},
    task::sleep,
};
use contacts_rules::{
    converted_contact::ConvertedContact,
    error::Scope,
    http::retry,
    json::{Value, object},
    reconciler::{self, Failure, Outcome},
    text::concat,
    v4::Query,
};
use js_sys::{Date, Math};
use wasm_bindgen::JsValue;

use crate::{
    api_client::ApiClient,
    json::to_js,
    overlay::{apply_overlay, parse_overlay},
    site_state::SiteState,
};

const EXTENDED_FIELDS: &str = "/contacts/v4/extended-fields";
const EMAIL_SUBSCRIPTIONS: &str = "/email-marketing/v1/email-subscriptions";
/// The most fields that the API allows in one response.
const FIELDS_LIMIT: u32 = 100;
/// Subscriptions per response, and responses per query. An address rarely has more than one subscription.
const SUBSCRIPTIONS_LIMIT: usize = 100;
const SUBSCRIPTIONS_PAGES: usize = 10;

/// Returns `{contact, Contact, isNew, details: {rejectedData, existingData}}`. `contact_info` is JSON text.
pub async fn reconcile(
    site: &SiteState,
    client: ApiClient,
    contact_info: Option<String>,
) -> Result<JsValue, Error> {
    let sent = contact_info.and_then(|text| parse(&text.into()).ok()).map(|sent| from_js(&sent));
    let outcome = reconciler::reconcile(&client, &site.overlay_field, sent.as_ref()).await;
    let Outcome { contact, is_new, details } = outcome.map_err(|error| match error {
        reconciler::Error::Schema(message) => Error::invalid_schema(&message),
        reconciler::Error::Argument(message) => Error::bad_request(message),
        reconciler::Error::Api(error) => error,
    })?;
    let contact = client.object(&contact);
    let outcome = plain([
        ("contact", contact.clone()),
        ("Contact", contact),
        ("isNew", is_new.into()),
        ("details", to_js(&details)),
    ]);
    Ok(outcome.into())
}

type ApiResult<T> = Result<T, Failure<Error>>;

impl reconciler::ContactsApi for ApiClient {
    type Error = Error;

    async fn find_contacts(&self, query: Query) -> ApiResult<Vec<Value>> {
        let Query { filter, newest_first, offset, limit } = query;
        let request = query_contacts(&to_js(&filter), newest_first, offset, limit);
        match self.response(request).await?.get("contacts") {
            Some(Value::Array(contacts)) => Ok(contacts.clone()),
            _ => Err(invalid_response("it has no list of contacts")),
        }
    }

    async fn get_contact(&self, id: &str) -> ApiResult<Value> {
        contact(self.response(get_contact(id).fresh()).await?)
    }

    /// The API rejects this if a contact with the same email exists, or, without an email, with the same phone.
    async fn create_contact(&self, info: Value) -> ApiResult<Value> {
        let body = object([("allowDuplicates", false.into()), ("info", info)]);
        contact(self.write(Scope::Contacts, Method::Post, CONTACTS.to_owned(), &body).await?)
    }

    /// Replaces lists as a whole.
    async fn update_contact(&self, id: &str, revision: Value, info: Value) -> ApiResult<Value> {
        // Otherwise the contact's own second email would count as a duplicate.
        let body = object([("allowDuplicates", true.into()), ("info", info), ("revision", revision)]);
        contact(self.write(Scope::Contacts, Method::Patch, contact_path(id), &body).await?)
    }

    /// Looks the key up; it can't be computed from the name.
    async fn find_text_field(&self, display_name: &str) -> ApiResult<Option<String>> {
        let fields = self.list_all(Scope::ExtendedFields, EXTENDED_FIELDS, FIELDS_LIMIT, "fields").await;
        let fields = fields.map_err(failure)?;
        let named =
            |field: &&Value| field.text("displayName") == display_name && field.text("dataType") == "TEXT";
        Ok(fields.iter().find(named).map(|field| field.text("key").to_owned()))
    }

    /// None if the field of this name has another type: the API returns it anyway.
    async fn find_or_create_text_field(&self, display_name: &str) -> ApiResult<Option<String>> {
        let body = object([("dataType", "TEXT".into()), ("displayName", display_name.into())]);
        let path = EXTENDED_FIELDS.to_owned();
        let response = self.write(Scope::ExtendedFields, Method::Post, path, &body).await?;
        let member = |key| response.at(&["field", key]).and_then(Value::as_str);
        let key = member("key").ok_or_else(|| invalid_response("it has no key of the extended field"))?;
        let is_text = member("dataType").is_none_or(|data_type| data_type == "TEXT");
        Ok(is_text.then(|| key.to_owned()))
    }

    /// All subscriptions of these addresses.
    async fn query_subscriptions(&self, emails: &[String]) -> ApiResult<Vec<Value>> {
        let emails: Vec<Value> = emails.iter().map(|email| email.as_str().into()).collect();
        let filter = object([("email", object([("$in", emails.into())]))]);
        let mut all = Vec::new();
        for _ in 0..SUBSCRIPTIONS_PAGES {
            let (limit, offset) = (SUBSCRIPTIONS_LIMIT as u32, all.len() as u32);
            let paging = object([("limit", limit.into()), ("offset", offset.into())]);
            let body = to_text(&object([("filter", filter.clone()), ("paging", paging)]));
            let path = concat(&[EMAIL_SUBSCRIPTIONS, "/query"]);
            let response =
                self.response(Request::query(Scope::EmailSubscriptions, path, body.into())).await?;
            let total = response.at(&["metadata", "total"]).and_then(Value::as_u64);
            let page = match response.get("subscriptions") {
                Some(Value::Array(page)) => page.as_slice(),
                // An empty list may be absent.
                _ if total == Some(0) => &[],
                _ => return Err(incomplete()),
            };
            if page.iter().any(|subscription| subscription.text("email").is_empty()) {
                return Err(incomplete());
            }
            all.extend_from_slice(page);
            let is_last = total.map_or(page.len() < SUBSCRIPTIONS_LIMIT, |total| all.len() as u64 >= total);
            if is_last {
                return Ok(all);
            }
            if page.is_empty() {
                break;
            }
        }
        Err(incomplete())
    }

    /// The REST call Upsert Email Subscription.
    async fn set_subscription(&self, subscription: Value) -> ApiResult<()> {
        let body = object([("subscription", subscription)]);
        let path = EMAIL_SUBSCRIPTIONS.to_owned();
        self.write(Scope::EmailSubscriptions, Method::Post, path, &body).await.map(drop)
    }

    fn convert(&self, contact: &Value) -> ConvertedContact {
        let converted = self.convert_contact(&to_text(contact));
        let text = |key| get(&converted, key).as_string().unwrap_or_default();
        ConvertedContact {
            contact: from_js(&get(&converted, "contact")),
            overlay: parse_overlay(&get(&converted, "overlay")),
            primary_email: text("primaryEmail"),
            subscribed_email: text("subscribedEmail"),
        }
    }

    fn text(&self, value: &Value) -> String {
        to_text(value)
    }

    async fn pause(&self, time: u32) -> bool {
        let pause = retry::pause(time, None, Math::random());
        if Date::now() + pause >= self.deadline() {
            return false;
        }
        sleep(pause).await;
        true
    }
}

impl ApiClient {
    /// The contact object for an app, from a contact of v4.
    fn object(&self, contact: &Value) -> JsValue {
        let converted = self.convert_contact(&to_text(contact));
        let contact = get(&converted, "contact");
        apply_overlay(&contact, &get(&converted, "overlay"));
        contact
    }

    async fn write(&self, scope: Scope, method: Method, path: String, body: &Value) -> ApiResult<Value> {
        self.response(Request::write(scope, method, path, to_text(body).into())).await
    }

    async fn response(&self, request: Request) -> ApiResult<Value> {
        self.send(request).await.map(|response| from_js(&response)).map_err(failure)
    }
}

fn contact(response: Value) -> ApiResult<Value> {
    match response.get("contact") {
        Some(contact @ Value::Object(_)) => Ok(contact.clone()),
        _ => Err(invalid_response("it has no contact")),
    }
}

fn incomplete() -> Failure<Error> {
    invalid_response("its list of subscriptions is incomplete")
}

fn invalid_response(what: &str) -> Failure<Error> {
    failure(Error::invalid_response(what, JsValue::UNDEFINED))
}

/// The parts of an error that decide how a call goes on.
fn failure(error: Error) -> Failure<Error> {
    Failure {
        status: error.status,
        code: error.code.clone(),
        retryable: error.retryable,
        body: from_js(&error.cause),
        error,
    }
}
