//! Phone numbers in all their spellings: in any script, with any punctuation, with words around them.

use crate::codes;
use crate::{
    text::{add, concat, lower, parts},
    unicode::{shows_nothing, to_ascii, trimmed},
};

/// With this many digits, a number needs no letters.
const WHOLE: usize = 7;
/// With this many digits and letters, a number with letters is whole: `1 800 GOT JUNK`.
const WHOLE_WITH_LETTERS: usize = 11;

/// A phone without invisible characters around it, with digits of any script in ASCII.
pub fn tidy(phone: &str) -> String {
    trimmed(phone).chars().map(to_ascii).collect()
}

/// The number in a tidy phone: `+49 30 123456` for `Office: +49 30 123456 (fax)`.
///
/// Letters are words if they are in brackets, mark an extension, or are next to a number that is whole without them. Other
/// letters stand for digits, as in `1-800-FLOWERS`.
pub fn number(phone: &str) -> &str {
    split(phone).0
}

/// Whether another number follows: `+49 30 123456 / +49 30 654321`.
pub fn has_another(phone: &str) -> bool {
    let (number, behind) = split(phone);
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let another = digits(behind);
    another.len() >= WHOLE && another != digits(number)
}

/// The number, and the text after it.
fn split(phone: &str) -> (&str, &str) {
    let Some(first_digit) = phone.find(|it: char| it.is_ascii_digit()) else { return (phone, "") };
    let before = phone.get(..first_digit).unwrap_or_default().trim_end_matches([' ', '(', '+']);
    let without_words = phone.get(before.len()..).unwrap_or_default().trim_start();
    let number = up_to_words(without_words);
    let is_whole = has_plus(number) || dialled(number).chars().count() >= WHOLE;
    let text = if is_whole && before.contains(is_letter) { without_words } else { phone };
    text.split_at_checked(up_to_words(text).len()).unwrap_or((text, ""))
}

fn has_plus(number: &str) -> bool {
    number.trim_start_matches([' ', '(']).starts_with('+')
}

fn up_to_words(phone: &str) -> &str {
    let (mut end, mut digits, mut letters, mut previous) = (0, 0, 0, ' ');
    for (index, character) in phone.char_indices() {
        let rest = phone.get(index..).unwrap_or_default();
        let is_end = match character {
            // An extension, a parameter, or another number.
            '#' | ';' | ',' | '+' => digits > 2,
            _ => {
                let whole = if letters > 0 { WHOLE_WITH_LETTERS } else { WHOLE };
                let is_joined = !previous.is_whitespace() && digits + letters == WHOLE;
                let is_whole = digits + letters >= whole && !is_joined;
                let begins = is_letter(character) && !is_letter(previous);
                begins && (is_whole || previous == '(' && digits > 0 || digits > 2 && is_extension(rest))
            }
        };
        if is_end {
            let closed = end + usize::from(phone.get(end..).is_some_and(|rest| rest.starts_with(')')));
            return phone.get(..closed).unwrap_or(phone);
        }
        if is_letter(character) || character.is_ascii_digit() {
            end = index + character.len_utf8();
            letters += usize::from(is_letter(character));
            digits += usize::from(character.is_ascii_digit());
        }
        previous = character;
    }
    phone
}

/// Whether a text starts with an extension, like `x12` or `ext. 12`.
fn is_extension(text: &str) -> bool {
    let behind = text.trim_start_matches(|it: char| it.is_ascii_alphabetic());
    let word = text.strip_suffix(behind).unwrap_or_default().to_ascii_lowercase();
    let is_mark = word == "x" || word.starts_with("ext");
    is_mark && behind.trim_start_matches([' ', '.', ':']).starts_with(|it: char| it.is_ascii_digit())
}

/// Whether it is a letter of any script, among the characters of phones.
fn is_letter(character: char) -> bool {
    match character {
        ..'\u{c0}' => character.is_ascii_alphabetic(),
        // Symbols, and the dashes of East Asia.
        '\u{d7}' | '\u{f7}' | '\u{2000}'..='\u{2bff}' | '\u{2e00}'..='\u{2e7f}' => false,
        '\u{3000}'..='\u{303f}' | '\u{30fb}' | '\u{30fc}' => false,
        _ => !shows_nothing(character),
    }
}

/// The digits to dial for a number. Letters become the digits of their keys.
pub fn dialled(number: &str) -> String {
    let mut dialled = String::new();
    for character in number.chars().filter(|it| is_letter(*it) || it.is_ascii_digit()) {
        let key = u32::from(character.to_ascii_lowercase()).checked_sub(u32::from('a'));
        let key = key.and_then(|index| KEYS.get(index as usize));
        dialled.push(key.map_or(character, |key| char::from(*key)));
    }
    if dialled.is_ascii() { dialled } else { lower(&dialled) }
}

/// The key of each letter from `a` to `z`.
const KEYS: &[u8; 26] = b"22233344455566677778889999";

/// The digits of a number in international form, from its calling code on: `442079460018` for `+44 (0)20 7946 0018`
/// and `0044 20 7946 0018`. Empty if the number is in another form; both if two readings are likely.
///
/// People write the trunk prefix with or without brackets, though it is not dialled from abroad. In some countries the
/// zero is part of the number.
pub fn from_calling_code(number: &str) -> Vec<String> {
    let mut dialled = dialled(number);
    if !has_plus(number) {
        // Australia dials abroad with 0011. No number of the calling code 1 has another 1 after it.
        match dialled.strip_prefix("0011").or(dialled.strip_prefix("00")) {
            Some(international) => dialled = international.to_owned(),
            None => return Vec::new(),
        }
    }
    let without_zero = codes::split(&dialled)
        .and_then(|(code, national)| Some((code, concat(&[code, national.strip_prefix('0')?]))));
    match without_zero {
        Some((code, without)) if codes::has_numbers_from_zero(code) => {
            if without_bracketed_zero(number).len() < number.len() {
                vec![dialled, without]
            } else {
                vec![dialled]
            }
        }
        Some((_, without)) => vec![without],
        None if dialled.is_empty() => Vec::new(),
        None => vec![dialled],
    }
}

/// `+44 20 7946 0018` for `+44 (0)20 7946 0018`.
fn without_bracketed_zero(number: &str) -> String {
    let mut parts = parts(number, b'(');
    let mut without = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.strip_prefix("0)") {
            Some(rest) => without.push_str(rest.trim_start()),
            None => without.push_str(&concat(&["(", part])),
        }
    }
    without
}

/// All forms of a phone, to compare it. The same digits can be different numbers in different countries, so only the digits
/// from the calling code on, with a plus, are certain.
pub fn forms(phone: &str, normalized_phone: Option<&str>) -> Vec<String> {
    let mut forms = from_calling_codes(phone, normalized_phone);
    let certain: Vec<_> = forms.iter().map(|reading| concat(&["+", reading])).collect();
    forms.extend(certain);
    for phone in [phone, normalized_phone.unwrap_or_default()] {
        let dialled = dialled(number(&tidy(phone)));
        if !dialled.is_empty() {
            add(&mut forms, dialled);
        }
    }
    forms
}

/// The number from its calling code on: from the phone, or else from its normalized form.
pub fn from_calling_codes(phone: &str, normalized_phone: Option<&str>) -> Vec<String> {
    let mut readings = from_calling_code(number(&tidy(phone)));
    let normalized = from_calling_code(number(&tidy(normalized_phone.unwrap_or_default())));
    normalized.into_iter().for_each(|reading| add(&mut readings, reading));
    readings
}

/// The country with which v4 understands a number.
pub fn country_code(phone: &str, normalized_phone: Option<&str>) -> Option<&'static str> {
    codes::country_of_number(from_calling_codes(phone, normalized_phone).first()?)
}

/// A number in the form for v4, so that it can be found again.
///
/// v4 reads a number by the rules of its country, whose exit code may not be `00`, but it always understands a `+`. It
/// derives no e164 number if no country has the calling code, so such a number is written in that form.
pub fn written(number: &str) -> String {
    let readings = from_calling_code(number);
    let Some(dialled) = readings.first().filter(|dialled| codes::split(dialled).is_some()) else {
        return number.to_owned();
    };
    let with_plus = match number.strip_prefix("00") {
        Some(rest) => concat(&["+", rest.trim_start()]),
        None => number.to_owned(),
    };
    let without_zero = without_bracketed_zero(&with_plus);
    let is_understood = |text: &String| has_plus(text) && self::dialled(self::number(text)) == *dialled;
    let has_country = codes::country_of_number(dialled).is_some();
    let understood = [with_plus, without_zero].into_iter().find(|text| has_country && is_understood(text));
    understood.unwrap_or_else(|| concat(&["+", dialled]))
}

#[cfg(test)]
mod tests;
