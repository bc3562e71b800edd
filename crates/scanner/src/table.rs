//! What is wanted of a JSON object: the paths of texts, and the place that each text goes to.
//!
//! What comes twice counts as it came last, as it does to `JSON.parse`.

/// A member of an object: its key, and what is read of it.
pub type Member = (&'static str, What);

pub struct What {
    pub shape: Shape,
    /// The places of all that is in it, from one to before another. A text, or a list, has one.
    pub first: usize,
    pub end: usize,
    pub members: &'static [Member],
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Text,
    /// Whether it is `true`: then something is in its place.
    Flag,
    Object,
    /// A text, or an object that has it.
    TextOrObject,
    /// An object. The first text in it that is in no table and begins so goes to this place.
    ObjectWith(&'static str, usize),
    /// A list of objects, which have so many places of their own. Where these are goes to the place of the list.
    List(usize),
}

pub const fn text(place: usize) -> What {
    What { shape: Shape::Text, first: place, end: place + 1, members: &[] }
}

pub const fn flag(place: usize) -> What {
    What { shape: Shape::Flag, ..text(place) }
}

pub const fn object(members: &'static [Member], first: usize, end: usize) -> What {
    What { shape: Shape::Object, first, end, members }
}

pub const fn text_or(members: &'static [Member], place: usize) -> What {
    What { shape: Shape::TextOrObject, members, ..text(place) }
}

pub const fn list(members: &'static [Member], width: usize, place: usize) -> What {
    What { shape: Shape::List(width), members, ..text(place) }
}
