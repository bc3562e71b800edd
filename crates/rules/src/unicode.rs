//! The parts of Unicode that values need: which characters are invisible, and which are digits.

/// A text without blanks and invisible characters around it, which copied texts often have.
pub fn trimmed(text: &str) -> &str {
    text.trim_matches(shows_nothing)
}

/// Whether a character is a blank, a control character, or invisible, like a joiner or a direction mark.
pub fn shows_nothing(character: char) -> bool {
    let is_in = |(first, last): &(char, char)| (*first..=*last).contains(&character);
    character.is_whitespace() || character.is_control() || IGNORABLE.iter().any(is_in)
}

/// The ASCII character for a digit of any script, or for a wide form of East Asia, like `＋` and `（`. Others stay
/// unchanged.
pub fn to_ascii(character: char) -> char {
    let code = u32::from(character);
    let ascii = match character {
        ..='\u{7f}' => Some(code),
        '\u{ff01}'..='\u{ff5e}' => Some(code - WIDE),
        '\u{3000}' => Some(u32::from(' ')),
        _ => digit(code).map(|digit| u32::from('0') + digit),
    };
    ascii.and_then(char::from_u32).unwrap_or(character)
}

fn digit(code: u32) -> Option<u32> {
    ZEROS.iter().filter_map(|zero| code.checked_sub(u32::from(*zero))).find(|distance| *distance < 10)
}

/// A text in each script other than ASCII in which people type numbers. Only its digits change; in the wide forms of East
/// Asia, all of it.
pub fn in_other_scripts(text: &str) -> impl Iterator<Item = String> {
    TYPED_ZEROS.iter().map(move |zero| text.chars().map(|it| in_script(it, *zero)).collect())
}

fn in_script(character: char, zero: char) -> char {
    let moved = match (character, zero) {
        ('!'..='~', WIDE_ZERO) => u32::from(character) + WIDE,
        ('0'..='9', _) => u32::from(zero) + u32::from(character) - u32::from('0'),
        _ => return character,
    };
    char::from_u32(moved).unwrap_or(character)
}

/// The distance of the wide forms from ASCII.
const WIDE: u32 = 0xfee0;
const WIDE_ZERO: char = '\u{ff10}';

/// Arabic, Persian and Urdu, Devanagari, Bengali, and East Asia.
const TYPED_ZEROS: [char; 5] = ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', WIDE_ZERO];

/// The zero of each script except ASCII and the wide forms. Its other digits follow (category Nd of Unicode 16).
const ZEROS: [char; 74] = [
    '\u{660}',
    '\u{6f0}',
    '\u{7c0}',
    '\u{966}',
    '\u{9e6}',
    '\u{a66}',
    '\u{ae6}',
    '\u{b66}',
    '\u{be6}',
    '\u{c66}',
    '\u{ce6}',
    '\u{d66}',
    '\u{de6}',
    '\u{e50}',
    '\u{ed0}',
    '\u{f20}',
    '\u{1040}',
    '\u{1090}',
    '\u{17e0}',
    '\u{1810}',
    '\u{1946}',
    '\u{19d0}',
    '\u{1a80}',
    '\u{1a90}',
    '\u{1b50}',
    '\u{1bb0}',
    '\u{1c40}',
    '\u{1c50}',
    '\u{a620}',
    '\u{a8d0}',
    '\u{a900}',
    '\u{a9d0}',
    '\u{a9f0}',
    '\u{aa50}',
    '\u{abf0}',
    '\u{104a0}',
    '\u{10d30}',
    '\u{10d40}',
    '\u{11066}',
    '\u{110f0}',
    '\u{11136}',
    '\u{111d0}',
    '\u{112f0}',
    '\u{11450}',
    '\u{114d0}',
    '\u{11650}',
    '\u{116c0}',
    '\u{116d0}',
    '\u{116da}',
    '\u{11730}',
    '\u{118e0}',
    '\u{11950}',
    '\u{11bf0}',
    '\u{11c50}',
    '\u{11d50}',
    '\u{11da0}',
    '\u{11f50}',
    '\u{16130}',
    '\u{16d70}',
    '\u{16a60}',
    '\u{16ac0}',
    '\u{16b50}',
    '\u{1ccf0}',
    '\u{1d7ce}',
    '\u{1d7d8}',
    '\u{1d7e2}',
    '\u{1d7ec}',
    '\u{1d7f6}',
    '\u{1e140}',
    '\u{1e2f0}',
    '\u{1e4f0}',
    '\u{1e5f1}',
    '\u{1e950}',
    '\u{1fbf0}',
];

/// Unicode's Default_Ignorable_Code_Point.
const IGNORABLE: [(char, char); 17] = [
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{202a}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fff8}'),
    ('\u{1bca0}', '\u{1bca3}'),
    ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0000}', '\u{e0fff}'),
];

#[cfg(test)]
mod tests {
    use super::*;
    use regex::Regex;
    use std::collections::BTreeSet;

    /// All characters in a class of the regex crate, which has all of Unicode.
    fn all(class: &str) -> BTreeSet<char> {
        let class = Regex::new(class).unwrap();
        ('\0'..=char::MAX).filter(|character| class.is_match(character.encode_utf8(&mut [0; 4]))).collect()
    }

    #[test]
    fn the_digits_of_every_script_are_digits() {
        let digits = all(r"\p{Nd}");
        let ascii: String = digits.iter().copied().map(to_ascii).collect();
        assert_eq!(ascii, "0123456789".repeat(digits.len() / 10));
        let others =
            ('\u{80}'..=char::MAX).filter(|it| !digits.contains(it) && to_ascii(*it).is_ascii_digit());
        assert_eq!(others.collect::<String>(), "");
    }

    #[test]
    fn wide_forms_are_ascii() {
        let ascii: String = "＋４４（０）２０－７９４６\u{3000}ｘ１".chars().map(to_ascii).collect();
        assert_eq!(ascii, "+44(0)20-7946 x1");
        assert_eq!(to_ascii('é'), 'é');
    }

    #[test]
    fn a_number_is_written_in_the_scripts_that_people_type() {
        assert_eq!(
            in_other_scripts("+9-0").collect::<Vec<_>>(),
            ["+٩-٠", "+۹-۰", "+९-०", "+৯-০", "＋９－０"]
        );
    }

    #[test]
    fn what_shows_nothing_is_taken_off() {
        let nothing = all(r"[\s\p{Cc}\p{Default_Ignorable_Code_Point}]");
        for character in &nothing {
            assert_eq!(trimmed(&format!("{character}a b{character}")), "a b", "{character:?}");
        }
        let shown = ('\0'..=char::MAX).filter(|it| !nothing.contains(it));
        assert_eq!(shown.filter(|it| shows_nothing(*it)).collect::<String>(), "");
    }
}
