//! Definitions of extended fields (spec/contacts-v4.md section 1.12).

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use rand::RngExt;
use rusqlite::Transaction;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{
    clock,
    contact::validate::Checks,
    error::{Error, Result},
    openapi::{
        operation::{Operation, Route},
        parameters::{PAGING, SORTING, in_query, language},
        schema::{Noted, boolean, filled_text, new_name, object, one_of, reference, text},
        schemas::{DATA_TYPES, FIELD_TYPES},
    },
    query::{items, page::PagingMetadata},
    request::{self, Body, Parameters},
    routes::{JsonResult, respond, slug},
    scopes::Access,
    settings::Settings,
    state::App,
    store::{
        contacts,
        extended_fields::{self, DataType, Field},
    },
};

const MAX_NAME: usize = 150;
const MAX_KEY: usize = 80;
const MAX_CUSTOM_FIELDS: usize = 100;
const SUFFIX_LENGTH: usize = 19;

#[derive(Serialize)]
pub struct FieldList {
    fields: Vec<Field>,
    metadata: PagingMetadata,
    #[serde(rename = "pagingMetadata", skip_serializing_if = "Option::is_none")]
    paging_metadata: Option<PagingMetadata>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldResponse {
    field: Field,
    #[serde(skip_serializing_if = "Option::is_none")]
    new_field: Option<bool>,
}

pub fn operations() -> Vec<Operation> {
    let found = object([("field!", reference("ExtendedField")), ("newField!", boolean())]);
    vec![
        Route::get("/contacts/v4/extended-fields", list, Access::READ_EXTENDED_FIELDS)
            .described("listExtendedFields", "List extended fields")
            .returns(reference("ExtendedFieldList"))
            .has(in_query("fieldType", one_of(FIELD_TYPES)))
            .has(in_query("namespace", text()))
            .has(in_query("startsWith", text()).note("The beginning of the display name; case matters."))
            .has(language())
            .shares(SORTING)
            .shares(PAGING),
        Route::post("/contacts/v4/extended-fields", find_or_create, Access::CHANGE_EXTENDED_FIELDS)
            .described("findOrCreateExtendedField", "Find an extended field by its name, or create it")
            .returns(found)
            .reads(object([("displayName!", filled_text(MAX_NAME)), ("dataType!", one_of(DATA_TYPES))])),
        Route::post("/contacts/v4/extended-fields/query", query, Access::READ_EXTENDED_FIELDS)
            .described("queryExtendedFields", "Query extended fields")
            .returns(reference("ExtendedFieldList"))
            .may_read(reference("ItemQuery")),
        Route::get("/contacts/v4/extended-fields/{key}", get, Access::READ_EXTENDED_FIELDS)
            .described("getExtendedField", "Get an extended field")
            .returns(reference("ExtendedFieldResponse")),
        Route::patch("/contacts/v4/extended-fields/{key}", rename, Access::CHANGE_EXTENDED_FIELDS)
            .described("renameExtendedField", "Rename an extended field")
            .returns(reference("ExtendedFieldResponse"))
            .reads(new_name("field!", MAX_NAME)),
        Route::delete("/contacts/v4/extended-fields/{key}", delete, Access::CHANGE_EXTENDED_FIELDS)
            .described("deleteExtendedField", "Delete an extended field and its values")
            .returns(reference("Nothing")),
    ]
}

async fn list(State(app): State<App>, parameters: Parameters) -> JsonResult<FieldList> {
    let paging = parameters.paging(100, 1000)?;
    let sort = parameters.sort()?;
    let mut fields = app.store.read(extended_fields::all).await?;
    let wanted = |name: &str, value: &str| parameters.first(name).is_none_or(|wanted| wanted == value);
    let prefix = parameters.first("startsWith").unwrap_or_default();
    fields.retain(|field| {
        wanted("fieldType", &field.field_type)
            && wanted("namespace", &field.namespace)
            && field.display_name.starts_with(prefix)
    });
    let (fields, metadata) = items::page(fields, sort.as_ref(), paging)?;
    respond(FieldList { fields, metadata: metadata.without_has_next(), paging_metadata: None })
}

async fn query(State(app): State<App>, Body(body): Body) -> JsonResult<FieldList> {
    let empty = Map::new();
    let inner = request::object(&body, "query")?.unwrap_or(&empty);
    let paging = request::paging(inner, 100, 1000)?;
    let sort = request::sort(inner)?;
    let mut fields = app.store.read(extended_fields::all).await?;
    items::retain(&mut fields, inner.get("filter"), &items::EXTENDED_FIELD_FIELDS)?;
    let (fields, metadata) = items::page(fields, sort.as_ref(), paging)?;
    let metadata = metadata.without_has_next();
    respond(FieldList { fields, paging_metadata: Some(metadata.clone()), metadata })
}

async fn find_or_create(State(app): State<App>, Body(body): Body) -> JsonResult<FieldResponse> {
    let name = display_name(&body)?;
    let data_type: String = request::required(&body, "dataType")?;
    let data_type = DataType::from_name(&data_type)
        .ok_or_else(|| Error::invalid("dataType", "enum must be in [TEXT, NUMBER, DATE, URL]"))?;
    let settings = app.settings();
    let (field, new) =
        app.store.write(move |db| find_or_create_field(db, name, data_type, &settings)).await?;
    respond(FieldResponse { field, new_field: Some(new) })
}

async fn get(State(app): State<App>, Path(key): Path<String>) -> JsonResult<FieldResponse> {
    let field = app.store.read(move |db| existing(db, &key)).await?;
    respond(FieldResponse { field, new_field: None })
}

/// The new name is in `field` or at the root.
async fn rename(
    State(app): State<App>,
    Path(key): Path<String>,
    Body(body): Body,
) -> JsonResult<FieldResponse> {
    let name = display_name(request::object(&body, "field")?.unwrap_or(&body))?;
    let field = app
        .store
        .write(move |db| {
            let old = custom(db, &key)?;
            let updated_date = Some(clock::to_seconds_text(clock::now()));
            let field = Field { display_name: name, updated_date, ..old };
            extended_fields::put(db, &field)?;
            Ok(field)
        })
        .await?;
    respond(FieldResponse { field, new_field: None })
}

async fn delete(State(app): State<App>, Path(key): Path<String>) -> JsonResult<Value> {
    let settings = app.settings();
    app.store.write(move |db| delete_field(db, &key, &settings)).await?;
    respond(json!({}))
}

/// Finds a field by its name, whatever its type, or makes it; says whether it is new.
pub fn find_or_create_field(
    db: &Transaction,
    name: String,
    data_type: DataType,
    settings: &Settings,
) -> Result<(Field, bool)> {
    if let Some(field) = extended_fields::find_by_name(db, &name)? {
        return Ok((field, false));
    }
    if extended_fields::all(db)?.iter().filter(|field| !field.is_system()).count() >= MAX_CUSTOM_FIELDS {
        let message = format!("A site has at most {MAX_CUSTOM_FIELDS} custom fields");
        return Err(Error::application(StatusCode::TOO_MANY_REQUESTS, "FIELDS_QUOTA_EXCEEDED", message));
    }
    let is_taken = |key: &str| Ok(extended_fields::get(db, key)?.is_some());
    let suffix = if settings.random_field_keys { random_suffix() } else { String::new() };
    let room = MAX_KEY - suffix.len();
    let key = slug::free_key("custom", &name, room, settings.key_letters, is_taken)? + &suffix;
    let field = Field::custom(key, name, data_type);
    extended_fields::put(db, &field)?;
    Ok((field, true))
}

fn random_suffix() -> String {
    let mut random = rand::rng();
    let letters = (0..SUFFIX_LENGTH).map(|_| char::from(random.random_range(b'a'..=b'z')));
    std::iter::once('-').chain(letters).collect()
}

fn delete_field(db: &Transaction, key: &str, settings: &Settings) -> Result<()> {
    custom(db, key)?;
    for id in contacts::ids_with(db, "extended_values", "field", key)? {
        let Some(mut contact) = contacts::get(db, &id)? else { continue };
        if let Some(fields) = &mut contact.info.extended_fields {
            fields.items.remove(key);
        }
        contact.touch(clock::now());
        contacts::put(db, &contact, settings)?;
    }
    extended_fields::delete(db, key)
}

fn existing(db: &Transaction, key: &str) -> Result<Field> {
    extended_fields::get(db, key)?.ok_or_else(|| {
        Error::application(
            StatusCode::NOT_FOUND,
            "FIELD_NOT_FOUND",
            format!("There is no extended field {key}"),
        )
    })
}

/// A field that may be changed.
fn custom(db: &Transaction, key: &str) -> Result<Field> {
    let field = existing(db, key)?;
    if field.is_system() {
        return Err(Error::invalid("key", "a system field can't be changed"));
    }
    Ok(field)
}

fn display_name(body: &Map<String, Value>) -> Result<String> {
    let name: String = request::required(body, "displayName")?;
    let mut check = Checks::default();
    check.length("displayName", Some(&name), 1, MAX_NAME);
    check.done()?;
    Ok(name)
}
