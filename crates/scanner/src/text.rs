//! Texts of JSON, still escaped, as ranges of the bytes.

use std::ops::Range;

/// The range of a text, without its quotes; or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    begin: u32,
    end: u32,
}

impl Text {
    pub const NONE: Self = Self { begin: u32::MAX, end: u32::MAX };

    pub const EMPTY: Self = Self { begin: 0, end: 0 };

    pub fn between(begin: usize, end: usize) -> Self {
        Self { begin: begin as u32, end: end as u32 }
    }

    pub fn is_none(self) -> bool {
        self.begin == u32::MAX
    }

    /// Whether it is empty or none.
    pub fn is_blank(self) -> bool {
        self.begin == self.end
    }

    /// This text, or the other one if this is blank.
    pub fn or(self, other: Self) -> Self {
        if self.is_blank() { other } else { self }
    }

    pub fn range(self) -> Range<usize> {
        self.begin as usize..self.end as usize
    }

    /// The same with its quotes.
    pub fn quoted(self) -> Range<usize> {
        (self.begin as usize).saturating_sub(1)..self.end as usize + 1
    }

    pub fn of(self, bytes: &[u8]) -> &[u8] {
        bytes.get(self.range()).unwrap_or_default()
    }

    /// The part from an offset on.
    pub fn from(self, at: usize) -> Self {
        Self { begin: self.begin + at as u32, ..self }
    }

    /// Its first `length` bytes.
    pub fn first(self, length: usize) -> Self {
        Self { end: self.begin + length as u32, ..self }
    }
}

#[expect(clippy::manual_contains, reason = "`contains` brings a search by whole words along")]
pub fn is_escaped(raw: &[u8]) -> bool {
    raw.iter().any(|byte| *byte == b'\\')
}

/// A text without escapes. Invalid characters become U+FFFD.
pub fn unescape(raw: &[u8]) -> String {
    let mut plain = String::with_capacity(raw.len());
    let mut left = raw;
    while let Some((first, rest)) = left.split_first() {
        left = rest;
        plain.push(match first {
            b'\\' => escaped(&mut left),
            ..=0x7f => char::from(*first),
            _ => beyond_ascii(*first, &mut left),
        });
    }
    plain
}

/// Whether a text is this name, without escapes.
pub fn equals(raw: &[u8], name: &str) -> bool {
    raw == name.as_bytes() || is_escaped(raw) && unescape(raw) == name
}

/// The character of an escape, after its backslash.
fn escaped(left: &mut &[u8]) -> char {
    let Some((escaped, rest)) = left.split_first() else { return char::REPLACEMENT_CHARACTER };
    *left = rest;
    match escaped {
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => character(left),
        other => char::from(*other),
    }
}

/// A character of UTF-8, after its first byte.
fn beyond_ascii(first: u8, left: &mut &[u8]) -> char {
    let length = first.leading_ones().min(4);
    let mut code = u32::from(first) & (0x7f >> length);
    for _ in 1..length {
        match left.split_first() {
            Some((byte @ 0x80..0xc0, rest)) => {
                *left = rest;
                code = code << 6 | u32::from(byte & 0x3f);
            }
            _ => return char::REPLACEMENT_CHARACTER,
        }
    }
    let character = char::from_u32(code).filter(|it| !it.is_ascii() && it.len_utf8() == length as usize);
    character.unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The character for four hexadecimal digits, or for two such escapes.
fn character(left: &mut &[u8]) -> char {
    let first = take_unit(left);
    if let (0xd800..0xdc00, Some((b"\\u", mut behind))) = (first, left.split_at_checked(2))
        && let second @ 0xdc00..0xe000 = take_unit(&mut behind)
    {
        *left = behind;
        return char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00))
            .unwrap_or(char::REPLACEMENT_CHARACTER);
    }
    char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn take_unit(left: &mut &[u8]) -> u32 {
    let Some((digits, rest)) = left.split_at_checked(4) else { return 0 };
    *left = rest;
    digits.iter().fold(0, |unit, digit| unit << 4 | hex(*digit))
}

fn hex(digit: u8) -> u32 {
    // The last four bits of a letter are its value minus nine.
    u32::from(digit & 15) + if digit > b'9' { 9 } else { 0 }
}

/// Appends a text, escaped for JSON.
pub fn escape(plain: &str, into: &mut Vec<u8>) {
    for byte in plain.bytes() {
        match byte {
            b'"' | b'\\' => into.extend_from_slice(&[b'\\', byte]),
            ..=0x1f => {
                let digit = |value: u8| if value < 10 { b'0' + value } else { b'a' - 10 + value };
                into.extend_from_slice(b"\\u00");
                into.extend_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
            }
            _ => into.push(byte),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_reads_as_json_parse_reads_it() {
        for raw in [
            "",
            "Ann",
            r"\u0041nn",
            r#"\"\\\/\b\f\n\r\t"#,
            r"caf\u00e9 \u05d0",
            r"\ud83d\ude00",
            r"\uD83D\uDE00!",
            "\u{1f600}",
        ] {
            let expected: String = serde_json::from_str(&format!("\"{raw}\"")).unwrap();
            assert_eq!(unescape(raw.as_bytes()), expected, "{raw}");
        }
    }

    #[test]
    fn half_of_a_pair_is_no_character() {
        for raw in [r"\ud83d", r"\ude00", r"\ud83dx", r"\ud83d\n", r"\ud83d\u0041"] {
            assert!(unescape(raw.as_bytes()).starts_with(char::REPLACEMENT_CHARACTER), "{raw}");
        }
        assert_eq!(unescape(br"\ud83d\u0041"), "\u{fffd}A");
    }

    #[test]
    fn what_is_no_utf_8_is_no_character() {
        for raw in [
            &b"\xff"[..],
            b"\x80",
            b"\xe2\x82",
            b"\xc0\x80",
            b"\xed\xa0\x80",
            b"\xf8\x88\x80\x80\x80",
            b"\xe2\"",
            b"\xf4\x90\x80\x80",
        ] {
            assert!(unescape(raw).starts_with(char::REPLACEMENT_CHARACTER), "{raw:?}");
        }
        for text in ["\u{7f}\u{80}", "\u{7ff}\u{800}", "\u{ffff}\u{10000}", "\u{10ffff}"] {
            assert_eq!(unescape(text.as_bytes()), text);
        }
    }

    #[test]
    fn what_is_escaped_reads_as_before() {
        for text in ["", "Ann", "a\"b\\c/", "\u{0}\u{1f}\n\u{7f}", "\u{5d0}\u{1f600}"] {
            let mut escaped = Vec::new();
            escape(text, &mut escaped);
            assert_eq!(unescape(&escaped), text);
            let json = format!("\"{}\"", String::from_utf8(escaped).unwrap());
            assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        }
    }
}
