//! Whom a contactInfo is about.

use super::info::ContactInfo;
use serde_json::Value;

/// The v4 query filter of the contacts that have any of the emails or phones.
pub fn filter(info: &ContactInfo) -> Value {
    let _ = info;
    Value::Null
}

/// The position of the best match among v4 contacts: most matching items wins, then an email match over a
/// phone match, then the oldest. A candidate without any match is none: a server may search more loosely.
pub fn best(info: &ContactInfo, candidates: &[&Value]) -> Option<usize> {
    let _ = (info, candidates);
    None
}
