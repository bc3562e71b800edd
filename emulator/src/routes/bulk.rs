//! Bulk changes and their jobs (spec/contacts-v4.md section 1.10).

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use rusqlite::{Transaction, params_from_iter};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::contacts::{delete::delete_contact, known_labels, label::change_labels, update::change_info};
use crate::{
    clock,
    contact::validate,
    error::{Error, Result},
    openapi::{
        operation::{Operation, Route},
        parameters::PAGING,
        schema::{Noted, list, list_of, object, reference, text, text_of},
    },
    platform,
    query::{
        page::{PagingMetadata, Query},
        sql::{self, Selection, Sql},
    },
    request::{self, Body, Parameters},
    routes::{JsonResult, respond},
    scopes::Access,
    settings::Settings,
    state::App,
    store::{
        contacts,
        jobs::{self, Job, JobError},
    },
};

const MAX_KEYS: usize = 100;
const MAX_JOBS: i64 = 100;
/// Contacts changed at once; between batches other writers have their turn.
const BATCH: usize = 500;
const COULD_NOT_DELETE_MEMBER: u32 = 3001;
const FAILED: u32 = 3000;

/// What is done to each contact.
#[derive(Clone)]
enum Change {
    Delete,
    Update(Map<String, Value>),
    Labels { add: Vec<String>, remove: Vec<String> },
}

pub fn operations() -> Vec<Operation> {
    let started = || reference("JobStarted");
    let filter = || ("filter", reference("Filter").note("This, search or both."));
    let search = || ("search", text_of(100));
    let jobs = object([("jobs!", list(reference("Job"))), ("pagingMetadata!", reference("PagingMetadata"))]);
    vec![
        Route::post("/contacts/v4/bulk/contacts/delete", delete, Access::CHANGE_CONTACTS)
            .described("bulkDeleteContacts", "Delete every match")
            .returns(started())
            .reads(object([filter(), search()])),
        Route::post("/contacts/v4/bulk/contacts/update", update, Access::CHANGE_CONTACTS)
            .described("bulkUpdateContacts", "Update every match")
            .returns(started())
            .reads(object([filter(), search(), ("info", reference("ContactInfoChanges"))])),
        Route::post("/contacts/v4/bulk/contacts/add-remove-labels", label, Access::CHANGE_CONTACTS)
            .described("bulkLabelAndUnlabelContacts", "Label every match")
            .returns(started())
            .reads(object([
                filter(),
                search(),
                ("labelKeysToAdd", list_of(MAX_KEYS, text())),
                ("labelKeysToRemove", list_of(MAX_KEYS, text())),
            ])),
        Route::get("/contacts/v4/bulk/jobs", list_jobs, Access::READ_CONTACTS)
            .described("listBulkJobs", "List bulk jobs, the newest first")
            .returns(jobs)
            .shares(PAGING),
        Route::get("/contacts/v4/bulk/jobs/{jobId}", get_job, Access::READ_CONTACTS)
            .described("getBulkJob", "Get a bulk job")
            .returns(object([("job!", reference("Job"))])),
    ]
}

async fn delete(State(app): State<App>, Body(body): Body) -> JsonResult<Value> {
    start(app, &body, Change::Delete).await
}

async fn update(State(app): State<App>, Body(body): Body) -> JsonResult<Value> {
    let patch = request::object(&body, "info")?.cloned().unwrap_or_default();
    validate::parse_info(&Value::Object(patch.clone()))?;
    start(app, &body, Change::Update(patch)).await
}

async fn label(State(app): State<App>, Body(body): Body) -> JsonResult<Value> {
    let keys = |name: &str| -> Result<Vec<String>> {
        let keys: Vec<String> = request::member(&body, name)?.unwrap_or_default();
        if keys.len() > MAX_KEYS {
            return Err(Error::invalid(
                name,
                format!("has size {}, expected {MAX_KEYS} or less", keys.len()),
            ));
        }
        Ok(keys)
    };
    let change = Change::Labels { add: keys("labelKeysToAdd")?, remove: keys("labelKeysToRemove")? };
    start(app, &body, change).await
}

async fn get_job(State(app): State<App>, Path(id): Path<String>) -> JsonResult<Value> {
    let job = app.store.read(move |db| jobs::get(db, &id)).await?;
    let not_found = || Error::application(StatusCode::NOT_FOUND, "JOB_NOT_FOUND", "There is no such job");
    respond(json!({ "job": job.ok_or_else(not_found)? }))
}

async fn list_jobs(State(app): State<App>, parameters: Parameters) -> JsonResult<Value> {
    let paging = parameters.paging(50, MAX_JOBS)?;
    let all = app.store.read(jobs::all).await?;
    let total = all.len() as u64;
    let jobs = paging.slice(all);
    let metadata = PagingMetadata::new(jobs.len(), paging, Some(total));
    respond(json!({ "jobs": jobs, "pagingMetadata": metadata }))
}

/// Notes the job and the contacts it is for, and does the work after the response.
async fn start(app: App, body: &Map<String, Value>, change: Change) -> JsonResult<Value> {
    let query = Query {
        filter: body.get("filter").filter(|filter| !filter.is_null()).cloned(),
        search: request::member(body, "search")?,
        ..Query::default()
    };
    if query.filter.is_none() && query.search.is_none() {
        return Err(Error::bad_request(
            "NEITHER_FILTER_NOR_SEARCH",
            "Neither filter nor search was provided",
        ));
    }
    let settings = app.settings();
    let store = app.store.clone();
    let job_type = change.job_type();
    let (job, ids) = {
        let settings = settings.clone();
        let change = change.clone();
        store.write(move |db| prepare(db, job_type, &query, &change, &settings)).await?
    };
    let started = json!({ "jobId": job.id });
    platform::spawn(async move {
        if let Err(error) = run(&app, job, ids, &change, &settings).await {
            tracing::error!("bulk job: {error}");
        }
    });
    respond(started)
}

fn prepare(
    db: &Transaction,
    job_type: &str,
    query: &Query,
    change: &Change,
    settings: &Settings,
) -> Result<(Job, Vec<String>)> {
    if let Change::Labels { add, remove } = change {
        known_labels(db, add, settings)?;
        known_labels(db, remove, settings)?;
    }
    let condition = query.condition(db)?;
    let selection = sql::select(&condition, &query.sort(db, settings)?, settings);
    let ids = selection.ids(db)?;
    let job = Job {
        id: Uuid::new_v4().to_string(),
        job_type: job_type.to_owned(),
        status: "RUNNING".to_owned(),
        started_date: clock::to_millis_text(clock::now()),
        finished_date: None,
        total_items: ids.len(),
        success_total: 0,
        failed_total: 0,
        errors: Vec::new(),
    };
    jobs::put(db, &job)?;
    Ok((job, ids))
}

async fn run(app: &App, mut job: Job, ids: Vec<String>, change: &Change, settings: &Settings) -> Result<()> {
    for batch in ids.chunks(BATCH) {
        let (batch, change, settings) = (batch.to_vec(), change.clone(), settings.clone());
        job = app
            .store
            .write(move |db| {
                for id in batch {
                    job.note(change.apply(db, &id, &settings));
                }
                jobs::put(db, &job)?;
                Ok(job)
            })
            .await?;
    }
    job.status = "COMPLETED".to_owned();
    job.finished_date = Some(clock::to_millis_text(clock::now()));
    app.store.write(move |db| jobs::put(db, &job)).await
}

impl Change {
    fn job_type(&self) -> &'static str {
        match self {
            Self::Delete => "DELETE",
            Self::Update(_) => "UPDATE",
            Self::Labels { remove, .. } if remove.is_empty() => "ADD_LABELS",
            Self::Labels { add, .. } if add.is_empty() => "REMOVE_LABELS",
            Self::Labels { .. } => "ADD_REMOVE_LABELS",
        }
    }

    fn apply(&self, db: &Transaction, id: &str, settings: &Settings) -> Result<()> {
        match self {
            Self::Delete => delete_contact(db, id, settings),
            Self::Update(patch) => {
                let old = contacts::get(db, id)?.ok_or_else(Error::contact_not_found)?;
                let mut contact = change_info(db, &old, patch, settings)?;
                contact.touch(clock::now());
                contacts::derive_and_put(db, &mut contact, settings)
            }
            Self::Labels { add, remove } => change_labels(db, id, add, remove, settings).map(drop),
        }
    }
}

impl Job {
    fn note(&mut self, result: Result<()>) {
        let Err(error) = result else {
            self.success_total += 1;
            return;
        };
        self.failed_total += 1;
        let (code, message) = match error.code() {
            Some("CANNOT_DELETE_MEMBER") => {
                (COULD_NOT_DELETE_MEMBER, "Could not delete Site Member(s)".to_owned())
            }
            _ => (FAILED, error.message),
        };
        match self.errors.iter_mut().find(|other| (other.code, &other.message) == (code, &message)) {
            Some(same) => same.count += 1,
            None => self.errors.push(JobError { count: 1, code, message }),
        }
    }
}

impl Selection {
    fn ids(&self, db: &Transaction) -> Result<Vec<String>> {
        let Sql { text, parameters } = self.in_order();
        let mut statement = db.prepare(&text)?;
        let ids = statement.query_map(params_from_iter(parameters), |row| row.get("id"))?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    }
}
