//! What is known about a site between calls.

use std::cell::RefCell;

/// A site to which contacts are added.
pub struct Site {
    pub(super) extended_fields: ExtendedFields,
    /// The key of the extended field, once it was looked up.
    pub(super) field_key: RefCell<Option<String>>,
}

/// Whether reconcileContact may create, only use, or not use the extended field.
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
