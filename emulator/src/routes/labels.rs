//! Labels (spec/contacts-v4.md section 1.11).

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use rusqlite::Transaction;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{
    clock,
    contact::{Items, validate::Checks},
    error::{Error, Result},
    openapi::{
        operation::{Operation, Route},
        parameters::{PAGING, SORTING, in_query, language},
        schema::{Noted, boolean, filled_text, new_name, object, one_of, reference, text},
        schemas::LABEL_TYPES,
    },
    query::{items, page::PagingMetadata},
    request::{self, Body, Parameters},
    routes::{JsonResult, respond, slug},
    scopes::Access,
    settings::Settings,
    state::App,
    store::{
        contacts,
        labels::{self, Label},
    },
};

const MAX_NAME: usize = 180;
const MAX_KEY: usize = 80;
const QUOTA: usize = 2000;

#[derive(Serialize)]
pub struct LabelList {
    labels: Vec<Label>,
    metadata: PagingMetadata,
    #[serde(rename = "pagingMetadata", skip_serializing_if = "Option::is_none")]
    paging_metadata: Option<PagingMetadata>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LabelResponse {
    label: Label,
    #[serde(skip_serializing_if = "Option::is_none")]
    new_label: Option<bool>,
}

pub fn operations() -> Vec<Operation> {
    let found = object([("label!", reference("Label")), ("newLabel!", boolean())]);
    vec![
        Route::get("/contacts/v4/labels", list, Access::READ_LABELS)
            .described("listLabels", "List labels")
            .returns(reference("LabelList"))
            .has(in_query("labelType", one_of(LABEL_TYPES)))
            .has(in_query("namespace", text()))
            .has(in_query("startsWith", text()).note("The beginning of the display name; case matters."))
            .has(language())
            .shares(SORTING)
            .shares(PAGING),
        Route::post("/contacts/v4/labels", find_or_create, Access::CHANGE_LABELS)
            .described("findOrCreateLabel", "Find a label by its name, or create it")
            .returns(found)
            .reads(object([("displayName!", filled_text(MAX_NAME)), ("language", text())])),
        Route::post("/contacts/v4/labels/query", query, Access::READ_LABELS)
            .described("queryLabels", "Query labels")
            .returns(reference("LabelList"))
            .may_read(reference("ItemQuery")),
        Route::get("/contacts/v4/labels/{key}", get, Access::READ_LABELS)
            .described("getLabel", "Get a label")
            .returns(reference("LabelResponse")),
        Route::patch("/contacts/v4/labels/{key}", rename, Access::CHANGE_LABELS)
            .described("renameLabel", "Rename a label")
            .returns(reference("LabelResponse"))
            .reads(new_name("label!", MAX_NAME)),
        Route::delete("/contacts/v4/labels/{key}", delete, Access::CHANGE_LABELS)
            .described("deleteLabel", "Delete a label, and take it off every contact")
            .returns(reference("Nothing")),
    ]
}

async fn list(State(app): State<App>, parameters: Parameters) -> JsonResult<LabelList> {
    let paging = parameters.paging(1000, 2000)?;
    let sort = parameters.sort()?;
    let mut labels = app.store.read(labels::all).await?;
    let wanted = |name: &str, value: &str| parameters.first(name).is_none_or(|wanted| wanted == value);
    let prefix = parameters.first("startsWith").unwrap_or_default();
    labels.retain(|label| {
        wanted("labelType", &label.label_type)
            && wanted("namespace", &label.namespace)
            && label.display_name.starts_with(prefix)
    });
    let (labels, metadata) = items::page(labels, sort.as_ref(), paging)?;
    respond(LabelList { labels, metadata: metadata.without_has_next(), paging_metadata: None })
}

async fn query(State(app): State<App>, Body(body): Body) -> JsonResult<LabelList> {
    let empty = Map::new();
    let inner = request::object(&body, "query")?.unwrap_or(&empty);
    let paging = request::paging(inner, 50, 1000)?;
    let sort = request::sort(inner)?;
    let mut labels = app.store.read(labels::all).await?;
    items::retain(&mut labels, inner.get("filter"), &items::LABEL_FIELDS)?;
    let (labels, metadata) = items::page(labels, sort.as_ref(), paging)?;
    let metadata = metadata.without_has_next();
    respond(LabelList { labels, paging_metadata: Some(metadata.clone()), metadata })
}

async fn find_or_create(State(app): State<App>, Body(body): Body) -> JsonResult<LabelResponse> {
    let name = display_name(&body)?;
    let settings = app.settings();
    let (label, new) = app.store.write(move |db| find_or_create_label(db, name, &settings)).await?;
    respond(LabelResponse { label, new_label: Some(new) })
}

async fn get(State(app): State<App>, Path(key): Path<String>) -> JsonResult<LabelResponse> {
    let label = app.store.read(move |db| existing(db, &key)).await?;
    respond(LabelResponse { label, new_label: None })
}

/// The new name is in `label` or at the root.
async fn rename(
    State(app): State<App>,
    Path(key): Path<String>,
    Body(body): Body,
) -> JsonResult<LabelResponse> {
    let name = display_name(request::object(&body, "label")?.unwrap_or(&body))?;
    let label = app.store.write(move |db| rename_label(db, &key, name)).await?;
    respond(LabelResponse { label, new_label: None })
}

async fn delete(State(app): State<App>, Path(key): Path<String>) -> JsonResult<Value> {
    let settings = app.settings();
    app.store.write(move |db| delete_label(db, &key, &settings)).await?;
    respond(json!({}))
}

/// Finds a label by its name, or makes it; says whether it is new.
pub fn find_or_create_label(db: &Transaction, name: String, settings: &Settings) -> Result<(Label, bool)> {
    if let Some(label) = labels::find_by_name(db, &name)? {
        return Ok((label, false));
    }
    let current = labels::all(db)?.len();
    if current >= QUOTA {
        let error = Error::application(
            StatusCode::PRECONDITION_REQUIRED,
            "LABELS_QUOTA_REACHED",
            "Labels quota reached",
        );
        return Err(error.with_data(json!({ "labelsQuota": QUOTA, "labelsCurrentTotal": current })));
    }
    let key = slug::free_key("custom", &name, MAX_KEY, settings.key_letters, |key| labels::exists(db, key))?;
    let label = Label::custom(key, name);
    labels::put(db, &label)?;
    Ok((label, true))
}

fn rename_label(db: &Transaction, key: &str, name: String) -> Result<Label> {
    let old = custom(db, key)?;
    if labels::find_by_name(db, &name)?.is_some_and(|other| other.key != key) {
        return Err(Error::invalid("label.displayName", "another label has this name"));
    }
    let updated_date = Some(clock::to_seconds_text(clock::now()));
    let label = Label { display_name: name, updated_date, ..old };
    labels::put(db, &label)?;
    Ok(label)
}

fn delete_label(db: &Transaction, key: &str, settings: &Settings) -> Result<()> {
    custom(db, key)?;
    for id in contacts::ids_with(db, "contact_labels", "label", key)? {
        let Some(mut contact) = contacts::get(db, &id)? else { continue };
        let keys: Vec<_> = contact.info.label_keys().iter().filter(|other| *other != key).cloned().collect();
        contact.info.label_keys = (!keys.is_empty()).then(|| Items::of(keys));
        contact.touch(clock::now());
        contacts::put(db, &contact, settings)?;
    }
    labels::delete(db, key)
}

fn existing(db: &Transaction, key: &str) -> Result<Label> {
    labels::get(db, key)?.ok_or_else(|| {
        Error::application(StatusCode::NOT_FOUND, "LABEL_NOT_FOUND", format!("There is no label {key}"))
    })
}

/// A label that may be changed.
fn custom(db: &Transaction, key: &str) -> Result<Label> {
    let label = existing(db, key)?;
    if label.is_system() {
        return Err(Error::invalid("key", "a system label can't be changed"));
    }
    Ok(label)
}

fn display_name(body: &Map<String, Value>) -> Result<String> {
    let name: String = request::required(body, "displayName")?;
    let mut check = Checks::default();
    check.length("displayName", Some(&name), 1, MAX_NAME);
    check.done()?;
    Ok(name)
}
