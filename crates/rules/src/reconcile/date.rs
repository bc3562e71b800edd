//! Forms of dates, to compare them.

pub use crate::date::{instant, precise};
use crate::text::{self, cut, decimal};

/// The same text for the same instant in any time zone.
pub fn normalize(text: &str) -> String {
    instant(text).map_or_else(|| text::normalize(text), |instant| decimal(instant as u64))
}

/// The date of a date-time, as written: `1994-11-05` of `1994-11-05T13:15:30Z`.
pub fn day(text: &str) -> &str {
    cut(text, b"Tt").map_or(text, |(date, _)| date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_as_written() {
        assert_eq!(day("1994-11-05T23:15:30-05:00"), "1994-11-05");
        assert_eq!(day("1994-11-05"), "1994-11-05");
    }
}
