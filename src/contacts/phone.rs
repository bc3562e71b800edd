//! Phone numbers in their many spellings.

use super::codes;
use crate::text::parts;

/// The digits of a number, however it is written.
pub fn digits(phone: &str) -> String {
    let mut digits = String::new();
    for byte in phone.bytes().filter(u8::is_ascii_digit) {
        digits.push(char::from(byte));
    }
    digits
}

/// The digits of a number in international form, from its calling code on: `+44 (0)20 7946 0018` and
/// `0044 20 7946 0018` are `442079460018`. None if it is in another form.
pub fn international_digits(phone: &str) -> Option<String> {
    // People write the trunk prefix in brackets to say that it is not dialled from abroad.
    let mut international = String::new();
    for part in parts(phone, b'(') {
        international.push_str(&digits(part.strip_prefix("0)").unwrap_or(part)));
    }
    if !phone.trim_start_matches([' ', '(']).starts_with('+') {
        international = international.strip_prefix("00")?.to_owned();
    }
    (!international.is_empty()).then_some(international)
}

/// Every form in which a number can be compared: two that have one in common are the same number.
pub fn forms(phone: &str, normalized_phone: Option<&str>) -> Vec<String> {
    let normalized = normalized_phone.unwrap_or_default();
    let mut forms = Vec::new();
    let mut add = |form: String| {
        if !form.is_empty() {
            forms.push(form);
        }
    };
    add(digits(phone));
    add(international_digits(phone).unwrap_or_default());
    add(international_digits(normalized).unwrap_or_else(|| digits(normalized)));
    forms
}

/// The number from its calling code on, if it or its normalized form is international.
pub fn calling_digits(phone: &str, normalized_phone: Option<&str>) -> Option<String> {
    international_digits(phone).or_else(|| international_digits(normalized_phone?))
}

/// The country that makes v4 understand a number.
pub fn country_code(phone: &str, normalized_phone: Option<&str>) -> Option<&'static str> {
    codes::country_of_number(&calling_digits(phone, normalized_phone)?)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    fn same(a: (&str, Option<&str>), b: (&str, Option<&str>)) -> bool {
        let b = forms(b.0, b.1);
        forms(a.0, a.1).iter().any(|form| b.contains(form))
    }

    #[test]
    fn an_international_number_begins_with_its_calling_code() {
        for phone in ["+44 20 7946 0018", "+44 (0)20 7946 0018", "0044-20-7946-0018", " (+44) 20 7946 0018"] {
            assert_eq!(international_digits(phone).as_deref(), Some("442079460018"), "{phone}");
        }
    }

    #[test]
    fn a_national_number_has_no_calling_code() {
        for phone in ["020 7946 0018", "(212) 665-2602", "+", "00", "", "no + sign 5"] {
            assert_eq!(international_digits(phone), None, "{phone}");
        }
    }

    #[test]
    fn a_number_is_the_same_by_e164_or_by_its_digits() {
        assert!(same(("(415) 639-5555", Some("+14156395555")), ("+1 415 639 5555", None)));
        assert!(same(("(415) 639-5555", Some("+14156395555")), ("415.639.5555", None)));
        assert!(same(("+44 (0)20 7946 0018", None), ("020 7946 0018", Some("+442079460018"))));
        assert!(!same(("415 639 5555", None), ("+1 415 639 5555", None)));
        assert!(!same(("no digits", None), ("none either", None)));
    }

    #[test]
    fn the_country_is_that_of_the_calling_code() {
        assert_eq!(country_code("+972 9-749-5550", None), Some("IL"));
        assert_eq!(country_code("09-749-5550", Some("+97297495550")), Some("IL"));
        assert_eq!(country_code("001 415 639 5555", None), Some("US"));
        assert_eq!(country_code("09-749-5550", None), None);
    }
}
