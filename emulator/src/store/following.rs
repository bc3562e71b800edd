//! Contacts that do not show the subscriptions of their emails yet (see `consistency`).

use rusqlite::{Transaction, params};

use super::fold;
use crate::{clock::Millis, error::Result};

/// A contact that is to show what is known of its emails.
pub struct Follower {
    pub contact: String,
    /// When the first write happened that it does not show yet.
    pub since: Millis,
    /// The email, folded, of which the consent changed.
    pub consent_of: Option<String>,
}

/// Notes that a contact does not show a write of this time yet.
pub fn note(db: &Transaction, contact: &str, since: Millis, consent_of: Option<&str>) -> Result<()> {
    let mut statement = db.prepare_cached(
        "INSERT INTO following VALUES (?1, ?2, ?3)
         ON CONFLICT (contact) DO UPDATE SET consent_of = ifnull(?3, consent_of)",
    )?;
    statement.execute(params![contact, since, consent_of.map(fold)])?;
    Ok(())
}

/// Takes out those that wait since this time or longer, the longest first.
pub fn take(db: &Transaction, until: Millis) -> Result<Vec<Follower>> {
    let mut statement =
        db.prepare_cached("SELECT * FROM following WHERE since_date <= ? ORDER BY since_date, contact")?;
    let follower = |row: &rusqlite::Row| {
        Ok(Follower { contact: row.get(0)?, since: row.get(1)?, consent_of: row.get(2)? })
    };
    let due = statement.query_map([until], follower)?.collect::<rusqlite::Result<Vec<_>>>()?;
    db.prepare_cached("DELETE FROM following WHERE since_date <= ?")?.execute([until])?;
    Ok(due)
}
