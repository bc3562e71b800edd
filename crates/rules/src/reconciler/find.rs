//! Finds the contact to write to, and reads it again if a write failed because it had changed.

use std::mem::take;

use super::{ContactsApi, Failure, Reconciler};
use crate::{json::Value, reconcile::matching, v4::Query};

/// Candidates for a match per response; there are rarely more than two.
const CANDIDATES: u32 = 100;
/// How often to write a contact if somebody else changes it first each time.
const MAX_ROUNDS: u32 = 5;

impl<A: ContactsApi> Reconciler<'_, A> {
    /// The best match among the contacts that have any of the emails or phones.
    pub(super) async fn find(&self) -> Result<Option<Value>, Failure<A::Error>> {
        let mut candidates = Vec::new();
        let mut offset = 0;
        loop {
            let filter = matching::filter(&self.info);
            let query = Query { filter, newest_first: false, offset, limit: CANDIDATES };
            let mut page = self.api.find_contacts(query).await?;
            let length = page.len() as u32;
            offset += length;
            // A server that ignores the filter would return page after page.
            let is_last = length < CANDIDATES || matching::best(&self.info, &page).is_none();
            candidates.append(&mut page);
            if is_last {
                break;
            }
        }
        // A search may still find deleted contacts.
        candidates.retain(|contact| !self.gone.iter().any(|id| id == contact.text("id")));
        Ok(matching::best(&self.info, &candidates).map(|index| candidates.swap_remove(index)))
    }

    /// Reads the contact again if a write failed because it has changed, already exists, or was deleted. Returns any other
    /// failure.
    pub(super) async fn look_again(
        &mut self,
        failure: Failure<A::Error>,
    ) -> Result<Option<Failure<A::Error>>, Failure<A::Error>> {
        let code = failure.code.as_str();
        let (id, may_be_stale) = match &self.stored {
            None if code.starts_with("DUPLICATE_CONTACT_EXIST") => match failure.duplicate() {
                Some(id) => (Some(id.to_owned()), false),
                None => return Err(failure),
            },
            Some(contact) if code == "CONTACT_ALREADY_CHANGED" => (Some(contact.text("id").to_owned()), true),
            Some(contact) if failure.is_not_found() => {
                self.gone.push(contact.text("id").to_owned());
                (None, false)
            }
            _ => return Ok(Some(failure)),
        };
        self.rounds += 1;
        if self.rounds == MAX_ROUNDS {
            return Err(failure);
        }
        self.tried = Some(take(&mut self.plan));
        if may_be_stale {
            self.pause(&failure).await?;
        }
        self.stored = match id {
            Some(id) => self.read(&id, &failure).await?,
            None => self.find().await?,
        };
        Ok(None)
    }

    /// A contact by its id. If it is not found, it may be deleted or not visible yet, so this searches for it. If the search
    /// finds nothing either, a create shows which of the two is the case.
    async fn read(
        &mut self,
        id: &str,
        before: &Failure<A::Error>,
    ) -> Result<Option<Value>, Failure<A::Error>> {
        match self.api.get_contact(id).await {
            Err(failure) if failure.is_not_found() => {
                self.pause(before).await?;
                self.find().await
            }
            contact => contact.map(Some),
        }
    }

    /// Waits, longer in each round, since a read right after somebody's write may return the state before it. If there is
    /// no time for the wait, the call fails with the failure of the write.
    async fn pause(&mut self, before: &Failure<A::Error>) -> Result<(), Failure<A::Error>> {
        let has_time = self.api.pause(self.pauses).await;
        self.pauses += 1;
        if has_time { Ok(()) } else { Err(before.clone()) }
    }
}
