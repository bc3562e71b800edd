//! Functions on texts, without large parts of the standard library: formatting, and the tables of Unicode.

use std::cell::Cell;

use crate::unicode::trimmed;

/// Concatenates texts.
pub fn concat(parts: &[&str]) -> String {
    let mut text = String::new();
    parts.iter().for_each(|part| text.push_str(part));
    text
}

/// Joins the texts that are not empty.
pub fn join(parts: &[&str], separator: &str) -> String {
    let mut text = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !text.is_empty() {
            text.push_str(separator);
        }
        text.push_str(part);
    }
    text
}

/// Whether two things are the same, given the forms of each. A form that starts with a plus is unique: if both have one, no
/// other form counts.
pub fn are_same(forms: &[String], others: &[String]) -> bool {
    let is_certain = |form: &&String| form.starts_with('+');
    let are_certain = [forms, others].iter().all(|forms| forms.iter().any(|form| is_certain(&form)));
    forms.iter().filter(|form| !are_certain || is_certain(form)).any(|form| others.contains(form))
}

/// Adds a text to a list unless it is there.
pub fn add(texts: &mut Vec<String>, text: String) {
    if !texts.contains(&text) {
        texts.push(text);
    }
}

/// The texts before and after the first of these ASCII characters.
pub fn cut<'a>(text: &'a str, separators: &[u8]) -> Option<(&'a str, &'a str)> {
    let index = first_of(text, separators)?;
    Some((text.get(..index)?, text.get(index + 1..)?))
}

/// Where the first of these ASCII characters is.
#[expect(clippy::manual_contains, reason = "`contains` brings a search by whole words along")]
pub fn first_of(text: &str, bytes: &[u8]) -> Option<usize> {
    text.bytes().position(|byte| bytes.iter().any(|other| *other == byte))
}

/// Splits a text at an ASCII character.
pub fn parts(text: &str, separator: u8) -> impl Iterator<Item = &str> {
    let mut left = Some(text);
    std::iter::from_fn(move || {
        let text = left?;
        let (part, rest) = cut(text, &[separator]).map_or((text, None), |(part, rest)| (part, Some(rest)));
        left = rest;
        Some(part)
    })
}

/// A number in decimal digits.
pub fn decimal(number: u64) -> String {
    let mut digits = if number < 10 { String::new() } else { decimal(number / 10) };
    digits.push(char::from(b'0' + (number % 10) as u8));
    digits
}

/// Parses decimal digits.
pub fn number(text: &str) -> Option<u64> {
    let is_decimal = (1..=15).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_decimal.then(|| text.bytes().fold(0, |number, digit| number * 10 + u64::from(digit - b'0')))
}

/// Normalizes a text, to compare texts in any case and with any blanks around or between words.
pub fn normalize(text: &str) -> String {
    lower(&single_blanks(text))
}

/// A text without blanks around it, and with one space between words.
pub fn single_blanks(text: &str) -> String {
    let mut single = String::new();
    for word in trimmed(text).split(char::is_whitespace).filter(|word| !word.is_empty()) {
        if !single.is_empty() {
            single.push(' ');
        }
        single.push_str(word);
    }
    single
}

/// How many Unicode code points a text has.
pub fn length(text: &str) -> usize {
    // All bytes of a code point except its first start with the bits 10.
    text.bytes().filter(|byte| byte & 0xC0 != 0x80).count()
}

/// Lower case, to compare texts in any case.
pub fn lower(text: &str) -> String {
    LOWER_CASE.get()(text)
}

/// Uses the host's lower case: the standard library's tables for it would be a tenth of the wasm.
pub fn use_lower_case(of_host: fn(&str) -> String) {
    LOWER_CASE.set(of_host);
}

thread_local! {
    static LOWER_CASE: Cell<fn(&str) -> String> = const { Cell::new(lower_case) };
}

fn lower_case(text: &str) -> String {
    if cfg!(target_family = "wasm") { text.to_ascii_lowercase() } else { text.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_put_together() {
        assert_eq!(concat(&["a", "", "b"]), "ab");
        assert_eq!(join(&["a", "", "b"], ", "), "a, b");
        assert_eq!(join(&["", ""], ", "), "");
    }

    #[test]
    fn a_text_of_digits_is_a_number() {
        assert_eq!(number("0042"), Some(42));
        for text in ["", " 5", "5.0", "-5", "+5", "1e2", "0x10", "five", "\u{665}", "1234567890123456"] {
            assert_eq!(number(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_form_in_common_makes_things_the_same_unless_others_are_certain() {
        let are_same = |forms: &[&str], others: &[&str]| {
            let [forms, others] =
                [forms, others].map(|it| it.iter().map(ToString::to_string).collect::<Vec<_>>());
            super::are_same(&forms, &others) && super::are_same(&others, &forms)
        };
        assert!(are_same(&["a", "b"], &["b", "c"]));
        assert!(are_same(&["a", "+b"], &["a"]));
        assert!(are_same(&["a", "+b"], &["c", "+b"]));
        assert!(!are_same(&["a", "+b"], &["a", "+c"]));
        assert!(!are_same(&["a"], &["b"]));
        assert!(!are_same(&[], &[]));
    }

    #[test]
    fn the_length_is_in_code_points() {
        for text in ["", "abc", "\u{e9}\u{1f600}x"] {
            assert_eq!(length(text), text.chars().count());
        }
    }

    #[test]
    fn a_text_is_cut_at_the_first_separator() {
        assert_eq!(cut("1994-11-05T13:15Z", b"Tt"), Some(("1994-11-05", "13:15Z")));
        assert_eq!(cut("a-", b"-"), Some(("a", "")));
        assert_eq!(cut("\u{e9}", b"-"), None);
        assert_eq!(parts("a b  c", b' ').collect::<Vec<_>>(), ["a", "b", "", "c"]);
        assert_eq!(parts("", b' ').collect::<Vec<_>>(), [""]);
    }

    #[test]
    fn blanks_and_case_make_no_other_form() {
        assert_eq!(normalize("\u{feff} 17 \u{a0}Invented\tWAY\n"), "17 invented way");
        assert_eq!(single_blanks(" Ann  Lee "), "Ann Lee");
        assert_eq!(normalize(" "), "");
    }

    #[test]
    fn a_number_is_written_in_decimal_digits() {
        for number in [0, 7, 10, 1234567890, u64::MAX] {
            assert_eq!(decimal(number), number.to_string());
        }
    }
}
