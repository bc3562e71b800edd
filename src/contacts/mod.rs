//! What `Wix.Contacts` promises: arguments, contacts, cursors, labels, reconcile.

pub mod details;
pub mod reconcile;
