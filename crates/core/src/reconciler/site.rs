//! What is known of a site from one call to the next.

use std::cell::RefCell;

/// A site that contacts are added to.
pub struct Site {
    pub(super) extended_fields: ExtendedFields,
    /// The key of the extended field, once it was looked up.
    pub(super) field_key: RefCell<Option<String>>,
}

/// Whether reconcileContact may make, only use, or not use the extended field for what v4 can't hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtendedFields {
    Create,
    Existing,
    Off,
}

impl Site {
    pub fn new(extended_fields: ExtendedFields) -> Self {
        Self { extended_fields, field_key: RefCell::default() }
    }
}
