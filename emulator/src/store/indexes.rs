//! Indexes, and the triggers that keep totals. A few thousand contacts are looked through in some milliseconds, and their
//! indexes would take more room than they do; so most indexes are made once contacts are many.

use rusqlite::Transaction;

use super::contacts;
use crate::error::Result;

/// From so many contacts on, there is an index for each field that can be filtered or sorted by.
const MANY: u64 = 20_000;

/// Makes those that every site has.
pub fn make(db: &Transaction) -> Result<()> {
    Ok(db.execute_batch(include_str!("indexes.sql"))?)
}

/// Makes the others too, if this contact is the one that makes them many.
pub fn contact_added(db: &Transaction) -> Result<()> {
    if contacts::count(db)? == MANY { make_for_many(db) } else { Ok(()) }
}

pub fn drop_all(db: &Transaction) -> Result<()> {
    let mut statement = db.prepare(
        "SELECT 'DROP ' || type || ' ' || name FROM sqlite_schema
         WHERE type IN ('index', 'trigger') AND sql IS NOT NULL",
    )?;
    let drops =
        statement.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(db.execute_batch(&drops.join(";"))?)
}

/// Makes those for as many contacts as there are, and what the triggers would have counted.
pub fn restore(db: &Transaction) -> Result<()> {
    make(db)?;
    db.execute_batch(
        "DELETE FROM label_sets;
         DELETE FROM totals;
         INSERT INTO label_sets SELECT label_set, count(*) FROM contacts GROUP BY label_set;
         INSERT INTO totals SELECT '', sum(contacts) FROM label_sets;
         INSERT INTO totals SELECT value, sum(contacts) FROM label_sets, json_each(labels) GROUP BY value;",
    )?;
    if contacts::count(db)? >= MANY { make_for_many(db) } else { Ok(()) }
}

/// Makes the others.
pub fn make_for_many(db: &Transaction) -> Result<()> {
    db.execute_batch(include_str!("indexes_of_many.sql"))?;
    // A sample is enough to choose indexes by.
    Ok(db.execute_batch("PRAGMA analysis_limit = 1000; ANALYZE")?)
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;
    use crate::store::create;

    /// A site of so many contacts, of which nothing is known but that they are there.
    fn site(contacts: u64) -> Connection {
        let mut db = Connection::open_in_memory().unwrap();
        let site = db.transaction().unwrap();
        create(&site).unwrap();
        add(&site, contacts);
        site.commit().unwrap();
        db
    }

    fn add(db: &Transaction, contacts: u64) {
        let rows = "WITH RECURSIVE numbers AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM numbers LIMIT ?)
            INSERT INTO contacts (id, created_date, updated_date, label_set)
            SELECT hex(randomblob(16)), n, n, '[]' FROM numbers";
        db.execute(rows, [contacts]).unwrap();
    }

    fn has_all(db: &Transaction) -> bool {
        let found = "SELECT count(*) FROM sqlite_schema WHERE name IN ('contacts_first', 'addresses_city')";
        db.query_row(found, [], |row| row.get::<_, i64>(0)).unwrap() == 2
    }

    #[test]
    fn a_site_that_is_filled_with_many_contacts_has_all_indexes() {
        for (contacts, all) in [(1, false), (MANY - 1, false), (MANY, true)] {
            let mut db = site(contacts);
            let db = db.transaction().unwrap();
            drop_all(&db).unwrap();
            restore(&db).unwrap();
            assert_eq!(has_all(&db), all, "{contacts}");
            assert_eq!(contacts::count(&db).unwrap(), contacts);
        }
    }

    #[test]
    fn a_site_that_grows_gets_all_indexes_with_the_contact_that_makes_it_large() {
        let mut db = site(MANY - 2);
        let db = db.transaction().unwrap();
        for all in [false, true] {
            add(&db, 1);
            contact_added(&db).unwrap();
            assert_eq!(has_all(&db), all);
        }
    }
}
