//! reconcileContact.
