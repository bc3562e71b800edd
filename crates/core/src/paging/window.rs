//! What a source is asked for.

use super::Entries;

/// How coarse the times may be by which a server looks for contacts, in milliseconds.
const RESOLUTION: f64 = 1000.0;

/// Contacts by date, newest first.
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
    /// What of an answer is in this window. A server that looks by coarser times gives a little more.
    pub(super) fn own<E: Entries>(&self, entries: E) -> E {
        match self.before {
            Some(before) => entries.between(f64::NEG_INFINITY, before),
            None => entries,
        }
    }

    /// Whether an answer can be that for this window.
    pub(super) fn fits<E: Entries>(&self, entries: &E) -> bool {
        let since = self.since.map_or(f64::NEG_INFINITY, |since| since - RESOLUTION);
        let before = self.before.map_or(f64::INFINITY, |before| before + RESOLUTION);
        let is_dated = self.since.or(self.before).is_some();
        let count = entries.len();
        count <= self.limit
            && (!is_dated || entries.between(since, before).len() == count && is_newest_first(entries))
    }
}

fn is_newest_first(entries: &impl Entries) -> bool {
    let Some(last) = entries.len().checked_sub(1) else { return true };
    let is_turned = entries.created(0) + RESOLUTION < entries.created(last);
    !is_turned
}
