//! What `Wix.Contacts` promises: arguments, contacts, cursors, labels, reconcile.

pub mod codes;
pub mod details;
pub mod phone;
pub mod reconcile;
pub mod tags;
