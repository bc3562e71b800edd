//! Goes over JSON as it comes, and judges it as `JSON.parse` does. Texts are given as they stand, still escaped, and whether
//! they are UTF-8 is for whoever decodes them to say.

use crate::text::Text;

/// Why there is nothing to go on with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// What is there so far ends in the middle of something.
    Short,
    /// It is no JSON.
    Broken,
}

pub type Scanned<T> = Result<T, Stop>;

pub struct Scanner<'a> {
    bytes: &'a [u8],
    pub at: usize,
    /// Whether nothing comes behind these bytes.
    is_whole: bool,
    /// What is open of a value that is passed over: whether each is an object. No recursion, so it may be as deep as it likes.
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
    pub fn new(bytes: &'a [u8], at: usize, is_whole: bool) -> Self {
        Self { bytes, at, is_whole, open: Vec::new() }
    }

    pub fn bytes_of(&self, text: Text) -> &'a [u8] {
        text.of(self.bytes)
    }

    /// What kind of value comes next.
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

    /// Passes a bracket, and tells whether there is something behind it before `end`.
    pub fn begins(&mut self, end: u8) -> Scanned<bool> {
        self.at += 1;
        let is_empty = self.first()? == end;
        if !is_empty {
            self.at -= 1;
        }
        Ok(!is_empty)
    }

    /// Passes what is behind a member or an item: a comma, or `end`. Tells whether it was a comma.
    pub fn goes_on(&mut self, end: u8) -> Scanned<bool> {
        match self.first()? {
            b',' => Ok(true),
            byte if byte == end => Ok(false),
            _ => Err(Stop::Broken),
        }
    }

    /// A member's key; passes its colon.
    pub fn key(&mut self) -> Scanned<Text> {
        if self.first()? != b'"' {
            return Err(Stop::Broken);
        }
        let key = self.text()?;
        if self.first()? != b':' {
            return Err(Stop::Broken);
        }
        Ok(key)
    }

    /// The next value if it is a text; passes it in any case.
    pub fn text_or_nothing(&mut self) -> Scanned<Text> {
        if self.kind()? == Kind::Text {
            self.at += 1;
            return self.text();
        }
        self.pass()?;
        Ok(Text::NONE)
    }

    /// Passes a value.
    pub fn pass(&mut self) -> Scanned<()> {
        self.open.clear();
        loop {
            match self.first()? {
                b'"' => drop(self.text()?),
                b'{' => {
                    self.at -= 1;
                    if self.begins(b'}')? {
                        self.open.push(true);
                        self.key()?;
                        continue;
                    }
                }
                b'[' => {
                    self.at -= 1;
                    if self.begins(b']')? {
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

    /// Behind a value that is passed over: closes all that ends there. Tells whether another value comes.
    fn close(&mut self) -> Scanned<bool> {
        while let Some(is_object) = self.open.last().copied() {
            if self.goes_on(if is_object { b'}' } else { b']' })? {
                if is_object {
                    self.key()?;
                }
                return Ok(true);
            }
            self.open.pop();
        }
        Ok(false)
    }

    /// Passes a value; gives where it is.
    pub fn value(&mut self) -> Scanned<Text> {
        self.kind()?;
        let begin = self.at;
        self.pass()?;
        Ok(Text::between(begin, self.at))
    }

    /// Passes the mark of UTF-8, if it is there.
    pub fn pass_mark(&mut self) -> Scanned<()> {
        const MARK: &[u8] = "\u{feff}".as_bytes();
        let begin = self.bytes.get(..MARK.len());
        if begin == Some(MARK) {
            self.at = MARK.len();
        }
        let may_be_cut = begin.is_none() && MARK.starts_with(self.bytes);
        if may_be_cut { Err(Stop::Short) } else { Ok(()) }
    }

    /// Passes the blanks up to the end of all.
    pub fn end(&mut self) -> Scanned<()> {
        match self.first() {
            Err(Stop::Short) if self.is_whole => Ok(()),
            Err(stop) => Err(stop),
            Ok(_) => Err(Stop::Broken),
        }
    }

    /// The first byte that is no blank; passes it.
    fn first(&mut self) -> Scanned<u8> {
        match self.next()? {
            ..=b' ' => self.first_behind_blanks(),
            byte => Ok(byte),
        }
    }

    /// The same, behind what should be a blank.
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
        let byte = *self.bytes.get(self.at).ok_or(Stop::Short)?;
        self.at += 1;
        Ok(byte)
    }

    /// A text, behind its quote; passes the one at its end.
    fn text(&mut self) -> Scanned<Text> {
        let begin = self.at;
        loop {
            self.pass_plain();
            match self.next()? {
                b'"' => return Ok(Text::between(begin, self.at - 1)),
                b'\\' => self.escape()?,
                ..=0x1f => return Err(Stop::Broken),
                _ => {}
            }
        }
    }

    /// Passes eight bytes of a text at a time, up to the first that is special.
    fn pass_plain(&mut self) {
        const ONES: u64 = u64::MAX / 255;
        // The highest bit of a byte is set where that byte is below `limit`; of the bytes above the first such, it says nothing.
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
                        return Err(Stop::Broken);
                    }
                }
                Ok(())
            }
            _ => Err(Stop::Broken),
        }
    }

    fn word(&mut self, rest: &[u8]) -> Scanned<()> {
        for letter in rest {
            if self.next()? != *letter {
                return Err(Stop::Broken);
            }
        }
        Ok(())
    }

    fn number(&mut self, first: u8) -> Scanned<()> {
        match if first == b'-' { self.next()? } else { first } {
            b'0' => {}
            b'1'..=b'9' => self.digits()?,
            _ => return Err(Stop::Broken),
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
        if self.next()?.is_ascii_digit() { self.digits() } else { Err(Stop::Broken) }
    }

    fn digits(&mut self) -> Scanned<()> {
        while self.peek()?.is_ascii_digit() {
            self.at += 1;
        }
        Ok(())
    }

    /// The next byte, which may belong to a number; a blank at the end of all.
    fn peek(&self) -> Scanned<u8> {
        match self.bytes.get(self.at) {
            Some(byte) => Ok(*byte),
            None if self.is_whole => Ok(b' '),
            None => Err(Stop::Short),
        }
    }
}
