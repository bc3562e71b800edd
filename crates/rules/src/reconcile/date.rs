//! ISO 8601 dates and date-times, and forms of them to compare.

use crate::text::{self, decimal};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// The same text for the same instant in any time zone.
pub fn normalize(text: &str) -> String {
    instant(text).map_or_else(|| text::normalize(text), |instant| decimal(instant as u64))
}

/// The date of a date-time, as written: `1994-11-05` of `1994-11-05T13:15:30Z`.
pub fn day(text: &str) -> &str {
    text::cut(text, b"Tt").map_or(text, |(date, _)| date)
}

/// A date or date-time in milliseconds since 1970, in UTC unless it has a zone; None if it is neither.
pub fn instant(text: &str) -> Option<i64> {
    precise(text).map(|(millis, _)| millis)
}

/// Milliseconds since 1970, and the remaining nanoseconds: the order of dates with any number of digits.
pub fn precise(text: &str) -> Option<(i64, u64)> {
    let text = text.as_bytes();
    let (date, time) = cut(text, b"Tt").unwrap_or((text, b"00:00"));
    let zone = time.iter().position(|byte| b"Zz+-".contains(byte)).unwrap_or(time.len());
    let (clock, zone) = time.split_at_checked(zone)?;
    let (millis, nanos) = time_of_day(clock)?;
    Some((days_since_1970(date)? * DAY + millis - offset(zone)?, nanos))
}

fn days_since_1970(date: &[u8]) -> Option<i64> {
    let (year, rest) = number(date, 4)?;
    let (month, rest) = number(rest.strip_prefix(b"-")?, 2)?;
    let (day, rest) = number(rest.strip_prefix(b"-")?, 2)?;
    let days_in_month = match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if day < 1 || day > days_in_month || !rest.is_empty() {
        return None;
    }
    // Years that begin in March end with the leap day, so that months have a fixed start. Counted from 400 years
    // before the first one, after which the calendar repeats, they are all positive.
    let (year, month) = if month > 2 { (year + 400, month - 3) } else { (year + 399, month + 9) };
    let leap_days = year / 4 - year / 100 + year / 400;
    Some(year * 365 + leap_days + (month * 153 + 2) / 5 + day - 865_566)
}

/// Milliseconds, and the remaining nanoseconds.
fn time_of_day(clock: &[u8]) -> Option<(i64, u64)> {
    let (clock, fraction) = cut(clock, b".,").map_or((clock, None), |(clock, digits)| (clock, Some(digits)));
    let (hour, rest) = number(clock, 2)?;
    let (minute, rest) = number(rest.strip_prefix(b":")?, 2)?;
    let (second, rest) = match rest.strip_prefix(b":") {
        Some(rest) => number(rest, 2)?,
        None if fraction.is_none() => (0, rest),
        None => return None,
    };
    let fraction = fraction.unwrap_or(b"0");
    let is_time = hour < 24 && minute < 60 && second < 60 && rest.is_empty();
    if !is_time || fraction.is_empty() || !fraction.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let digits = fraction.iter().copied().chain(std::iter::repeat(b'0')).take(9);
    let nanos = digits.fold(0, |nanos, digit| nanos * 10 + u64::from(digit - b'0'));
    let millis = (hour * 60 + minute) * MINUTE + second * 1000 + (nanos / 1_000_000) as i64;
    Some((millis, nanos % 1_000_000))
}

/// How far a zone is ahead of UTC: `Z`, `+02:00`, `+0200` or `+02`.
fn offset(zone: &[u8]) -> Option<i64> {
    let (sign, zone) = match zone.split_first() {
        None | Some((b'Z' | b'z', [])) => return Some(0),
        Some((b'+', zone)) => (1, zone),
        Some((b'-', zone)) => (-1, zone),
        Some(_) => return None,
    };
    let (hours, rest) = number(zone, 2)?;
    let (minutes, rest) = match rest {
        [] => (0, rest),
        rest => number(rest.strip_prefix(b":").unwrap_or(rest), 2)?,
    };
    let is_offset = hours < 24 && minutes < 60 && rest.is_empty();
    is_offset.then_some(sign * (hours * 60 + minutes) * MINUTE)
}

/// A number with `length` digits, and the text after it.
fn number(text: &[u8], length: usize) -> Option<(i64, &[u8])> {
    let (digits, rest) = text.split_at_checked(length)?;
    let is_number = digits.iter().all(u8::is_ascii_digit);
    is_number.then(|| (digits.iter().fold(0, |number, digit| number * 10 + i64::from(digit - b'0')), rest))
}

/// The text before and after the first of these bytes.
fn cut<'a>(text: &'a [u8], separators: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let (before, rest) = text.split_at_checked(text.iter().position(|byte| separators.contains(byte))?)?;
    Some((before, rest.get(1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_as_written() {
        assert_eq!(day("1994-11-05T23:15:30-05:00"), "1994-11-05");
        assert_eq!(day("1994-11-05"), "1994-11-05");
    }

    #[test]
    fn a_date_is_its_midnight_in_utc() {
        assert_eq!(instant("1970-01-01"), Some(0));
        assert_eq!(instant("1969-12-31"), Some(-DAY));
        assert_eq!(instant("1980-12-01"), instant("1980-12-01T00:00:00.000Z"));
        assert_eq!(instant("1980-12-01"), Some(344_476_800_000));
        assert_eq!(instant("2000-03-01"), Some(951_868_800_000));
        assert_eq!(instant("0001-01-01"), Some(-62_135_596_800_000));
    }

    #[test]
    fn the_zone_counts() {
        let utc = instant("1994-11-05T13:15:30Z");
        assert_eq!(utc, Some(784_041_330_000));
        for text in ["1994-11-05T08:15:30-05:00", "1994-11-05T15:15:30+0200", "1994-11-06T00:15:30+11"] {
            assert_eq!(instant(text), utc, "{text}");
        }
    }

    #[test]
    fn fractions_count_to_the_millisecond() {
        assert_eq!(instant("1970-01-01T00:00:00.5Z"), Some(500));
        assert_eq!(instant("1970-01-01T00:00:01,123456Z"), Some(1123));
    }

    #[test]
    fn dates_are_in_the_order_of_time_however_they_are_written() {
        let dates = [
            "2023-12-31T23:59:59.999999999Z",
            "2024-01-01T02:00:00+02:00",
            "2024-01-01T00:00:00.000000001Z",
            "2024-01-01T00:00:00.1Z",
            "2023-12-31T19:00:00.100001-05:00",
            "2024-01-01T00:00:00.500Z",
        ];
        assert!(dates.is_sorted_by_key(|date| precise(date).unwrap()));
        assert_eq!(precise(dates[1]), precise("2024-01-01T00:00:00.000Z"));
    }

    #[test]
    fn leap_days_exist_in_leap_years_only() {
        assert!(instant("2024-02-29").is_some());
        assert!(instant("2000-02-29").is_some());
        assert!(instant("1900-02-29").is_none());
        assert!(instant("2023-02-29").is_none());
    }

    #[test]
    fn what_is_no_iso_8601_is_no_date() {
        for text in [
            "",
            "yesterday",
            "1994",
            "1994-11",
            "1994-13-01",
            "1994-04-31",
            "1994-00-01",
            "94-11-05",
            "19941105",
            "05/11/1994",
            "1994-11-05-01",
            "1994-11-05T",
            "1994-11-05T25:00",
            "1994-11-05T12:60",
            "1994-11-05T12",
            "1994-11-05T12:00:61Z",
            "1994-11-05T12:00:00.Z",
            "1994-11-05T12:00.0Z",
            "1994-11-05T12:00Zulu",
            "1994-11-05T12:00+2",
            "1994-11-05T12:00+02:0",
            "+994-11-05",
            "1994-11-05 ",
            "1994-11-0\u{665}",
            "T",
        ] {
            assert_eq!(instant(text), None, "{text:?}");
        }
    }
}
