//! The contact to write to.

use super::super::reconcile::matching;
use super::Reconciler;
use crate::{
    error::Error,
    json::from_js,
    v4::{Contact, Query},
};

/// Candidates for a match in one answer; there are rarely more than one or two.
const CANDIDATES: u32 = 100;

impl Reconciler {
    /// The best match among the contacts that have any of the emails or phones.
    pub(super) async fn find(&self) -> Result<Option<Contact>, Error> {
        let mut candidates = Vec::new();
        loop {
            let filter = matching::filter(&self.info);
            let offset = candidates.len() as u32;
            let query = Query { filter, newest_first: false, offset, limit: CANDIDATES };
            let page = self.api.query_contacts(query).await?;
            let last = page.contacts.length() < CANDIDATES;
            candidates.extend(page.contacts.into_iter().filter_map(Contact::from_js));
            if last {
                break;
            }
        }
        let mut values = Vec::new();
        candidates.iter().for_each(|contact| values.push(from_js(contact)));
        let best = matching::best(&self.info, &values.iter().collect::<Vec<_>>());
        Ok(best.and_then(|index| candidates.get(index).cloned()))
    }
}
