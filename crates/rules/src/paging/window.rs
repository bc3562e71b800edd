//! A query for contacts.

use super::Entry;

/// The coarsest resolution of the times that a server filters by, in milliseconds.
const RESOLUTION: f64 = 1000.0;

/// A range of contacts by date, newest first.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Window {
    /// Only those created before this time.
    pub before: Option<f64>,
    /// Only those created at this time or later.
    pub since: Option<f64>,
    pub offset: usize,
    pub limit: usize,
}

impl Window {
    /// Whether an entry is in the window: a server that filters by coarser times returns newer ones, too.
    pub fn has(&self, entry: &impl Entry) -> bool {
        self.before.is_none_or(|before| entry.is_between(f64::NEG_INFINITY, before))
    }

    /// Whether entries can be the response to this window.
    pub(super) fn fits(&self, entries: &[impl Entry]) -> bool {
        let since = self.since.map_or(f64::NEG_INFINITY, |since| since - RESOLUTION);
        let before = self.before.map_or(f64::INFINITY, |before| before + RESOLUTION);
        let is_dated = self.since.or(self.before).is_some();
        entries.len() <= self.limit
            && (!is_dated
                || entries.iter().all(|entry| entry.is_between(since, before)) && is_newest_first(entries))
    }
}

fn is_newest_first(entries: &[impl Entry]) -> bool {
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return true };
    let is_turned = first.created() + RESOLUTION < last.created();
    !is_turned
}
