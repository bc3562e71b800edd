//! Dates as the API writes them: contacts to the millisecond, labels and fields to the second.

use jiff::{SignedDuration, Timestamp, Unit, civil, civil::DateTime, fmt::temporal::Pieces};

/// Milliseconds since 1970, the form in which dates are stored and compared.
pub type Millis = i64;

const EPOCH: DateTime = civil::date(1970, 1, 1).at(0, 0, 0, 0);
/// The first and the last moment that a date-time of the API can be.
const FIRST: DateTime = civil::date(1, 1, 1).at(0, 0, 0, 0);
const LAST: DateTime = civil::date(9999, 12, 31).at(23, 59, 59, 999_999_999);
const DAY_IN_SECONDS: i32 = 86_400;

pub fn now() -> Millis {
    Timestamp::now().as_millisecond()
}

/// `2024-03-01T09:00:00.000Z`
pub fn to_millis_text(date: Millis) -> String {
    date_time(date).strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// `2024-04-20T14:02:20Z`
pub fn to_seconds_text(date: Millis) -> String {
    let exact = date_time(date);
    let whole = exact.round(Unit::Second).unwrap_or(exact);
    whole.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Reads an RFC 3339 date-time, to the end of the year 9999; a day's offset or more is none.
pub fn parse(text: &str) -> Option<Millis> {
    let pieces = Pieces::parse(text).ok()?;
    let offset = pieces.to_numeric_offset()?.seconds();
    if offset.abs() >= DAY_IN_SECONDS || pieces.time_zone_annotation().is_some() {
        return None;
    }
    let local = pieces.date().to_datetime(pieces.time()?);
    let date = local.checked_sub(SignedDuration::from_secs(offset.into())).ok()?;
    (FIRST..=LAST).contains(&date).then(|| millis(date))
}

/// Reads a calendar date, `YYYY-MM-DD`, alone or at the start of a date-time.
pub fn parse_date(text: &str) -> Option<String> {
    let (date, rest) = text.split_at_checked("YYYY-MM-DD".len())?;
    let is_date = date.parse::<civil::Date>().is_ok();
    (is_date && (rest.is_empty() || parse(text).is_some())).then(|| date.to_owned())
}

/// In UTC. A `Timestamp` would end a day before the year 9999 does.
fn date_time(date: Millis) -> DateTime {
    EPOCH.checked_add(SignedDuration::from_millis(date)).unwrap_or(EPOCH)
}

fn millis(date: DateTime) -> Millis {
    let exact = date.duration_since(EPOCH).as_nanos();
    Millis::try_from(exact.div_euclid(1_000_000)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_they_were_read() {
        for text in [
            "2024-03-02T09:00:00.001Z",
            "1999-12-31T23:59:59.000Z",
            "0001-01-01T00:00:00.000Z",
            "1969-12-31T23:59:59.999Z",
            "9999-12-31T23:59:59.999Z",
        ] {
            assert_eq!(to_millis_text(parse(text).unwrap()), text);
        }
        assert_eq!(to_seconds_text(parse("2024-04-20T14:02:20Z").unwrap()), "2024-04-20T14:02:20Z");
    }

    #[test]
    fn a_date_time_has_an_offset_of_less_than_a_day_and_a_year_of_four_digits() {
        let same = |text: &str| parse(text).map(to_millis_text);
        assert_eq!(same("2024-03-02T09:00:00+23:59").as_deref(), Some("2024-03-01T09:01:00.000Z"));
        assert_eq!(same("2024-03-02T09:00:00.0019-01:30").as_deref(), Some("2024-03-02T10:30:00.001Z"));
        assert_eq!(same("1969-12-31T23:59:59.9995Z").as_deref(), Some("1969-12-31T23:59:59.999Z"));
        for text in [
            "2024-03-02T09:00:00+25:00",
            "2024-03-02T09:00:00-24:00",
            "9999-12-31T23:59:59-00:01",
            "0001-01-01T00:00:00+00:01",
            "-000001-01-01T00:00:00Z",
            "2024-03-02T09:00:00",
            "2024-03-02T09:00:00Z[Europe/Oslo]",
            "2024-03-02",
            "",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_calendar_date_may_be_the_start_of_a_date_time() {
        assert_eq!(parse_date("1980-12-01").as_deref(), Some("1980-12-01"));
        assert_eq!(parse_date("1980-12-01T00:00:00Z").as_deref(), Some("1980-12-01"));
        assert_eq!(parse_date("1980-13-01"), None);
        assert_eq!(parse_date("yesterday"), None);
    }
}
