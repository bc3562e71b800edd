//! When to retry a failed attempt, and how long to wait before. Times are in milliseconds.

use crate::text::{number, parts};

/// The longest wait before the first retry without a Retry-After. It doubles with each retry.
const BASE: f64 = 500.0;
/// The longest wait of all: the API limits requests per minute
/// (`spec/contacts-v4.md` section 4.3).
const CAP: f64 = 60_000.0;

/// The statuses after which the same request may succeed.
pub fn is_transient(status: u16) -> bool {
    matches!(status, 429 | 500 | 502 | 503 | 504)
}

/// Whether a code means a quota that waiting does not free, such as FIELDS_QUOTA_EXCEEDED. Quotas of requests and of
/// request rates do refill.
pub fn is_quota_exhausted(code: &str) -> bool {
    let has = |words: &[&str]| {
        parts(code, b'_').any(|word| words.iter().any(|other| other.eq_ignore_ascii_case(word)))
    };
    has(&["QUOTA", "QUOTAS"]) && !has(&["RATE", "REQUEST", "REQUESTS"])
}

/// The wait before retry `retry` (from 0): the one from the server, else exponential with full jitter.
/// `random` is in 0..1.
pub fn wait(retry: u32, retry_after: Option<f64>, random: f64) -> f64 {
    let ceiling = BASE * f64::from(1 << retry.min(16));
    retry_after.unwrap_or(ceiling.min(CAP) * random)
}

/// The same, but at least half of the maximum: for requests that fail again if they come too soon.
pub fn pause(retry: u32, retry_after: Option<f64>, random: f64) -> f64 {
    wait(retry, retry_after, 0.5 + random / 2.0)
}

/// The wait in a Retry-After header: seconds, or a date that `parse_date` turns into a time.
pub fn retry_after(header: &str, now: f64, parse_date: impl Fn(&str) -> f64) -> Option<f64> {
    let header = header.trim();
    let wait = match number(header) {
        Some(seconds) => seconds as f64 * 1000.0,
        None => parse_date(header) - now,
    };
    // The comparison also drops NaN, from an invalid date.
    (wait > f64::NEG_INFINITY).then(|| wait.max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_a_minute_and_is_fully_jittered() {
        assert_eq!(wait(0, None, 1.0), 500.0);
        assert_eq!(wait(1, None, 1.0), 1000.0);
        assert_eq!(wait(2, None, 0.5), 1000.0);
        assert_eq!(wait(40, None, 1.0), 60_000.0);
        assert_eq!(wait(3, None, 0.0), 0.0);
    }

    #[test]
    fn a_pause_is_at_least_half_of_the_longest_wait() {
        assert_eq!((pause(0, None, 0.0), pause(0, None, 1.0)), (250.0, 500.0));
        assert_eq!(pause(3, Some(7000.0), 0.0), 7000.0);
    }

    #[test]
    fn a_retry_after_is_kept_to() {
        assert_eq!(wait(0, Some(7000.0), 0.3), 7000.0);
    }

    #[test]
    fn a_retry_after_is_seconds_or_a_date() {
        let date = |text: &str| if text == "a date" { 90_000.0 } else { f64::NAN };
        assert_eq!(retry_after(" 3 ", 0.0, date), Some(3000.0));
        assert_eq!(retry_after("a date", 60_000.0, date), Some(30_000.0));
        assert_eq!(retry_after("a date", 120_000.0, date), Some(0.0));
        assert_eq!(retry_after("soon", 0.0, date), None);
        assert_eq!(retry_after("", 0.0, date), None);
    }

    #[test]
    fn only_passing_failures_are_tried_again() {
        assert!([429, 500, 502, 503, 504].into_iter().all(is_transient));
        assert!(![400, 401, 403, 404, 409, 428, 501].into_iter().any(is_transient));
    }

    #[test]
    fn a_quota_is_used_up_unless_it_is_of_requests() {
        for code in ["FIELDS_QUOTA_EXCEEDED", "LABELS_QUOTA_REACHED", "QUOTA_EXCEEDED", "CORPORATE_QUOTA"] {
            assert!(is_quota_exhausted(code), "{code}");
        }
        for code in ["", "RESOURCE_EXHAUSTED", "RATE_LIMIT_EXCEEDED", "REQUESTS_QUOTA_EXCEEDED", "RATE_QUOTA"]
        {
            assert!(!is_quota_exhausted(code), "{code}");
        }
    }
}
