//! A whole site at once: its parts one after the other, so that a large site never is in memory.

use rusqlite::{Transaction, params};
use serde::Serialize;

use super::{document::Document, extended_fields, labels, subscriptions};
use crate::error::Result;

/// Writes everything as one JSON object, piece by piece.
pub fn export(db: &Transaction, mut write: impl FnMut(String) -> Result<()>) -> Result<()> {
    list(&mut write, "{\"labels\":[", labels::all(db)?)?;
    list(&mut write, "],\"extendedFields\":[", extended_fields::all(db)?)?;
    list(&mut write, "],\"subscriptions\":[", subscriptions::all(db)?)?;
    list(&mut write, "],\"merged\":[", merged(db)?)?;
    write("],\"contacts\":[".to_owned())?;
    let mut statement = db.prepare("SELECT document FROM documents ORDER BY contact")?;
    let mut rows = statement.query([])?;
    let mut separator = "";
    while let Some(row) = rows.next()? {
        let Document(document) = row.get(0)?;
        write(format!("{separator}{document}"))?;
        separator = ",";
    }
    write("]}".to_owned())
}

/// Pairs of a contact and the one it was merged into.
pub fn merged(db: &Transaction) -> Result<Vec<(String, String)>> {
    let mut statement = db.prepare("SELECT source, target FROM merged ORDER BY source")?;
    let pairs =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    Ok(pairs)
}

pub fn put_merged(db: &Transaction, pairs: &[(String, String)]) -> Result<()> {
    let mut statement = db.prepare("INSERT OR REPLACE INTO merged VALUES (?, ?)")?;
    pairs.iter().try_for_each(|(source, target)| statement.execute(params![source, target]).map(drop))?;
    Ok(())
}

fn list<T: Serialize>(write: &mut impl FnMut(String) -> Result<()>, head: &str, items: Vec<T>) -> Result<()> {
    let items = items.iter().map(serde_json::to_string).collect::<Result<Vec<_>, _>>()?;
    write(format!("{head}{}", items.join(",")))
}
