//! What is known about a site between calls.

use contacts_rules::reconciler::{self, ExtendedFields};

use crate::labels::Labels;

pub struct Site {
    pub labels: Labels,
    /// Whether a cursor prefetches the next page.
    pub prefetch: bool,
    pub reconciler: reconciler::Site,
}

impl Site {
    pub fn new(prefetch: bool, extended_fields: ExtendedFields) -> Self {
        Self { labels: Labels::default(), prefetch, reconciler: reconciler::Site::new(extended_fields) }
    }
}
