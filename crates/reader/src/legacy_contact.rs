//! A legacy contact, which is one of `Wix.Contacts`, as texts in a fixed order, and writing them for JavaScript.

use std::ops::Range;

use contacts_scanner::{Text, escape, unescape};

/// A text of a contact that is in no list. `js/host/contact.js` reads them in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    Id,
    Prefix,
    First,
    Middle,
    Last,
    Suffix,
    Picture,
    Role,
    Company,
    CreatedAt,
    ModifiedAt,
}

/// How many `Scalar`s there are. A `Scalar` beyond that is dropped without an error.
const SCALAR_COUNT: usize = 11;

/// A list of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    Emails,
    Phones,
    Addresses,
    Urls,
    Dates,
}

const EMAIL: &[&str] = &["tag", "email", "emailStatus", "deliveryStatus"];
const PHONE: &[&str] = &["tag", "phone", "normalizedPhone"];
const ADDRESS: &[&str] = &["tag", "address", "neighborhood", "city", "region", "country", "postalCode"];
const URL: &[&str] = &["tag", "url"];
const DATE: &[&str] = &["tag", "date"];

const WIDTHS: [usize; 5] = [EMAIL.len(), PHONE.len(), ADDRESS.len(), URL.len(), DATE.len()];

impl List {
    /// The members of an item, in the order in which they are written.
    pub fn members(self) -> &'static [&'static str] {
        match self {
            Self::Emails => EMAIL,
            Self::Phones => PHONE,
            Self::Addresses => ADDRESS,
            Self::Urls => URL,
            Self::Dates => DATE,
        }
    }

    fn width(self) -> usize {
        WIDTHS.get(self as usize).copied().unwrap_or(1)
    }

    /// Where a member of an item is.
    fn place(self, item: usize, member: &str) -> Option<usize> {
        let member = self.members().iter().position(|other| *other == member)?;
        Some(item * self.width() + member)
    }
}

/// Owns the bytes that its texts are in. New texts are added at their end.
pub struct LegacyContact {
    pub(crate) bytes: Vec<u8>,
    scalars: [Text; SCALAR_COUNT],
    lists: [Vec<Text>; WIDTHS.len()],
}

impl Default for LegacyContact {
    fn default() -> Self {
        Self { bytes: Vec::new(), scalars: [Text::NONE; SCALAR_COUNT], lists: Default::default() }
    }
}

// Some of these are kept out of line: the rules call them in many places.
impl LegacyContact {
    /// Removes all texts.
    pub(crate) fn clear(&mut self) {
        self.scalars = [Text::NONE; SCALAR_COUNT];
        self.lists.iter_mut().for_each(Vec::clear);
    }

    pub(crate) fn put(&mut self, scalar: Scalar, text: Text) {
        if let Some(place) = self.scalars.get_mut(scalar as usize) {
            *place = text;
        }
    }

    #[inline(never)]
    pub(crate) fn push(&mut self, list: List, item: &[Text]) {
        if let Some(items) = self.lists.get_mut(list as usize) {
            item.iter().for_each(|text| items.push(*text));
        }
    }

    /// A new text: escaped texts, joined.
    pub(crate) fn joined(&mut self, parts: &[Text]) -> Text {
        self.copied(parts, |byte| byte)
    }

    /// A new text: ASCII letters in lower case.
    pub(crate) fn ascii_lower(&mut self, text: Text) -> Text {
        self.copied(&[text], |byte| byte.to_ascii_lowercase())
    }

    #[inline(never)]
    fn copied(&mut self, parts: &[Text], change: fn(u8) -> u8) -> Text {
        self.bytes.push(b'"');
        let begin = self.bytes.len();
        for part in parts {
            for at in part.range() {
                // `extend_from_within` would add a panic message for a case that can't happen.
                self.bytes.extend(self.bytes.get(at).map(|byte| change(*byte)));
            }
        }
        self.ended(begin)
    }

    /// A new text, escaped from a plain one.
    #[inline(never)]
    pub(crate) fn made(&mut self, plain: &str) -> Text {
        self.bytes.push(b'"');
        let begin = self.bytes.len();
        escape(plain, &mut self.bytes);
        self.ended(begin)
    }

    fn ended(&mut self, begin: usize) -> Text {
        let text = Text::between(begin, self.bytes.len());
        self.bytes.push(b'"');
        text
    }

    pub(crate) fn raw(&self, text: Text) -> &[u8] {
        text.of(&self.bytes)
    }

    /// A text without escapes.
    pub(crate) fn string(&self, text: Text) -> String {
        unescape(self.raw(text))
    }

    pub fn scalar(&self, scalar: Scalar) -> Option<String> {
        self.given(self.scalars.get(scalar as usize)?)
    }

    pub fn set_scalar(&mut self, scalar: Scalar, text: &str) {
        let text = self.made(text);
        self.put(scalar, text);
    }

    /// How many items a list has.
    pub fn count(&self, list: List) -> usize {
        self.lists.get(list as usize).map_or(0, |items| items.len() / list.width())
    }

    /// A member of an item.
    pub fn get(&self, list: List, item: usize, member: &str) -> Option<String> {
        self.given(self.lists.get(list as usize)?.get(list.place(item, member)?)?)
    }

    pub fn set(&mut self, list: List, item: usize, member: &str, text: &str) {
        let text = self.made(text);
        let items = self.lists.get_mut(list as usize);
        if let Some(place) = list.place(item, member).and_then(|place| items?.get_mut(place)) {
            *place = text;
        }
    }

    /// Adds an item without members.
    pub fn add(&mut self, list: List) {
        (0..list.width()).for_each(|_| self.push(list, &[Text::NONE]));
    }

    fn given(&self, text: &Text) -> Option<String> {
        (!text.is_none()).then(|| self.string(*text))
    }

    /// Writes JSON values, each followed by a comma: the single texts, then for each list the number of its items and their
    /// texts. Absent texts are 0.
    pub fn write(&self, out: &mut Vec<u8>) {
        self.write_texts(&self.scalars, out);
        for (items, width) in self.lists.iter().zip(WIDTHS) {
            write_number(items.len() / width, out);
            out.push(b',');
            self.write_texts(items, out);
        }
    }

    fn write_texts(&self, texts: &[Text], out: &mut Vec<u8>) {
        for text in texts {
            match *text {
                Text::NONE => out.extend_from_slice(b"0,"),
                Text::EMPTY => out.extend_from_slice(b"\"\","),
                // Including the quotes, which always surround it.
                text => write_range(&self.bytes, text.quoted(), out),
            };
        }
    }
}

/// How many bytes are written at once.
const BLOCK: usize = 16;

/// Writes a range and a comma. Whole blocks, cut afterwards, take less time than a copy of its length, since most are short.
fn write_range(bytes: &[u8], range: Range<usize>, out: &mut Vec<u8>) {
    let end = out.len() + range.len();
    let in_blocks = range.start..range.start + range.len().next_multiple_of(BLOCK);
    match bytes.get(in_blocks) {
        Some(blocks) => blocks.as_chunks::<BLOCK>().0.iter().for_each(|block| out.extend_from_slice(block)),
        None => out.extend_from_slice(bytes.get(range).unwrap_or_default()),
    }
    out.truncate(end);
    out.push(b',');
}

fn write_number(number: usize, out: &mut Vec<u8>) {
    if number > 9 {
        write_number(number / 10, out);
    }
    out.push(b'0' + (number % 10) as u8);
}
