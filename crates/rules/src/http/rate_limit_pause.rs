//! The pause of an iteration: after a 429, all of its requests wait.

use std::cell::Cell;

#[derive(Debug, Default)]
pub struct RateLimitPause {
    ends_at: Cell<f64>,
    /// The number of 429s in a row, for the length of the next pause.
    rate_limited: Cell<u32>,
}

impl RateLimitPause {
    /// Milliseconds until requests may be sent again.
    pub fn left(&self, now: f64) -> f64 {
        (self.ends_at.get() - now).max(0.0)
    }

    pub fn rate_limited(&self) -> u32 {
        self.rate_limited.get()
    }

    pub fn extend(&self, until: f64) {
        // Several requests in flight may get a 429 at once. They count as one.
        if until > self.ends_at.get() {
            self.ends_at.set(until);
            self.rate_limited.set(self.rate_limited.get() + 1);
        }
    }

    pub fn end(&self) {
        self.rate_limited.set(0);
    }
}
