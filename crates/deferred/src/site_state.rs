//! What is known about a site between calls.

use contacts_rules::reconciler::{ExtendedFields, OverlayField};

use crate::labels::Labels;

pub struct SiteState {
    pub labels: Labels,
    /// Whether a cursor prefetches the next page.
    pub prefetch: bool,
    pub overlay_field: OverlayField,
}

impl SiteState {
    pub fn new(prefetch: bool, extended_fields: ExtendedFields) -> Self {
        Self { labels: Labels::default(), prefetch, overlay_field: OverlayField::new(extended_fields) }
    }
}
