//! The extended field in which a site stores overlays.

use std::cell::RefCell;

/// The extended field for the overlays of a site.
pub struct OverlayField {
    pub(super) usage: ExtendedFields,
    /// Its key, once it was looked up.
    pub(super) key: RefCell<Option<String>>,
}

/// Whether reconcileContact may create, only use, or not use the extended field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtendedFields {
    Create,
    Existing,
    Off,
}

impl OverlayField {
    pub fn new(extended_fields: ExtendedFields) -> Self {
        Self { usage: extended_fields, key: RefCell::default() }
    }
}
