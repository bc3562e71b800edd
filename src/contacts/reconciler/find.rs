//! The contact to write to: as it is found, and as it is after a write that failed because it had changed.

use std::mem::take;

use contacts_core::{json::Value, reconcile::matching};

use super::Reconciler;
use crate::{
    error::Error,
    json::from_js,
    v4::{Contact, Query},
};

/// Candidates for a match in one answer; there are rarely more than one or two.
const CANDIDATES: u32 = 100;
/// How often a contact is written because somebody else was faster each time before.
const MAX_ROUNDS: u32 = 5;

impl Reconciler {
    /// The best match among the contacts that have any of the emails or phones.
    pub(super) async fn find(&self) -> Result<Option<Contact>, Error> {
        let mut candidates = Vec::new();
        let mut offset = 0;
        loop {
            let filter = matching::filter(&self.info);
            let query = Query { filter, newest_first: false, offset, limit: CANDIDATES };
            let page = self.api.find_contacts(query).await?;
            let length = page.length();
            offset += length;
            let page: Vec<_> = page.into_iter().filter_map(Contact::from_js).collect();
            // A server that ignores the filter would give page after page.
            let is_last = length < CANDIDATES || self.best(&page).is_none();
            candidates.extend(page);
            if is_last {
                break;
            }
        }
        // A search may still find what is gone.
        candidates.retain(|contact| !self.gone.contains(&contact.id_text()));
        Ok(self.best(&candidates))
    }

    fn best(&self, candidates: &[Contact]) -> Option<Contact> {
        let mut values = Vec::new();
        candidates.iter().for_each(|contact| values.push(from_js(contact)));
        let best = matching::best(&self.info, &values.iter().collect::<Vec<_>>());
        best.and_then(|index| candidates.get(index).cloned())
    }

    /// Looks at the contact again if a write failed because it has changed, is there after all, or is gone; gives back
    /// any other error.
    pub(super) async fn look_again(&mut self, error: Error) -> Result<Option<Error>, Error> {
        let code = error.code.as_str();
        let (id, may_be_stale) = match &self.stored {
            None if code.starts_with("DUPLICATE_CONTACT_EXIST") => match duplicate(&error) {
                Some(id) => (Some(id), false),
                None => return Err(error),
            },
            Some(contact) if code == "CONTACT_ALREADY_CHANGED" => (Some(contact.id_text()), true),
            Some(contact) if error.status == Some(404) => {
                self.gone.push(contact.id_text());
                (None, false)
            }
            _ => return Ok(Some(error)),
        };
        self.rounds += 1;
        if self.rounds == MAX_ROUNDS {
            return Err(error);
        }
        self.tried = Some(take(&mut self.plan));
        if may_be_stale {
            self.pause(&error).await?;
        }
        self.stored = match id {
            Some(id) => self.read(&id, &error).await?,
            None => self.find().await?,
        };
        Ok(None)
    }

    /// A contact by its id. It may have been deleted, or not be visible yet: then it is searched for. If that finds
    /// nobody either, a create tells the two apart.
    async fn read(&mut self, id: &str, before: &Error) -> Result<Option<Contact>, Error> {
        match self.api.get_contact_anew(id).await {
            Err(error) if error.status == Some(404) => {
                self.pause(before).await?;
                self.find().await
            }
            contact => contact.map(Some),
        }
    }

    /// A read right after somebody's write may be of before it, so each round waits longer. Without the time for it the
    /// call fails as it did before.
    async fn pause(&mut self, before: &Error) -> Result<(), Error> {
        let has_time = self.api.pause(self.pauses).await;
        self.pauses += 1;
        if has_time { Ok(()) } else { Err(before.clone()) }
    }
}

/// The id of the contact that a create would have doubled.
fn duplicate(error: &Error) -> Option<String> {
    let body = from_js(&error.cause);
    let id = body.at(&["details", "applicationError", "data", "duplicateContactId"]);
    id.and_then(Value::as_str).map(str::to_owned)
}
