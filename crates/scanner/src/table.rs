//! The texts to read from a JSON object: their paths, and the place of each.
//!
//! Of duplicate keys, the last counts, as with `JSON.parse`. Members are found fastest in the order in which they mostly come.

use crate::key::{Key, key};

/// A member of an object, and what to read from it.
pub struct Member {
    pub key: Key,
    pub shape: Shape,
    /// The range of places of all texts in it. A text or a list has one place.
    pub first: usize,
    pub end: usize,
    pub members: &'static [Member],
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Text,
    /// Any value, which is not read. The table may have it so that the one after it is found at once.
    Skipped,
    /// A boolean: if it is `true`, its place is not empty.
    Flag,
    Object,
    /// A text, or an object that contains it.
    TextOrObject,
    /// An object. The first text in it that is not in the table and starts like this goes to this place.
    ObjectWith(&'static str, usize),
    /// A list of objects with this number of places each. The range of these places goes to the place of the list.
    List(usize),
}

pub const fn text(name: &'static str, place: usize) -> Member {
    Member { key: key(name), shape: Shape::Text, first: place, end: place + 1, members: &[] }
}

pub const fn skipped(name: &'static str) -> Member {
    Member { key: key(name), shape: Shape::Skipped, first: 0, end: 0, members: &[] }
}

pub const fn flag(name: &'static str, place: usize) -> Member {
    Member { shape: Shape::Flag, ..text(name, place) }
}

pub const fn object(name: &'static str, members: &'static [Member], first: usize, end: usize) -> Member {
    Member { key: key(name), shape: Shape::Object, first, end, members }
}

pub const fn text_or(name: &'static str, members: &'static [Member], place: usize) -> Member {
    Member { shape: Shape::TextOrObject, members, ..text(name, place) }
}

pub const fn list(name: &'static str, members: &'static [Member], width: usize, place: usize) -> Member {
    Member { shape: Shape::List(width), members, ..text(name, place) }
}
