//! Dates as the API writes them: contacts to the millisecond, labels and fields to the second.

use jiff::{SignedDuration, Timestamp, Unit};

/// Milliseconds since 1970, the form in which dates are stored and compared.
pub type Millis = i64;

pub fn now() -> Millis {
    Timestamp::now().as_millisecond()
}

/// `2024-03-01T09:00:00.000Z`
pub fn to_millis_text(date: Millis) -> String {
    timestamp(date).strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// `2024-04-20T14:02:20Z`
pub fn to_seconds_text(date: Millis) -> String {
    let whole = timestamp(date).round(Unit::Second).unwrap_or_default();
    whole.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Reads an RFC 3339 date-time.
pub fn parse(text: &str) -> Option<Millis> {
    text.parse::<Timestamp>().ok().map(Timestamp::as_millisecond)
}

/// Reads a calendar date, `YYYY-MM-DD`, alone or at the start of a date-time.
pub fn parse_date(text: &str) -> Option<String> {
    let (date, rest) = text.split_at_checked("YYYY-MM-DD".len())?;
    let is_date = date.parse::<jiff::civil::Date>().is_ok();
    (is_date && (rest.is_empty() || parse(text).is_some())).then(|| date.to_owned())
}

fn timestamp(date: Millis) -> Timestamp {
    Timestamp::from_duration(SignedDuration::from_millis(date)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_they_were_read() {
        for text in ["2024-03-02T09:00:00.001Z", "1999-12-31T23:59:59.000Z"] {
            assert_eq!(to_millis_text(parse(text).unwrap()), text);
        }
        assert_eq!(to_seconds_text(parse("2024-04-20T14:02:20Z").unwrap()), "2024-04-20T14:02:20Z");
    }

    #[test]
    fn a_calendar_date_may_be_the_start_of_a_date_time() {
        assert_eq!(parse_date("1980-12-01").as_deref(), Some("1980-12-01"));
        assert_eq!(parse_date("1980-12-01T00:00:00Z").as_deref(), Some("1980-12-01"));
        assert_eq!(parse_date("1980-13-01"), None);
        assert_eq!(parse_date("yesterday"), None);
    }
}
