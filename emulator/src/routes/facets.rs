//! Facets: ready-made filters with the number of contacts that they match (spec/contacts-v4.md section 1.9).

use axum::extract::State;
use rusqlite::Transaction;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{
    error::{Error, Result},
    openapi::{
        operation::{Operation, Route},
        parameters::{PAGING, language},
        schema::{Noted, object, reference, text},
    },
    query::{
        condition::Condition,
        page::{self, Paging, PagingMetadata, Query},
        parse,
    },
    request::{self, Body, Parameters},
    routes::{JsonResult, respond},
    scopes::Access,
    settings::Settings,
    state::App,
    store::{contacts, labels},
};

const SUBSCRIPTION: &str = "info.extendedFields.emailSubscriptions.subscriptionStatus";
const DELIVERABILITY: &str = "info.extendedFields.emailSubscriptions.deliverabilityStatus";
const MEMBERSHIP: &str = "info.extendedFields.members.membershipStatus";
const FILTERABLE: [&str; 3] =
    ["info.extendedFields.emailSubscriptions.effectiveEmail", SUBSCRIPTION, DELIVERABILITY];

/// Facet key, display name, legacy id, and the field and value of its filter.
const STATUSES: [(&str, &str, &str, &str, &str); 10] = [
    ("emailSubscriptions.subscribed", "Subscribed", "contacts-subscribed", SUBSCRIPTION, "SUBSCRIBED"),
    (
        "emailSubscriptions.unsubscribed",
        "Unsubscribed",
        "contacts-unsubscribed",
        SUBSCRIPTION,
        "UNSUBSCRIBED",
    ),
    ("emailSubscriptions.pending", "Pending", "contacts-pending-subscription", SUBSCRIPTION, "PENDING"),
    ("emailSubscriptions.bounced", "Bounced", "contacts-delivery_all_non_valid", DELIVERABILITY, "BOUNCED"),
    ("emailSubscriptions.spam", "Spam", "contacts-delivery_spam", DELIVERABILITY, "SPAM_COMPLAINT"),
    ("emailSubscriptions.inactive", "Inactive", "contacts-delivery_inactive", DELIVERABILITY, "INACTIVE"),
    ("membershipStatus.approved", "Approved", "contacts-site_members_approved", MEMBERSHIP, "APPROVED"),
    ("membershipStatus.denied", "Blocked", "contacts-site_members_denied", MEMBERSHIP, "DENIED"),
    ("membershipStatus.pending", "Pending", "contacts-site_members_request", MEMBERSHIP, "PENDING"),
    ("membershipStatus.inactive", "Inactive", "contacts-site_members_inactive", MEMBERSHIP, "INACTIVE"),
];

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FacetList {
    facets: Vec<Facet>,
    paging_metadata: PagingMetadata,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Facet {
    facet_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    namespace: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    namespace_display_name: Option<&'static str>,
    facet_key: String,
    facet_display_name: String,
    count: u64,
    legacy_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    query_filter: Option<Value>,
}

pub fn operations() -> Vec<Operation> {
    vec![
        Route::get("/contacts/v4/contacts/facets", list, Access::READ_CONTACTS)
            .described("listFacets", "List facets with their counts")
            .returns(reference("FacetList"))
            .shares(PAGING)
            .has(language()),
        Route::post("/contacts/v4/contacts/facets/query", query, Access::READ_CONTACTS)
            .described("queryFacets", "Count facets within a filter")
            .returns(reference("FacetList"))
            .may_read(object([
                ("filter", reference("Filter")),
                ("paging", reference("Paging")),
                ("language", text().note("Passed over.")),
            ])),
    ]
}

async fn list(State(app): State<App>, parameters: Parameters) -> JsonResult<FacetList> {
    let paging = parameters.paging(50, 1000)?;
    let settings = app.settings();
    respond(app.store.read(move |db| facets(db, None, paging, &settings)).await?)
}

async fn query(State(app): State<App>, Body(body): Body) -> JsonResult<FacetList> {
    let paging = request::paging(&body, 1000, 1000)?;
    let filter = request::object(&body, "filter")?.or(request::object(&body, "queryFilter")?).cloned();
    let settings = app.settings();
    respond(app.store.read(move |db| facets(db, filter, paging, &settings)).await?)
}

fn facets(
    db: &Transaction,
    filter: Option<Map<String, Value>>,
    paging: Paging,
    settings: &Settings,
) -> Result<FacetList> {
    let within = within(db, filter)?;
    let mut facets = vec![Facet {
        facet_type: "ALL_CONTACTS",
        namespace: None,
        namespace_display_name: None,
        facet_key: "contacts.all".to_owned(),
        facet_display_name: "All Contacts".to_owned(),
        count: if within.is_true() { contacts::count(db)? } else { count(db, &within, None, settings)? },
        legacy_id: "contacts-all".to_owned(),
        query_filter: None,
    }];
    for label in labels::all(db)? {
        let filter = json!({ "info.labelKeys": { "$hasSome": [label.key] } });
        facets.push(Facet {
            facet_type: "LABEL",
            count: count(db, &within, Some(&filter), settings)?,
            namespace: Some(label.namespace),
            namespace_display_name: Some("Labels"),
            facet_key: label.key,
            facet_display_name: label.display_name,
            legacy_id: label.legacy_id,
            query_filter: Some(filter),
        });
    }
    for (key, name, legacy_id, field, value) in STATUSES {
        let filter = json!({ field: { "$eq": value } });
        let (facet_type, shown) = match field {
            MEMBERSHIP => ("MEMBERSHIP_STATUS", "Membership Status"),
            _ => ("SUBSCRIPTION_STATUS", "Email Subscription Status"),
        };
        facets.push(Facet {
            facet_type,
            namespace: Some(labels::namespace_of(key)),
            namespace_display_name: Some(shown),
            facet_key: key.to_owned(),
            facet_display_name: name.to_owned(),
            count: count(db, &within, Some(&filter), settings)?,
            legacy_id: legacy_id.to_owned(),
            query_filter: Some(filter),
        });
    }
    let total = facets.len() as u64;
    let facets = paging.slice(facets);
    let paging_metadata = PagingMetadata::new(facets.len(), paging, Some(total)).without_has_next();
    Ok(FacetList { facets, paging_metadata })
}

/// The filter of a facet query, which may use a few fields only.
fn within(db: &Transaction, filter: Option<Map<String, Value>>) -> Result<Condition> {
    let Some(filter) = filter else { return Ok(Condition::TRUE) };
    if let Some(other) =
        filter.keys().find(|key| !key.starts_with('$') && !FILTERABLE.contains(&key.as_str()))
    {
        let message = format!("Unknown filter field: {other}. Facets support {}", FILTERABLE.join(", "));
        return Err(Error::bad_request("UNSUPPORTED_FILTER_FIELD_UNKNOWN", message));
    }
    parse::filter(db, Some(&Value::Object(filter)))
}

fn count(db: &Transaction, within: &Condition, filter: Option<&Value>, settings: &Settings) -> Result<u64> {
    let condition = parse::filter(db, filter)?.and(within.clone());
    let sort = Query::default().sort(db, settings)?;
    page::count(db, &condition, &sort, settings).map(Option::unwrap_or_default)
}
