//! What becomes of a contact on a site that stores contacts as v5 (`--v5-backed`). Inferred from the types of v5
//! (spec/contacts-v4.md), and seen nowhere.

use super::{Info, validate::Checks};
use crate::error::Result;

/// The main one and ten others.
const MAX_ITEMS: usize = 11;

/// Leaves in `info` what v5 has a place for; fails if that is too little.
pub fn store(info: &mut Info) -> Result<()> {
    let mut check = Checks::default();
    check.count("info.emails.items", info.emails().len(), MAX_ITEMS);
    check.count("info.phones.items", info.phones().len(), MAX_ITEMS);
    check.done()?;
    for item in info.emails.iter_mut().flat_map(|list| list.items.iter_mut().flatten()) {
        item.tag = Some("UNTAGGED".to_owned());
        item.email = item.email.to_lowercase();
    }
    Ok(())
}
