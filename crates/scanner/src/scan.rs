//! Scans JSON as it arrives, and accepts the same as `JSON.parse`. Texts stay escaped. Whether they are UTF-8 is up to the
//! code that decodes them.

use crate::{key::Key, text::Text};

/// Why scanning stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The bytes so far end inside a value.
    Incomplete,
    /// It is not JSON.
    InvalidJson,
}

pub type Scanned<T> = Result<T, Stop>;

pub struct Scanner<'a> {
    bytes: &'a [u8],
    pub at: usize,
    /// Whether these bytes are the last ones.
    is_last: bool,
    /// For each open bracket of a skipped value, whether it is an object's. Without recursion, any depth is possible.
    open: Vec<bool>,
}

/// The kinds of values that matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Object,
    Array,
    True,
    Other,
}

impl<'a> Scanner<'a> {
    pub fn new(bytes: &'a [u8], at: usize, is_last: bool) -> Self {
        Self { bytes, at, is_last, open: Vec::new() }
    }

    pub fn bytes_of(&self, text: Text) -> &'a [u8] {
        text.of(self.bytes)
    }

    /// The kind of the next value.
    pub fn kind(&mut self) -> Scanned<Kind> {
        let first = self.first()?;
        self.at -= 1;
        Ok(match first {
            b'"' => Kind::Text,
            b'{' => Kind::Object,
            b'[' => Kind::Array,
            b't' => Kind::True,
            _ => Kind::Other,
        })
    }

    /// Skips a bracket. Returns whether there is a value between it and `end`.
    pub fn enter(&mut self, end: u8) -> Scanned<bool> {
        self.at += 1;
        let is_empty = self.first()? == end;
        if !is_empty {
            self.at -= 1;
        }
        Ok(!is_empty)
    }

    /// Skips what follows a member or an item: a comma or `end`. Returns whether it was a comma.
    pub fn has_next(&mut self, end: u8) -> Scanned<bool> {
        match self.first()? {
            b',' => Ok(true),
            byte if byte == end => Ok(false),
            _ => Err(Stop::InvalidJson),
        }
    }

    /// The key of a member; skips its colon.
    pub fn key(&mut self) -> Scanned<Text> {
        if self.first()? != b'"' {
            return Err(Stop::InvalidJson);
        }
        let key = self.text()?;
        if self.first()? != b':' {
            return Err(Stop::InvalidJson);
        }
        Ok(key)
    }

    /// Skips a key and its colon if they come next, as they mostly are: without escapes and blanks.
    pub fn skip_key(&mut self, key: &Key) -> bool {
        let Some((b'"', rest)) = self.bytes.get(self.at..).and_then(<[u8]>::split_first) else {
            return false;
        };
        let is_next = key.is_start_of(rest) && rest.get(key.length()..key.length() + 2) == Some(b"\":");
        if is_next {
            self.at += key.length() + 3;
        }
        is_next
    }

    /// The next value if it is a text; skips any value.
    pub fn text_or_nothing(&mut self) -> Scanned<Text> {
        if self.kind()? == Kind::Text {
            self.at += 1;
            return self.text();
        }
        self.skip()?;
        Ok(Text::NONE)
    }

    /// Skips a value.
    pub fn skip(&mut self) -> Scanned<()> {
        self.open.clear();
        loop {
            match self.first()? {
                b'"' => drop(self.text()?),
                b'{' => {
                    self.at -= 1;
                    if self.enter(b'}')? {
                        self.open.push(true);
                        self.key()?;
                        continue;
                    }
                }
                b'[' => {
                    self.at -= 1;
                    if self.enter(b']')? {
                        self.open.push(false);
                        continue;
                    }
                }
                b't' => self.word(b"rue")?,
                b'f' => self.word(b"alse")?,
                b'n' => self.word(b"ull")?,
                first => self.number(first)?,
            }
            if !self.close()? {
                return Ok(());
            }
        }
    }

    /// After a skipped value: closes the brackets that end there. Returns whether another value follows.
    fn close(&mut self) -> Scanned<bool> {
        while let Some(is_object) = self.open.last().copied() {
            if self.has_next(if is_object { b'}' } else { b']' })? {
                if is_object {
                    self.key()?;
                }
                return Ok(true);
            }
            self.open.pop();
        }
        Ok(false)
    }

    /// Skips a value; returns its place.
    pub fn value(&mut self) -> Scanned<Text> {
        self.kind()?;
        let begin = self.at;
        self.skip()?;
        Ok(Text::between(begin, self.at))
    }

    /// Skips a byte order mark.
    pub fn skip_bom(&mut self) -> Scanned<()> {
        const MARK: &[u8] = "\u{feff}".as_bytes();
        let begin = self.bytes.get(..MARK.len());
        if begin == Some(MARK) {
            self.at = MARK.len();
        }
        let may_be_cut = begin.is_none() && MARK.starts_with(self.bytes);
        if may_be_cut { Err(Stop::Incomplete) } else { Ok(()) }
    }

    /// Skips blanks up to the end of the input.
    pub fn end(&mut self) -> Scanned<()> {
        match self.first() {
            Err(Stop::Incomplete) if self.is_last => Ok(()),
            Err(stop) => Err(stop),
            Ok(_) => Err(Stop::InvalidJson),
        }
    }

    /// The first byte that is not a blank; skips it.
    fn first(&mut self) -> Scanned<u8> {
        match self.next()? {
            ..=b' ' => self.first_behind_blanks(),
            byte => Ok(byte),
        }
    }

    /// The same, after a byte that should be a blank.
    #[cold]
    #[inline(never)]
    fn first_behind_blanks(&mut self) -> Scanned<u8> {
        self.at -= 1;
        loop {
            match self.next()? {
                b' ' | b'\n' | b'\r' | b'\t' => {}
                byte => return Ok(byte),
            }
        }
    }

    fn next(&mut self) -> Scanned<u8> {
        let byte = *self.bytes.get(self.at).ok_or(Stop::Incomplete)?;
        self.at += 1;
        Ok(byte)
    }

    /// A text, after its opening quote; skips the closing one.
    fn text(&mut self) -> Scanned<Text> {
        let begin = self.at;
        loop {
            self.skip_plain();
            match self.next()? {
                b'"' => return Ok(Text::between(begin, self.at - 1)),
                b'\\' => self.escape()?,
                ..=0x1f => return Err(Stop::InvalidJson),
                _ => {}
            }
        }
    }

    /// Skips eight bytes of a text at a time, up to the first special one.
    fn skip_plain(&mut self) {
        const ONES: u64 = u64::MAX / 255;
        // The highest bit of a byte is set if that byte is below `limit`. Bits above the first such byte mean nothing.
        let below = |word: u64, limit: u8| word.wrapping_sub(ONES * u64::from(limit)) & !word;
        while let Some(word) = self.bytes.get(self.at..).and_then(<[u8]>::first_chunk) {
            let word = u64::from_le_bytes(*word);
            let quotes = below(word ^ (ONES * u64::from(b'"')), 1);
            let escapes = below(word ^ (ONES * u64::from(b'\\')), 1);
            let special = (quotes | escapes | below(word, b' ')) & (ONES << 7);
            if special != 0 {
                self.at += special.trailing_zeros() as usize / 8;
                return;
            }
            self.at += 8;
        }
    }

    fn escape(&mut self) -> Scanned<()> {
        match self.next()? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Ok(()),
            b'u' => {
                for _ in 0..4 {
                    if !self.next()?.is_ascii_hexdigit() {
                        return Err(Stop::InvalidJson);
                    }
                }
                Ok(())
            }
            _ => Err(Stop::InvalidJson),
        }
    }

    fn word(&mut self, rest: &[u8]) -> Scanned<()> {
        for letter in rest {
            if self.next()? != *letter {
                return Err(Stop::InvalidJson);
            }
        }
        Ok(())
    }

    fn number(&mut self, first: u8) -> Scanned<()> {
        match if first == b'-' { self.next()? } else { first } {
            b'0' => {}
            b'1'..=b'9' => self.digits()?,
            _ => return Err(Stop::InvalidJson),
        }
        if self.peek()? == b'.' {
            self.at += 1;
            self.some_digits()?;
        }
        if matches!(self.peek()?, b'e' | b'E') {
            self.at += 1;
            if matches!(self.peek()?, b'+' | b'-') {
                self.at += 1;
            }
            self.some_digits()?;
        }
        Ok(())
    }

    fn some_digits(&mut self) -> Scanned<()> {
        if self.next()?.is_ascii_digit() { self.digits() } else { Err(Stop::InvalidJson) }
    }

    fn digits(&mut self) -> Scanned<()> {
        while self.peek()?.is_ascii_digit() {
            self.at += 1;
        }
        Ok(())
    }

    /// The next byte, which may belong to a number; a blank at the end of the input.
    fn peek(&self) -> Scanned<u8> {
        match self.bytes.get(self.at) {
            Some(byte) => Ok(*byte),
            None if self.is_last => Ok(b' '),
            None => Err(Stop::Incomplete),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_ends_where_json_ends_it_wherever_that_is_in_a_block() {
        for length in 0..50 {
            for at in 0..=length {
                for special in ["", "\"", "\\\"", "\\", "\\\\", "\u{1f}", " ", "\u{7f}", "é", "\u{2028}"] {
                    let text = format!("\"{}{special}{}\"", "a".repeat(at), "b".repeat(length - at));
                    let mut scanner = Scanner::new(text.as_bytes(), 0, true);
                    let is_json = scanner.skip().and_then(|()| scanner.end()).is_ok();
                    assert_eq!(is_json, serde_json::from_str::<String>(&text).is_ok(), "{text}");
                }
            }
        }
    }
}
