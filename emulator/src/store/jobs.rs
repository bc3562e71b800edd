//! Bulk jobs (spec/contacts-v4.md section 1.10).

use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use crate::{clock, error::Result};

/// A bulk job as it is answered.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    pub id: String,
    #[serde(rename = "type")]
    pub job_type: String,
    pub status: String,
    pub started_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finished_date: Option<String>,
    pub total_items: usize,
    #[serde(alias = "processedCount")]
    pub success_total: usize,
    #[serde(alias = "failedCount")]
    pub failed_total: usize,
    pub errors: Vec<JobError>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct JobError {
    /// How many contacts it happened to.
    #[serde(default)]
    pub count: usize,
    #[serde(alias = "errorCode")]
    pub code: u32,
    pub message: String,
}

pub fn put(db: &Transaction, job: &Job) -> Result<()> {
    let started = clock::parse(&job.started_date);
    db.execute(
        "INSERT OR REPLACE INTO jobs VALUES (?, ?, ?)",
        params![job.id, started, serde_json::to_string(job)?],
    )?;
    Ok(())
}

pub fn get(db: &Transaction, id: &str) -> Result<Option<Job>> {
    let document: Option<String> =
        db.query_row("SELECT document FROM jobs WHERE id = ?", [id], |row| row.get(0)).optional()?;
    Ok(document.map(|text| serde_json::from_str(&text)).transpose()?)
}

/// Every job, the newest first.
pub fn all(db: &Transaction) -> Result<Vec<Job>> {
    let mut statement = db.prepare("SELECT document FROM jobs ORDER BY started_date DESC, rowid DESC")?;
    let documents = statement.query_map([], |row| row.get::<_, String>(0))?;
    documents.map(|text| Ok(serde_json::from_str(&text?)?)).collect()
}
